"""Modules of the course as notebooks, graded by otter: full marks for the solution, nothing for the
stub, less for a known mistake. `make test-notebooks` takes every module.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from autograder.channel.recordings import loads
from autograder.grade.plan import Course
from autograder.grade.record import hints_of, mistakes_of
from autograder.notebook.otter_master import solved

from .otter_ground import (
    ROOT,
    laid,
    members,
    otter_check,
    otter_run,
    release,
    unpacked,
    with_mistake,
    zips,
)

COURSE = Course(ROOT)
MODULES = ("n02_micrograd", "s05_bpe", "r04_td_learning", "t01_attention")
if os.environ.get("NOTEBOOKS") == "all":
    MODULES = COURSE.modules
pytestmark = [pytest.mark.slow, pytest.mark.parametrize("module", MODULES)]


def test_full_marks_for_the_solution(module: str, tmp_path: Path) -> None:
    authored, _ = release(COURSE, module)
    archive = zips(COURSE, module)["otter.zip"]
    scored = otter_run(solved(laid(authored)), archive, tmp_path, f"{module}.ipynb")
    points = sum(task.points for task in authored.config.tasks.values())
    assert (scored.score, scored.possible) == (points, points)


def test_nothing_for_the_stub(module: str, tmp_path: Path) -> None:
    made = zips(COURSE, module)
    stub = made[f"{module}.ipynb"].decode()
    scored = otter_run(stub, made["otter.zip"], tmp_path, f"{module}.ipynb")
    assert scored.score == 0
    assert "is not written yet" in scored.text


def test_less_for_a_mistake(module: str, tmp_path: Path) -> None:
    authored, _ = release(COURSE, module)
    task, mistake = mistakes_of(authored.source)[0]
    notebook = with_mistake(authored, task, mistake)
    archive = zips(COURSE, module)["otter.zip"]
    scored = otter_run(notebook, archive, tmp_path, f"{module}.ipynb")
    assert scored.tasks[task] < authored.config.tasks[task].points
    assert 0 < scored.score < scored.possible


def test_a_student_s_otter_check_gives_the_hint_of_a_mistake(module: str, tmp_path: Path) -> None:
    """Of the one that most public checks notice; in a module of concepts these look at form only."""
    authored, part = release(COURSE, module)
    checks = loads(part.files["tests/recordings.json"]).checks.values()
    noticed = Counter(key for check in checks for key in check.ends if "#" not in key)
    folder = unpacked(zips(COURSE, module)["notebook.zip"], tmp_path)
    told = noticed.most_common(1)
    assert bool(told) == (authored.config.kind != "concepts")
    task, mistake = told[0][0].split("/") if told else mistakes_of(authored.source)[0]
    (folder / f"{module}.ipynb").write_text(with_mistake(authored, task, mistake), "utf-8")
    said = otter_check(folder, f"{module}.ipynb")
    expected = f"Hint: {hints_of(authored.source)[f'{task}/{mistake}']}"
    assert (expected if told else "All tests passed!") in said


def test_the_release_of_students_is_the_package_s_and_nothing_of_staff(module: str) -> None:
    made = members(zips(COURSE, module)["notebook.zip"])
    _, part = release(COURSE, module)
    for name, content in part.released.items():
        assert made[f"{module}/{name}"] == content
    others = {name.split("/")[0] for name in made} - {module}
    assert {name for name in others if not name.endswith(".whl")} == {
        f"{module}.ipynb", "README.md", "requirements.txt", "tests",
    }  # fmt: skip
