"""How one module is graded: the same plan from a course's configuration and from a student's
release.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from autograder.build.manifest import MANIFEST
from autograder.build.stamp import Stamp, mismatch, stamp_of
from autograder.config import (
    Limits,
    ModuleConfig,
    course_secret,
    crosscheck,
    find_checks,
    known_modules,
    load_course,
    load_module,
    module_path,
)
from autograder.config.course import SECRET_VARIABLE
from autograder.config.found_checks import HIDDEN_FILE, PUBLIC_FILE
from autograder.config.load import COURSE_FILE
from autograder.config.nearest import one_of
from autograder.errors import UsageError, raise_any
from autograder.model import Visibility
from autograder.sandbox.warm import OPTIMISERS, UPSTREAM

GRADING_FILE = "grading.json"
RECORDINGS_FILE = "recordings.json"


_LOADED_LATE = {OPTIMISERS: rb"torch\.optim", UPSTREAM: rb"autograd\.grad\(|\.backward\([^)]"}


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
        return load_module(self.configs, module)

    @property
    def modules(self) -> tuple[str, ...]:
        """The released modules in reading order."""
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


def course_plan(course: Course, module: str) -> Plan:
    """The plan of a module from its configuration and tests, cross-checked both ways. It is made
    once for each content of these files: a class, or an evening of saving, has one plan.
    """
    return _course_plan(course, module, _made_from(course, module))


def _made_from(course: Course, module: str) -> tuple[object, ...]:
    """All that decides what a plan is."""
    tests, release = course.solution(module) / "tests", course.release(module)
    paths = (
        course.configs / COURSE_FILE,
        module_path(course.configs, module),
        *(tests / name for name in (PUBLIC_FILE, HIDDEN_FILE)),
        release / MANIFEST,
    )
    texts = tuple(path.read_bytes() if path.is_file() else None for path in paths)
    recorded = (release / "tests" / RECORDINGS_FILE).is_file()
    return (*texts, recorded, known_modules(course.configs), os.environ.get(SECRET_VARIABLE))


@lru_cache(maxsize=16)
def _course_plan(course: Course, module: str, _texts: tuple[object, ...]) -> Plan:
    config, tests = course.config(module), course.solution(module) / "tests"
    if not tests.is_dir():
        raise UsageError(f"{tests} does not exist. Write the module's tests there.")
    found, problems = find_checks(tests)
    raise_any([*problems, *crosscheck(config, module_path(course.configs, module), found)])
    facts = {check.name: (check.public, check.docstring) for check in found}
    tasks = tuple(
        TaskPlan(
            name,
            task.uses,
            task.forbidden,
            tuple(
                CheckPlan(
                    check,
                    name,
                    each.points,
                    facts[check][0],
                    each.visibility,
                    facts[check][1],
                    each.seconds,
                    each.picture,
                )
                for check, each in task.checks.items()
            ),
        )
        for name, task in config.tasks.items()
    )
    recordings = course.release(module) / "tests" / RECORDINGS_FILE
    return Plan(
        module=module,
        title=config.title,
        tests=tests,
        reference=course.solution(module),
        recordings=recordings if recordings.is_file() else None,
        libraries=config.libraries,
        limits=config.limits,
        tasks=tasks,
        secret=course_secret(load_course(course.configs)),
        blocked_keeps=config.blocked_keeps,
        stamp=stamp_of(course.release(module)),
        changes=config.releases,
        answers_are_key=config.kind == "concepts",
    )
