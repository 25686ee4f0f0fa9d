"""Compares a module's configuration with its test files, both ways."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.config.found_checks import FoundCheck, find_checks
from autograder.config.models import ModuleConfig
from autograder.config.nearest import nearest, one_of
from autograder.config.yaml_marks import Marked, read_yaml
from autograder.errors import Problem

__all__ = ["FoundCheck", "crosscheck", "find_checks"]


def crosscheck(
    config: ModuleConfig, config_path: Path, tests: Sequence[FoundCheck]
) -> list[Problem]:
    """Every disagreement between ``config`` and the checks that `find_checks` found.

    ``config_path`` is the file that ``config`` was loaded from; it is read again for its lines.
    """
    sides = _Sides(config, read_yaml(config_path), tests)
    found = [problem for check in tests for problem in _about_test(sides, check)]
    configured = [problem for name in config.checks for problem in _about_entry(sides, name)]
    tasks = [problem for name in config.tasks for problem in _about_task(sides, name)]
    return sorted({*found, *configured, *tasks})


@dataclass(frozen=True)
class _Sides:
    """What is compared: the configuration with its lines, and the checks of the test files."""

    config: ModuleConfig
    marked: Marked
    tests: Sequence[FoundCheck]

    @property
    def names(self) -> list[str]:
        return [check.name for check in self.tests]


def _about_test(sides: _Sides, check: FoundCheck) -> Iterator[Problem]:
    tasks, file = sides.config.tasks, sides.marked.path.name
    if check.task and check.task not in tasks:
        what = f"{check.name} checks the task '{check.task}', which {file} does not have"
        yield _at(check, what, one_of(check.task, tasks, "tasks"))
    if check.name not in sides.config.checks:
        entry = f"Add '{check.name}: {{points: 1}}' to the checks of"
        owner = check.task if check.task in tasks else "its task"
        yield _at(check, f"{check.name} has no points in {file}", f"{entry} {owner}")
        return
    owner, _ = sides.config.check(check.name)
    if check.task in tasks and check.task != owner:
        what = f"{check.name} checks the task {check.task}, but {file} lists it under {owner}"
        yield _at(check, what, "Correct one of the two")


def _about_entry(sides: _Sides, name: str) -> Iterator[Problem]:
    if name in sides.names:
        return
    task, _ = sides.config.check(name)
    free = [found for found in sides.names if found not in sides.config.checks]
    match = nearest(name, free)
    fix = f"Rename it to {match}" if match else "Write the check or remove the entry"
    what = f"no test file has the check {name}"
    yield sides.marked.problem(("tasks", task, "checks", name), what, fix)


def _about_task(sides: _Sides, name: str) -> Iterator[Problem]:
    checks = [check for check in sides.tests if check.task == name]
    if not checks:
        what, fix = f"the task {name} has no check", f'Decorate its checks with @task("{name}")'
        yield sides.marked.problem(("tasks", name), what, fix)
    elif all(check.public for check in checks):
        what, fix = f"the task {name} has no hidden check", "Add one to test_hidden.py"
        yield sides.marked.problem(("tasks", name), what, fix)


def _at(check: FoundCheck, what: str, fix: str) -> Problem:
    return Problem(check.path, check.line, what, fix)
