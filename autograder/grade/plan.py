"""How one module is graded: the same plan from a course, by `autograder.grade.course_plans`, and
from a student's release, by `autograder.grade.released`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.build.stamp import Stamp, mismatch, stamp_of
from autograder.config.nearest import one_of
from autograder.errors import UsageError
from autograder.model import Visibility
from autograder.sandbox.warm import OPTIMISERS, UPSTREAM

if TYPE_CHECKING:
    from autograder.config.models import ModuleConfig

GRADING_FILE = "grading.json"
RECORDINGS_FILE = "recordings.json"


_LOADED_LATE = {OPTIMISERS: rb"torch\.optim", UPSTREAM: rb"autograd\.grad\(|\.backward\([^)]"}


@dataclass(frozen=True)
class Limits:
    """What one submission may spend on a module, in seconds and megabytes."""

    check_seconds: float = 10.0
    module_seconds: float = 120.0
    memory_mb: int = 1024
    scratch_mb: int = 0


@dataclass(frozen=True)
class CheckPlan:
    """One check: what it is worth and who sees it."""

    name: str
    task: str
    points: float
    public: bool
    visibility: Visibility
    docstring: str
    seconds: float | None = None
    """Its own limit; None for that of the module."""
    picture: str = ""
    """How a report draws what it compared; "" leaves it to the values."""


@dataclass(frozen=True)
class TaskPlan:
    """One task: what it builds on, what it must not use, and its checks in order."""

    name: str
    uses: tuple[str, ...]
    forbidden: tuple[str, ...]
    checks: tuple[CheckPlan, ...]
    hidden_points: float = 0.0
    """Points of hidden checks that this plan cannot run, because only staff have them."""


@dataclass(frozen=True)
class Plan:
    """Everything that grading a module needs, besides the submission."""

    module: str
    title: str
    tests: Path
    """The folder with the test files and probes."""
    reference: Path | None
    """The annotated source, or None where recorded answers stand in for it."""
    recordings: Path | None
    libraries: tuple[str, ...]
    limits: Limits
    tasks: tuple[TaskPlan, ...]
    secret: str = ""
    blocked_keeps: float = 0.0
    stamp: Stamp | None = None
    """The release that this plan grades."""
    changes: tuple[str, ...] = ()
    """What was new in each release, the first one first."""
    answers_are_key: bool = False
    """Whether a right answer may never be shown: of a module of concepts, by staff's plan."""

    @cached_property
    def checks(self) -> tuple[CheckPlan, ...]:
        return tuple(check for task in self.tasks for check in task.checks)

    @cached_property
    def own_seconds(self) -> dict[str, float]:
        """The checks that have a limit of their own."""
        return {check.name: check.seconds for check in self.checks if check.seconds}

    @property
    def warm(self) -> tuple[str, ...]:
        """What is loaded before grading: the libraries, and the parts of torch that it loads late
        and that a file of the module mentions. Others would take their second for nothing.
        """
        if "torch" not in self.libraries:
            return self.libraries
        files = [*self.tests.glob("*.py"), *self.tests.parent.glob("*.py")]
        text = b"\n".join(file.read_bytes() for file in files)
        late = [name for name, pattern in _LOADED_LATE.items() if re.search(pattern, text)]
        return (*self.libraries, *late)

    def other_release(self, folder: Path) -> str:
        """What to say where ``folder`` was made from another release; "" where it was not, or does
        not tell.
        """
        return mismatch(stamp_of(folder), self.stamp, self.changes)

    @property
    def hidden_points(self) -> float:
        return sum(task.hidden_points for task in self.tasks)

    def only(self, *, public: bool = False, task: str | None = None) -> Plan:
        """The same plan with fewer checks; raises `UsageError` where the module has no such
        task.
        """
        if task is not None and task not in {each.name for each in self.tasks}:
            known = one_of(task, [each.name for each in self.tasks], "tasks")
            raise UsageError(f"{self.module} has no task {task}. {known}.")
        kept = (each for each in self.tasks if task in (None, each.name))
        return replace_tasks(self, tuple(_only_public(each) if public else each for each in kept))


def replace_tasks(plan: Plan, tasks: tuple[TaskPlan, ...]) -> Plan:
    """``plan`` with other tasks."""
    fields = {name: getattr(plan, name) for name in plan.__dataclass_fields__}
    return Plan(**{**fields, "tasks": tasks})


def _only_public(task: TaskPlan) -> TaskPlan:
    left_out = sum(check.points for check in task.checks if not check.public)
    public = tuple(check for check in task.checks if check.public)
    return TaskPlan(task.name, task.uses, task.forbidden, public, task.hidden_points + left_out)


@dataclass(frozen=True)
class Course:
    """A checkout with ``solutions/`` and ``grading_configs/``: what staff have."""

    root: Path

    @property
    def configs(self) -> Path:
        return self.root / "grading_configs"

    def solution(self, module: str) -> Path:
        return self.root / "solutions" / module

    def release(self, module: str) -> Path:
        return self.root / "assignments" / module

    @property
    def template(self) -> Path:
        """What surrounds the modules in a student's repository."""
        return self.root / "student_template"

    @property
    def dist(self) -> Path:
        return self.root / "dist"

    def config(self, module: str) -> ModuleConfig:
        from autograder.config.load import load_module  # takes pydantic: not for students

        return load_module(self.configs, module)

    @property
    def modules(self) -> tuple[str, ...]:
        """The released modules in reading order."""
        from autograder.config.load import load_course  # the same

        return load_course(self.configs).modules


def find_course(*starts: Path) -> Course | None:
    """The course around one of ``starts``, the first that is inside one; None where none is."""
    for start in starts:
        for folder in (start.resolve(), *start.resolve().parents):
            if (folder / "grading_configs" / "course.yaml").is_file() and (
                folder / "solutions"
            ).is_dir():
                return Course(folder)
    return None
