"""The words of grading: verdicts, and the results that are made of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

RESULT_SCHEMA = "autograder.result/1"
"""Name and version of the results format; the number grows when a field changes its meaning."""


class Verdict(Enum):
    """How a check ended, in the order in which reports list them."""

    PASSED = "passed"
    FAILED = "wrong value"
    ERROR = "your code raised an exception"
    TIMEOUT = "took too long"
    MEMORY = "ran out of memory"
    CRASHED = "the process died"
    FORBIDDEN = "uses what this task must not use"
    BLOCKED = "waits for another task"
    NOT_ATTEMPTED = "not written yet"
    GRADER_ERROR = "our fault, not yours"


class Visibility(str, Enum):
    """When a student may see a check's row: the four words of Gradescope."""

    VISIBLE = "visible"
    AFTER_DUE_DATE = "after_due_date"
    AFTER_PUBLISHED = "after_published"
    HIDDEN = "hidden"


@dataclass(frozen=True)
class Evidence:
    """What a failing public check compared: plain values, small enough to be drawn."""

    got: Any
    expected: Any


@dataclass(frozen=True)
class CheckResult:
    """The end of one check. ``message`` is what the student may read; ``detail`` is for staff."""

    name: str
    task: str
    verdict: Verdict
    score: float
    max_score: float
    public: bool
    visibility: Visibility = Visibility.VISIBLE
    about: str = ""
    """The first line of the check's docstring: what it tests."""
    message: str = ""
    detail: str = ""
    hint: str = ""
    mistake: str = ""
    at_import: bool = False
    """The submission could not even be imported; all its checks end alike."""
    seconds: float = 0.0
    evidence: Evidence | None = None
    smallest: str = ""
    """Lines of Python with the smallest call found that goes wrong; public checks only."""
    picture: str = ""
    """How the module's configuration wants ``evidence`` drawn; "" leaves it to its shape."""

    @property
    def passed(self) -> bool:
        return self.verdict is Verdict.PASSED


@dataclass(frozen=True)
class TaskResult:
    """One task with its checks, in the order of the configuration."""

    name: str
    checks: tuple[CheckResult, ...]

    @property
    def score(self) -> float:
        return total(check.score for check in self.checks)

    @property
    def max_score(self) -> float:
        return total(check.max_score for check in self.checks)


@dataclass(frozen=True)
class ModuleResult:
    """The graded module: one entry of the results file."""

    module: str
    tasks: tuple[TaskResult, ...]
    seconds: float = 0.0
    title: str = ""
    hidden_included: bool = True
    notes: tuple[str, ...] = ()

    @property
    def checks(self) -> tuple[CheckResult, ...]:
        return tuple(check for task in self.tasks for check in task.checks)

    @property
    def score(self) -> float:
        return total(task.score for task in self.tasks)

    @property
    def max_score(self) -> float:
        return total(task.max_score for task in self.tasks)


def total(points: Iterable[float]) -> float:
    """Sum of points, rounded so that ten tenths are one."""
    return round(sum(points), 6)
