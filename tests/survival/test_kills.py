"""Kills at random moments: the short version of ``benchmarks/survival.py``, as it is run by hand.

The program is its own process because it adopts orphans and collects every child that ends.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

from ..tiny import ROOT, environment

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc"),
]
KINDS = {
    "worker,judge,searcher,launcher,three": (
        "worker", "judge", "judge's fork", "searcher", "launcher", "any three in turn",
    ),
    "grader,gradescope": ("grader", "grader, SIGTERM", "gradescope", "gradescope, SIGTERM"),
}  # fmt: skip
VICTIMS = [name for names in KINDS.values() for name in names]


@pytest.fixture(scope="module")
def said() -> str:
    """What both halves of the benchmark print, ten trials each, side by side."""
    running = [
        subprocess.Popen(
            [
                sys.executable,
                ROOT / "benchmarks" / "survival.py",
                "--trials",
                "10",
                "--only",
                words,
            ],
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for words in KINDS
    ]
    try:
        return "".join(each.communicate(timeout=300)[0] for each in running)
    finally:
        for each in running:
            each.kill()


@pytest.mark.parametrize("victim", VICTIMS)
def test_results_stay_valid_whole_and_alone_after_a_kill_of(said: str, victim: str) -> None:
    (row,) = [line for line in said.splitlines() if line.startswith(f"{victim:<20} ")]
    trials, valid, lost, _, _, left, *_ = row[20:].split()
    assert int(trials) >= 1
    assert (valid, lost, left) == (trials, "0", "0"), said


def test_no_promise_is_broken(said: str) -> None:
    assert said.count("10 trials, 0 with a broken promise") == len(KINDS), said
