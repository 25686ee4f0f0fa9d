"""The notebook of the tiny course, made by the real otter, in real kernels."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from autograder.grade.files import write_files
from autograder.grade.making import Authored
from autograder.grade.plan import Course
from autograder.notebook.otter_master import solved

from ..tiny import autograder
from .otter_ground import (
    answered,
    executed,
    laid,
    members,
    otter_check,
    otter_run,
    unpacked,
    with_mistake,
    zips,
)

MODULE = "a01_numbers"
NAME = f"{MODULE}.ipynb"
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made(course: Course) -> dict[str, bytes]:
    """The notebook release."""
    return dict(zips(course, MODULE))


@pytest.fixture
def opened(made: dict[str, bytes], tmp_path: Path) -> Path:
    """The folder as a student unpacks it."""
    return unpacked(made["notebook.zip"], tmp_path / "student")


def _cells(opened: Path, *added: str, answers: dict[str, str]) -> Any:
    """The student's set-up cell and the cells of some tasks, then others."""
    document = json.loads(answered((opened / NAME).read_text(), answers))
    kept = [
        cell
        for cell in document["cells"]
        if cell["cell_type"] == "code" and not cell["source"][0].startswith("grader")
    ]
    document["cells"] = [
        *kept,
        *(kept[0] | {"id": f"more{n}", "source": code} for n, code in enumerate(added)),
    ]
    return document


def _after(opened: Path, *added: str, answers: dict[str, str]) -> list[str]:
    return executed(_cells(opened, *added, answers=answers), opened)[-len(added) :]


def test_full_marks_for_the_solution(
    made: dict[str, bytes], authored: Authored, tmp_path: Path
) -> None:
    scored = otter_run(solved(laid(authored)), made["otter.zip"], tmp_path, NAME)
    assert (scored.score, scored.possible) == (20, 20)


def test_nothing_for_the_stub(made: dict[str, bytes], tmp_path: Path) -> None:
    scored = otter_run(made[NAME].decode(), made["otter.zip"], tmp_path, NAME)
    assert (scored.score, scored.possible) == (0, 20)


def test_less_for_a_mistake_and_hidden_inputs_stay_hidden(
    made: dict[str, bytes], authored: Authored, tmp_path: Path
) -> None:
    notebook = with_mistake(authored, "root", "rounds-up")
    scored = otter_run(notebook, made["otter.zip"], tmp_path, f"{MODULE} (2).ipynb")
    assert scored.tasks["root"] < 4
    assert scored.score == 20 - 4 + scored.tasks["root"]
    hidden = [part.split(" result:")[0] for part in scored.text.split("a hidden check")[1:]]
    assert any("Roots of several numbers" in part for part in hidden)
    assert not any("root(" in part for part in hidden)


def test_otter_check_says_what_is_wrong_on_a_student_s_machine(
    opened: Path, authored: Authored
) -> None:
    (opened / NAME).write_text(solved(laid(authored)))
    assert "All tests passed!" in otter_check(opened, NAME)
    (opened / NAME).write_text(with_mistake(authored, "double", "squared"))
    said = otter_check(opened, NAME)
    assert "got 9, expected 6" in said
    assert "What is double(3)" in said


def test_a_cell_shows_the_call_the_difference_and_a_hint(opened: Path) -> None:
    answers = {"double": "def double(x: Nowhere) -> int:\n    return x * x"}
    (said,) = _after(opened, 'grader.check("double")', answers=answers)
    assert "double(3)" in said
    assert "got 9, expected 6" in said
    assert "Hint: What is double(3), and what did you return for it?" in said


def test_an_exception_names_the_cell_that_jupyter_names(opened: Path) -> None:
    answers = {"double": "def double(x):\n    half = 1\n    return x.twice"}
    (said,) = _after(opened, 'grader.check("double")', answers=answers)
    assert "Cell In[2]:3 in double: return x.twice" in said


def test_code_that_was_mended_is_checked_anew(opened: Path) -> None:
    wrong, _, right = _after(
        opened,
        'grader.check("double")',
        "def double(x):\n    return x + x",
        'grader.check("double")',
        answers={"double": "def double(x):\n    return 0"},
    )
    assert "got 0, expected 6" in wrong
    assert "passed!" in right


def test_an_endless_loop_ends_and_the_kernel_lives(opened: Path) -> None:
    said, later = _after(
        opened,
        'grader.check("double")',
        "1 + 1",
        answers={"double": "def double(x):\n    while True:\n        pass"},
    )
    assert "no answer within 1 s" in said
    assert later.strip() == "2"


def test_a_whole_notebook_of_stubs_runs_and_says_what_is_to_be_written(opened: Path) -> None:
    said = "\n".join(executed(json.loads((opened / NAME).read_text()), opened))
    for task in ("double", "quad", "root", "Tally"):
        assert f"{task} is not written yet" in said


def test_two_builds_in_two_places_are_the_same_to_the_byte(
    course: Course, made: dict[str, bytes], tmp_path: Path
) -> None:
    root = tmp_path / "another pläce"
    shutil.copytree(course.root, root)
    write_files({"README.md": b"# COURSE_TITLE\n"}, root / "student_template")
    done = autograder("release", "--notebook", MODULE, cwd=root)
    assert done.returncode == 0, done.stderr
    folder = root / "dist" / MODULE
    assert {path.name for path in folder.iterdir()} == set(made)
    for name, content in made.items():
        assert (folder / name).read_bytes() == content, name


def test_otter_zip_has_all_that_grading_needs(made: dict[str, bytes]) -> None:
    names = members(made["otter.zip"])
    assert {"setup.sh", "run_autograder", "environment.yml"} <= set(names)
    wheel = next(name for name in names if name.endswith(".whl"))
    assert f"/autograder/source/{wheel}" in names["environment.yml"].decode()
    assert f"files/reference/{MODULE}/tests/test_hidden.py" in names
    assert f"files/{MODULE}/tests/test_public.py" in names


def test_staff_can_run_otter_assign_again(made: dict[str, bytes], tmp_path: Path) -> None:
    folder = unpacked(made["notebook-staff.zip"], tmp_path) / "master"
    command = [sys.executable, "-m", "otter", "assign", NAME, "out"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (folder / "out" / "student" / NAME).is_file()


def test_published_without_notebook_is_refused(course: Course) -> None:
    done = autograder("release", MODULE, "--published", "https://x.example", cwd=course.root)
    assert done.returncode == 2
    assert "Add --notebook." in done.stderr


def test_without_otter_one_sentence_says_what_to_install(course: Course, tmp_path: Path) -> None:
    """It is installed here, so a start-up file of Python takes its name away."""
    hidden = (
        "import importlib.metadata as m, sys\n"
        "found = m.version\n"
        "def version(name):\n"
        "    if name == 'otter-grader': raise m.PackageNotFoundError(name)\n"
        "    return found(name)\n"
        "m.version = version\n"
    )
    (tmp_path / "sitecustomize.py").write_text(hidden)
    root = tmp_path / "course"
    shutil.copytree(course.root, root)
    write_files({"README.md": b"# COURSE_TITLE\n"}, root / "student_template")
    from ..tiny import ROOT

    done = autograder(
        "release", "--notebook", MODULE, cwd=root, env={"PYTHONPATH": f"{tmp_path}:{ROOT}"}
    )
    assert done.returncode == 2
    assert "python -m pip install 'ml-course-autograder[otter]'" in done.stderr
