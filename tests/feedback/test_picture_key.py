"""A check's `picture:` from the configuration to the drawing, through a course and a release."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.build.stamp import words_of
from autograder.build.write import write_release
from autograder.config.load import load_module
from autograder.errors import AutograderError
from autograder.feedback.figures.draw import figure
from autograder.grade.course_plans import course_plan
from autograder.grade.making import read_authored, student_release
from autograder.grade.plan import Course, Plan
from autograder.grade.released import release_plan

from ..tiny import add_check, by_name, change, copied, graded

MODULE, NAME = "a01_numbers", "test_double_walks_a_grid"
CHECK = f'''def {NAME}(student):
    """A list is given twice: the actions on a grid of two columns."""
    expect(student.double([0, 1])).equal_to([0, 1, 0, 1])
'''
CONFIG = f"grading_configs/{MODULE}.yaml"


@pytest.fixture
def course(tmp_path: Path) -> Course:
    course = copied(tmp_path / "course")
    add_check(course, CHECK, "public")
    change(course, CONFIG, f"{NAME}: {{points: 0", f"{NAME}: {{points: 0, picture: policy 2 ^>")
    return course


def wrong(course: Course) -> Path:
    folder = course.release(MODULE)
    write_release(
        student_release(course, read_authored(course, MODULE)), folder, about=words_of(MODULE, 1)
    )
    with (folder / "numbers.py").open("a", encoding="utf-8") as file:
        file.write("\n\ndef double(x):\n    return [1, 1, 0, 1]\n")
    return folder


def drawn(plan: Plan, folder: Path) -> str:
    check = by_name(graded(plan, folder))[NAME]
    assert check.picture == "policy 2 ^>"
    found = figure(check.evidence, check.picture)
    assert found is not None
    return found.words


@pytest.mark.slow
def test_staff_and_students_see_the_picture_that_the_author_chose(course: Course):
    folder = wrong(course)
    said = "1 of 4 states differ; the first is state 0: > came back, ^ was expected."
    assert drawn(course_plan(course, MODULE), folder) == said
    assert drawn(release_plan(folder), folder) == said


@pytest.mark.parametrize("word", ["none", "heat", "curve", "bars", "merges", "policy 12 ↑→↓←"])
def test_kinds_of_pictures(course: Course, word: str):
    change(course, CONFIG, "policy 2 ^>", f'"{word}"')
    assert load_module(course.configs, MODULE).check(NAME)[1].picture == word


@pytest.mark.parametrize("word", ["pie", "policy", "policy 0 ^>", "policy ^>", '""', "heat map"])
def test_other_words_are_refused_in_one_sentence(course: Course, word: str):
    change(course, CONFIG, "policy 2 ^>", word)
    with pytest.raises(AutograderError, match=r"picture.*policy 12"):
        load_module(course.configs, MODULE)
