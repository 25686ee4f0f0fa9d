"""The plan of a module as a student has it, read from what the builder wrote beside the tests."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from autograder.build.stamp import stamp_of
from autograder.config.found_checks import PUBLIC_FILE, find_checks
from autograder.errors import UsageError
from autograder.grade.plan import GRADING_FILE, RECORDINGS_FILE, CheckPlan, Limits, Plan, TaskPlan
from autograder.model import Visibility


def release_plan(folder: Path) -> Plan:
    """The plan of a module as a student has it: public checks and recorded answers."""
    tests = folder / "tests"
    path = tests / GRADING_FILE
    try:
        return replace(_read(tests, *_texts(tests)), stamp=stamp_of(folder))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"{path} cannot be read ({type(error).__name__}: {error}). "
            "Get a fresh copy of the module's tests folder; what you wrote stands outside it."
        ) from error


def _texts(tests: Path) -> tuple[str, bytes, bool]:
    """All that decides what a plan is, the release's stamp aside."""
    checks = tests / PUBLIC_FILE
    return (
        (tests / GRADING_FILE).read_text("utf-8"),
        checks.read_bytes() if checks.is_file() else b"",
        (tests / RECORDINGS_FILE).is_file(),
    )


@lru_cache(maxsize=16)
def _read(tests: Path, grading: str, _checks: bytes, _recorded: bool) -> Plan:
    """Read once for each content: `autograder watch` asks at every save."""
    docstrings = {check.name: check.docstring for check in find_checks(tests)[0]}
    return _release_plan(json.loads(grading), tests, docstrings)


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
