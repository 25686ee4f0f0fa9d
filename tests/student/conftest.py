"""A student's own repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.grade.plan import Course

from .repositories import COPIES, NUMBERS, laid_out, repository


@pytest.fixture
def home(course: Course, tmp_path: Path) -> Path:
    """Two modules, both in release 1, where paths have spaces and letters of many alphabets."""
    files = repository(course, {NUMBERS: 1, COPIES: 1})
    return laid_out(files, tmp_path / "Ána's Kürs 課程")
