"""``autograder gradescope-preview``: what a student, an instructor and the due date show."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograder.grade.plan import Course

from ..gradescope.platform import valid
from ..tiny import Submit, autograder

MODULE = "a01_numbers"
SLIP = "def double(x):\n    return x * x\n"


@pytest.fixture(scope="module")
def shown(course: Course, tmp_path_factory: pytest.TempPathFactory) -> str:
    """All three views of the untouched stub."""
    done = autograder("gradescope-preview", course.release(MODULE), cwd=course.root)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_three_views_are_shown(shown: str) -> None:
    titles = ["What the student sees now", "What an instructor sees",
              "What the student sees after the (late) due date"]  # fmt: skip
    assert [shown.index(title) for title in titles] == sorted(map(shown.index, titles))


def test_a_student_sees_neither_later_rows_nor_a_total(shown: str) -> None:
    student, rest = shown.split("What an instructor sees")
    staff, late = rest.split("What the student sees after")
    assert "octuple" not in student
    assert "total not shown" in student
    assert "octuple" in late
    assert "0 / 20" in staff


def test_what_is_shown_can_be_kept_as_gradescope_gets_it(
    course: Course, submit: Submit, tmp_path: Path
) -> None:
    out = tmp_path / "results.json"
    done = autograder(
        "gradescope-preview", submit(SLIP), "--as", "student", "--json", out, cwd=course.root
    )
    assert "What is double(3), and what did you return for it?" in done.stdout
    assert "instructor" not in done.stdout
    assert valid(out)["extra_data"]["finished"] is True


def test_results_of_the_platform_can_be_looked_at(
    course: Course, submit: Submit, tmp_path: Path
) -> None:
    out = tmp_path / "results.json"
    first = autograder("gradescope-preview", submit(SLIP), "--json", out, cwd=course.root)
    second = autograder("gradescope-preview", out, cwd=tmp_path)
    assert second.stdout == first.stdout


def test_a_submission_without_anything_is_shown_as_such(course: Course, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = autograder(
        "gradescope-preview", tmp_path / "empty", "-m", MODULE, "--as", "student", cwd=course.root
    )
    assert done.returncode == 0
    assert "Your submission could not be graded" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["absent"], "absent"),
        (["broken.json"], "is not a results.json of Gradescope"),
        (["work", "-m", "a01_number"], "There is no module a01_number"),
        (["work"], "--module"),
    ],
)
def test_misuse_is_one_sentence(
    course: Course, tmp_path: Path, arguments: list[str], said: str
) -> None:
    (tmp_path / "broken.json").write_text(json.dumps([1]))
    (tmp_path / "work").mkdir()
    (tmp_path / "work/a.py").write_text("x = 1\n")
    paths = [str(tmp_path / each) if index == 0 else each for index, each in enumerate(arguments)]
    done = autograder("gradescope-preview", *paths, cwd=course.root)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
