"""Every attack, against the real grader: it earns nothing, learns nothing, and harms nothing."""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest

from ..tiny import ROOT
from .attack import Attack
from .catalogue import ATTACKS
from .conftest import NAMES, GetGround
from .ground import Graded, Ground
from .vault import SECRET

SCHEMA = json.loads((ROOT / "docs/reference/results.schema.json").read_text("utf-8"))
_TURNING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
FIRST = "root" if os.geteuid() == 0 else "user"
"""The ground that the fast lane runs on."""


def runs() -> Iterator[pytest.ParameterSet]:
    """Every attack on every ground that it is for; the fast lane does without torch."""
    for name in NAMES:
        for attack in ATTACKS:
            if name in attack.grounds:
                slow = name != FIRST or attack.module == "v02_tensors"
                marks = [pytest.mark.slow] if slow else []
                called = f"{attack.name}-{name.replace(' ', '-')}"
                yield pytest.param(attack, name, id=called, marks=marks)


@pytest.mark.parametrize(("attack", "name"), list(runs()))
def test_attack_is_stopped(attack: Attack, name: str, get_ground: GetGround) -> None:
    ground = get_ground(name)
    graded = attacked(attack, ground)
    assert graded.seconds < attack.seconds
    assert attack.refused in graded.refused
    assert bool(attack.refused) == bool(graded.refused)
    if not attack.refused:
        demand_fair_results(attack, graded, ground)
        demand_evidence(attack, graded, name)
    texts = [*graded.shown, graded.refused, json.dumps(graded.results)]
    assert not secrets_in(texts, ground)
    assert not odd_signs("".join(texts))
    assert attack.says in "".join(graded.shown)
    assert not [report["loot"] for report in graded.reports if report["loot"]]
    assert not ground.vault.notes.exists(), "it could write a file"
    assert not ground.left_over(graded)


def handed_in(attack: Attack, ground: Ground) -> Path:
    """What its author hands in."""
    root = ground.submission(attack.module, attack.text, attack.more)
    return attack.build(ground, root) if attack.build else root


def attacked(attack: Attack, ground: Ground) -> Graded:
    """Hand it in and have it graded."""
    path = handed_in(attack, ground)
    return ground.grade(path, attack.module, attack.seconds)


def demand_fair_results(attack: Attack, graded: Graded, ground: Ground) -> None:
    """Valid results; no points for what it attacked, and the others' as ever."""
    jsonschema.validate([graded.results], SCHEMA)
    honest = ground.honest[attack.module]
    for name, check in graded.checks.items():
        assert check["verdict"] != "GRADER_ERROR", f"{name}: {graded.staff}"
        if check["task"] != attack.task:
            before = honest.checks[name]
            same = (check["verdict"], check["score"]) == (before["verdict"], before["score"])
            less = not attack.spares_others and check["score"] <= before["score"]
            assert same or less, f"{name} ends {check['verdict']}: {graded.staff}"
        else:
            fine = check["public"] or check["verdict"] in attack.ends
            assert fine, f"{name} ends {check['verdict']}: {graded.staff}"
            earned = check["max_score"] if attack.earns else 0
            assert check["score"] == earned, f"{name} earns {check['score']}"


def demand_evidence(attack: Attack, graded: Graded, name: str) -> None:
    """What stopped it is what its author says, told by what it saw itself."""
    expected = attack.shown_on(name)
    if expected:
        assert graded.reports, "it came to no report"
        assert graded.reports[0]["seen"] == expected


def secrets_in(texts: list[str], ground: Ground) -> list[str]:
    """The secrets of the course that stand in what somebody can see."""
    return [token for text in texts for token in SECRET.findall(text)]


def odd_signs(text: str) -> set[str]:
    """Signs that steer a terminal, or turn a line around."""
    steering = {sign for sign in text if unicodedata.category(sign) == "Cc" and sign not in "\n\t"}
    return steering | {sign for sign in text if unicodedata.bidirectional(sign) in _TURNING}
