"""The zip graded with its own solution and its own stub, when the image is built."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from autograder.build.products import solution_files, student_files
from autograder.errors import AutograderError
from autograder.grade.files import write_files
from autograder.gradescope.grading import Assignment, grade_submission, read_assignment
from autograder.gradescope.place import Place
from autograder.model import CheckResult, ModuleResult
from autograder.source import read_module

_SHOWN = 10


def selftest(place: Place) -> int:
    """Grade the solution, which must get all points, and the stub, which must get none.

    Raises `AutograderError` with the checks that ended otherwise.
    """
    assignment = read_assignment(place.course, place.settings["module"])
    source = read_module(place.course.solution(assignment.module))
    config = assignment.config
    solution = _graded(assignment, "solution", solution_files(source, config))
    if solution.score != solution.max_score:
        raise AutograderError(_wrong("its own solution", solution, "all points"))
    stub = _graded(assignment, "stub", student_files(source, config))
    if stub.score:
        raise AutograderError(_wrong("the untouched stub", stub, "none"))
    return 0


def _graded(assignment: Assignment, name: str, files: Mapping[str, bytes]) -> ModuleResult:
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="selftest-") as scratch:
        folder = Path(scratch) / assignment.module
        write_files(files, folder)
        graded = grade_submission(assignment, Path(scratch))
    for complaint in graded.complaints:
        raise AutograderError(f"The {name} could not be graded. {complaint.name}: {complaint.text}")
    result, seconds = graded.result, time.monotonic() - started
    score = f"{result.score:g} of {result.max_score:g} points"
    sys.stdout.write(f"  the {name}: {score}, {len(result.checks)} checks in {seconds:.1f} s\n")
    sys.stdout.flush()
    return result


def _wrong(what: str, result: ModuleResult, expected: str) -> str:
    odd = [check for check in result.checks if check.passed == (expected == "none")]
    named = "; ".join(map(_ended, odd[:_SHOWN]))
    return (
        f"{result.module} gives {what} {result.score:g} of {result.max_score:g} points instead of "
        f"{expected}. Look at: {named}."
    )


def _ended(check: CheckResult) -> str:
    first = (check.detail or check.message).strip().split("\n")[0]
    return f"{check.name} ended {check.verdict.name}" + (f" ({first})" if first else "")
