"""A configuration folder and a tests folder on disk, with texts that are right to begin with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

MODULE = """\
title: Attention
summary: Attention from the formula.
minutes: 60
tasks:
  softmax:
    points: 3
    checks:
      test_rows_sum_to_one: {points: 1}
      test_large_logits: {points: 2}
  sdpa:
    points: 4
    uses: [softmax]
    checks:
      test_formula: {points: 4, visibility: hidden}
"""

PUBLIC = '''\
from autograder.checks import task


@task("softmax")
def test_rows_sum_to_one(student):
    """Every row sums to one."""


@task("sdpa")
def test_formula(student):
    """The values are those of the formula."""
'''

HIDDEN = '''\
from autograder import checks


@checks.task("softmax")
def test_large_logits(student):
    """
    Large logits give finite weights.

    More that students never see.
    """
'''


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one right module, ``attention``."""
    (tmp_path / "attention.yaml").write_text(MODULE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def tests_folder(tmp_path: Path) -> Path:
    """A folder with the test files of that module."""
    tests = tmp_path / "tests"
    tests.mkdir()
    (tests / "test_public.py").write_text(PUBLIC, encoding="utf-8")
    (tests / "test_hidden.py").write_text(HIDDEN, encoding="utf-8")
    return tests


@pytest.fixture
def edit() -> Callable[[Path, str, str], None]:
    """Replaces the one occurrence of a text in a file."""

    def replace(path: Path, old: str, new: str) -> None:
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, old
        path.write_text(text.replace(old, new), encoding="utf-8")

    return replace
