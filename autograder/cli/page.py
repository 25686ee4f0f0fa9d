"""Writes the report of `autograder grade --html`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from autograder.feedback.html import page
from autograder.feedback.terminal import Look
from autograder.feedback.views import Graded
from autograder.grade.find import Target
from autograder.grade.plan import Course
from autograder.grade.results import replace_file
from autograder.model import ModuleResult

_HANDOUT = "README.md"


def write_page(
    file: Path,
    results: Sequence[ModuleResult],
    targets: Sequence[Target],
    places: Sequence[dict[str, str]],
    course: Course | None,
    look: Look,
) -> None:
    """Put one page for all ``results`` in the place of ``file``."""
    graded = [
        Graded(result, where, _handout(target, course), _release(target))
        for result, target, where in zip(results, targets, places, strict=True)
    ]
    replace_file(file, page(graded, look, file, datetime.now().astimezone()))


def _handout(target: Target, course: Course | None) -> Path | None:
    """The handout beside what was submitted, else that of the module's release."""
    beside = [target.place / _HANDOUT] if target.place is not None else []
    released = course.release(target.plan.module) if course else target.plan.tests.parent
    for path in (*beside, released / _HANDOUT):
        if path.is_file() and not path.is_symlink():
            return path
    return None


def _release(target: Target) -> str:
    stamp = target.plan.stamp
    return f"release {stamp.release} of {stamp.module}" if stamp else ""
