"""Each layer by itself, on real attempts: what it stops, and that without it they succeed."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from autograder.sandbox.landlock import abi

from .defences import MAY_FAIL_BY_ITSELF, NEWER_LANDLOCK, STOPPED_BY

ROOT = os.geteuid() == 0
LAYERS = ("landlock", "user", "seccomp", "limits")
PAIRS = [
    pytest.param(layer, name, id=f"{layer}-{name}")
    for name, layers in STOPPED_BY.items()
    for layer in sorted(layers)
]
Outcomes = Callable[[str], dict[str, str]]


@pytest.fixture(scope="module")
def outcomes(open_python: Path) -> Outcomes:
    """What came of every attempt behind one layer, made once."""

    @cache
    def behind(layer: str) -> dict[str, str]:
        script = Path(__file__).with_name("alone.py")
        done = subprocess.run(
            [str(open_python), str(script), layer],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        told: dict[str, str] = json.loads(done.stdout)
        return told

    return behind


@pytest.mark.parametrize(("layer", "name"), PAIRS)
def test_layer_stops_an_attempt_by_itself(layer: str, name: str, outcomes: Outcomes) -> None:
    if layer == "user" and not ROOT:
        pytest.skip("only root can change its user")
    if layer == "landlock" and abi() < NEWER_LANDLOCK.get(name, 1):
        pytest.skip("this kernel's Landlock is older")
    if layer == "limits" and name == "fork_many" and not ROOT:
        pytest.skip("processes are limited only for a user of their own")
    assert outcomes(layer)[name].startswith("stopped: ")


@pytest.mark.skipif(not ROOT, reason="an ordinary user may not even try some of them")
@pytest.mark.parametrize("name", sorted(STOPPED_BY.keys() - MAY_FAIL_BY_ITSELF))
def test_attempt_succeeds_where_no_layer_is(name: str, outcomes: Outcomes) -> None:
    assert outcomes("none")[name].startswith("got: ")


@pytest.mark.skipif(not ROOT, reason="an ordinary user may not even try some of them")
@pytest.mark.parametrize("name", sorted(STOPPED_BY.keys() - MAY_FAIL_BY_ITSELF))
def test_no_layer_is_credited_with_more_than_it_does(name: str, outcomes: Outcomes) -> None:
    stopping = {layer for layer in LAYERS[:3] if outcomes(layer)[name].startswith("stopped: ")}
    assert stopping <= STOPPED_BY[name]


def test_every_attempt_behind_one_layer_is_in_the_table(outcomes: Outcomes) -> None:
    assert outcomes("seccomp").keys() == STOPPED_BY.keys()
