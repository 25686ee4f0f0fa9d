"""Launchers that die before a judge is ready: one is forgiven, two in a row are a sentence."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.errors import AutograderError
from autograder.grade.grading import grade_folder
from autograder.grade.making import Authored
from autograder.grade.runner import ModuleGrader
from autograder.sandbox.host import LauncherHost

from ..tiny import Submit

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux has launchers"),
    # A launcher that is dead before it is asked leaves our end of the judge's socket to the
    # collector of garbage.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def launchers(alive: list[bool]) -> Callable[[], LauncherHost]:
    """One launcher after the other; those that are not to live are killed before they are used."""

    def start() -> LauncherHost:
        host = LauncherHost(())
        if not alive.pop(0):
            kill(host)
        return host

    return start


def kill(host: LauncherHost) -> None:
    host._process.send_signal(signal.SIGKILL)
    host._process.wait()


def perfect(grader: ModuleGrader, authored: Authored, folder: Path) -> bool:
    return all(check.passed for check in grade_folder(grader, authored.plan, folder).checks)


def test_one_dead_launcher_costs_nothing_however_often_it_happens(
    authored: Authored, submit: Submit
) -> None:
    lives = [False, True, False, True, False, True]
    grader = ModuleGrader(launchers(lives), authored.plan, held=False)
    for _ in range(3):
        assert perfect(grader, authored, submit())
        grader.close()
    assert not lives


def test_two_dead_launchers_in_a_row_are_a_sentence(authored: Authored, submit: Submit) -> None:
    grader = ModuleGrader(launchers([False, False]), authored.plan, held=False)
    with pytest.raises(AutograderError, match=r"ends before it is ready, .+\. Run again with"):
        perfect(grader, authored, submit())
    grader.close()


def test_a_process_that_the_machine_refuses_is_a_sentence(
    authored: Authored, submit: Submit
) -> None:
    def refuse() -> LauncherHost:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    grader = ModuleGrader(refuse, authored.plan, held=False)
    with pytest.raises(AutograderError, match=r"cannot be started: Resource .+\. Close other"):
        perfect(grader, authored, submit())
