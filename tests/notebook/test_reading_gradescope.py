"""A notebook on Gradescope: through the zip's own scripts, with nothing beside it."""

from __future__ import annotations

import os

import pytest

from autograder.build.products import student_files
from autograder.grade.files import write_files
from autograder.grade.making import Authored

from ..gradescope.platform import Platform, built
from ..tiny import copied
from .reading_ground import document, solution_cells, variant_cells

pytestmark = pytest.mark.slow
MODULE = "a01_numbers"


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Platform:
    """The module that needs no library, as the platform has it."""
    if os.geteuid() != 0:
        pytest.skip("the platform runs everything as root")
    course = copied(tmp_path_factory.mktemp("gradescope") / "course")
    write_files({"README.md": b"# COURSE_TITLE"}, course.template)
    return built(course, MODULE, tmp_path_factory.mktemp("platform") / "autograder")


def test_a_notebook_gets_what_its_package_gets(platform: Platform, authored: Authored) -> None:
    results = platform.submit({"homework.ipynb": document(solution_cells(authored))})
    assert results.score == 20
    assert not results.complaints
    wrong = document(variant_cells(authored, "root", "rounds-up"))
    results = platform.submit({"homework.ipynb": wrong})
    assert results.verdicts()["test_root_worked_example"] == "FAILED"
    assert "low**2" not in results.document["output"]


def test_a_stub_package_beside_it_is_passed_by(platform: Platform, authored: Authored) -> None:
    stub = student_files(authored.source, authored.config)
    files = {f"work/{MODULE}/{name}": text for name, text in stub.items()}
    files[f"work/{MODULE}.ipynb"] = document(solution_cells(authored))
    assert platform.submit(files).score == 20


def test_a_broken_cell_shows_its_line(platform: Platform) -> None:
    cells = ["x = 1", "def double(x):\n    return (x"]
    results = platform.submit({f"{MODULE}.ipynb": document(cells)})
    assert results.verdicts()["test_double_worked_example"] == "ERROR"
    assert "cell_2.py:2" in results.row("test_double_worked_example")["output"]


@pytest.mark.parametrize(
    ("data", "says"),
    [(b'{"cells": [', "is cut off"), (b'{"cells": ' + b"[" * 10**6, "is nested too deeply")],
)
def test_a_notebook_that_cannot_be_read_is_said(data: bytes, says: str, platform: Platform) -> None:
    results = platform.submit({"homework.ipynb": data})
    (row,) = results.complaints
    assert f"homework.ipynb {says}" in row["output"].replace("\\", "")
    assert results.score == 0
