"""A module's own solution graded once, as the platform does it, and what that took."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import autograder
from autograder.build.products import solution_files
from autograder.build.repository import Part
from autograder.config.load import load_course
from autograder.errors import AutograderError, UsageError
from autograder.grade.files import write_files
from autograder.grade.footprint import Footprint, footprint
from autograder.grade.plan import Course
from autograder.gradescope.package import gradescope_files
from autograder.gradescope.place import ROOT_VARIABLE, Place, place_at
from autograder.source import read_module

_BOOT = (
    "import sys; sys.path.insert(0, sys.argv.pop(1)); sys.argv.append('grade'); "
    "from autograder.gradescope.__main__ import main; sys.exit(main())"
)
_KEPT = ("course/", "stamp.json")
"""Of the zip; the grader is the one that runs here, whose bytecode is written already."""


@dataclass(frozen=True)
class Tried:
    """What grading the solution took, in all and for its slowest check."""

    module: str
    footprint: Footprint
    slowest: str
    slowest_seconds: float
    slowest_limit: float
    """Seconds that this check may take."""
    checks_limit: float
    """Seconds that all checks together may take, with the start of their processes."""
    run_limit: float
    """Seconds after which the platform ends a run."""


def tried(course: Course, module: str) -> Tried:
    """Grade the solution of ``module`` in processes of its own, and look at them. Raises
    `AutograderError` where it does not get all its points.
    """
    with laid_out(course, module) as place, tempfile.TemporaryFile() as log:
        running = subprocess.Popen(
            command(),
            cwd=place.source,
            env=environment(place),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
        seen = footprint(running)
        log.seek(0)
        rows = _demand_passed(place, seen, log.read().decode("utf-8", "replace"))
    return _tried(course, module, seen, rows)


@contextmanager
def laid_out(course: Course, module: str) -> Iterator[Place]:
    """The platform's folders for one run on the solution of ``module``; closed to others."""
    config, source = course.config(module), read_module(course.solution(module))
    files = gradescope_files(course, load_course(course.configs), _part(course, module))
    with tempfile.TemporaryDirectory(prefix="autograder-try-") as scratch:
        place = place_at(Path(scratch))
        kept = {name: data for name, data in files.items() if name.startswith(_KEPT)}
        write_files(kept, place.source)
        package = solution_files(source, config)
        own = {name: data for name, data in package.items() if not name.startswith("tests/")}
        write_files(own, place.submission / module)
        place.results.parent.mkdir()
        yield place


def command() -> list[str]:
    """The grader's command, as ``run_autograder`` starts it."""
    root = str(Path(autograder.__file__).resolve().parents[1])
    return [sys.executable, "-I", "-u", "-c", _BOOT, root]


def environment(place: Place) -> dict[str, str]:
    """What this machine has set, and the folder that stands for ``/autograder``."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return {**kept, ROOT_VARIABLE: str(place.results.parents[1])}


def _part(course: Course, module: str) -> Part:
    folder = course.release(module)
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    return Part(module, course.config(module), files)


def _demand_passed(place: Place, seen: Footprint, said: str) -> list[Mapping[str, Any]]:
    """The rows of the checks."""
    try:
        document = json.loads(place.results.read_text("utf-8"))
    except (OSError, ValueError):
        raise AutograderError(
            f"the solution could not be graded here: {said.strip() or 'it said nothing'}"
        ) from None
    checks = [row for row in document["tests"] if "check" in row.get("extra_data", {})]
    lost = [row["extra_data"] for row in checks if row["extra_data"]["verdict"] != "PASSED"]
    if seen.status or lost or not checks:
        named = ", ".join(f"{each['check']} ended {each['verdict']}" for each in lost[:3])
        raise UsageError(
            f"the solution does not get all its points ({named or said.strip()}), so nothing can "
            "be said about a run. Look at it first: autograder verify"
        )
    return [row["extra_data"] for row in checks]


def _tried(course: Course, module: str, seen: Footprint, rows: list[Mapping[str, Any]]) -> Tried:
    config = course.config(module)
    own = {
        name: each.seconds for task in config.tasks.values() for name, each in task.checks.items()
    }
    limits = {name: seconds or config.limits.check_seconds for name, seconds in own.items()}
    row = max(rows, key=lambda row: float(row["seconds"]) / limits[row["check"]])
    return Tried(
        module,
        seen,
        row["check"],
        float(row["seconds"]),
        limits[row["check"]],
        config.limits.module_seconds,
        config.gradescope.minutes * 60,
    )
