"""How one module is graded: the same plan from a course's configuration and from a student's
release.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.build.stamp import Stamp, mismatch, stamp_of
from autograder.config import (
    Limits,
    ModuleConfig,
    course_secret,
    crosscheck,
    find_checks,
    load_course,
    load_module,
    module_path,
)
from autograder.config.nearest import one_of
from autograder.errors import UsageError, raise_any
from autograder.model import Visibility

GRADING_FILE = "grading.json"
RECORDINGS_FILE = "recordings.json"


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

    @property
    def checks(self) -> tuple[CheckPlan, ...]:
        return tuple(check for task in self.tasks for check in task.checks)

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
    """The plan of a module from its configuration and tests, cross-checked both ways."""
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


def release_plan(folder: Path) -> Plan:
    """The plan of a module as a student has it: public checks and recorded answers."""
    tests = folder / "tests"
    path = tests / GRADING_FILE
    try:
        data = json.loads(path.read_text("utf-8"))
        docstrings = {check.name: check.docstring for check in find_checks(tests)[0]}
        return _release_plan(data, tests, docstrings)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"{path} cannot be read ({type(error).__name__}: {error}). "
            "Get a fresh copy of the module's tests folder; what you wrote stands outside it."
        ) from error


def _release_plan(data: Mapping[str, Any], tests: Path, docstrings: Mapping[str, str]) -> Plan:
    recordings = tests / RECORDINGS_FILE
    return Plan(
        module=data["module"],
        title=data["title"],
        tests=tests,
        reference=None,
        recordings=recordings if recordings.is_file() else None,
        libraries=tuple(data["libraries"]),
        limits=Limits(**data["limits"]),
        tasks=tuple(_release_task(task, docstrings) for task in data["tasks"]),
        blocked_keeps=data.get("blocked_keeps", 0.0),
        stamp=stamp_of(tests.parent),
        changes=tuple(data.get("changes", ())),
    )


def _release_task(task: Mapping[str, Any], docstrings: Mapping[str, str]) -> TaskPlan:
    name = task["name"]
    checks = tuple(
        CheckPlan(
            check["name"],
            name,
            check["points"],
            True,
            Visibility(check["visibility"]),
            docstrings.get(check["name"], ""),
            check.get("seconds"),
            check.get("picture", ""),
        )
        for check in task["checks"]
    )
    return TaskPlan(
        name, tuple(task["uses"]), tuple(task["forbidden"]), checks, task["hidden_points"]
    )
