"""A known mistake in two forms: the block in the source, and the writing by another hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.build.needed import needed_files
from autograder.build.products import solution_files
from autograder.build.stamp import words_of
from autograder.build.write import write_release
from autograder.build.writings import second_writings, with_second
from autograder.diagnose.known import Mistake
from autograder.diagnose.mistaken import Mistaken
from autograder.grade.files import write_files
from autograder.grade.grading import grade_folder
from autograder.grade.making import Authored, read_authored, student_release
from autograder.grade.plan import Course, Plan
from autograder.grade.released import release_plan
from autograder.grade.runner import ModuleGrader
from autograder.sandbox.host import open_host

from ..tiny import copied

CUBED = '"""The student believed that double means cubed."""\n\n\ndef double(x):\n    return x**3\n'


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The tiny course, in which a mistake of ``double`` has another form with other values."""
    course = copied(tmp_path_factory.mktemp("forms") / "course")
    place = course.solution("a01_numbers") / "tests" / "mistakes" / "double"
    place.mkdir(parents=True)
    (place / "squared.py").write_text(CUBED, "utf-8")
    files = student_release(course, read_authored(course, "a01_numbers"))
    write_release(files, course.release("a01_numbers"), about=words_of("a01_numbers", 1))
    return course


@pytest.fixture(scope="module")
def authored(course: Course) -> Authored:
    return read_authored(course, "a01_numbers")


def named(plan: Plan, files: dict[str, bytes], folder: Path, *, held: bool = True) -> set[str]:
    write_files(files, folder / "a01_numbers")
    grader = ModuleGrader(lambda: open_host(plan.warm), plan, held=held)
    try:
        checks = grade_folder(grader, plan, folder / "a01_numbers", hints=True).checks
    finally:
        grader.close()
    return {check.mistake for check in checks if check.mistake}


def submission(authored: Authored, code: str) -> dict[str, bytes]:
    files = solution_files(authored.source, authored.config)
    return {**files, "numbers.py": files["numbers.py"] + f"\n\n{code}".encode()}


@pytest.mark.parametrize("code", ["x * x", "x * x * x"])
def test_each_form_is_named_as_the_mistake_with_and_without_the_solution(
    authored: Authored, course: Course, tmp_path: Path, code: str
) -> None:
    files = submission(authored, f"def double(x):\n    return {code}")
    laptop = release_plan(course.release("a01_numbers"))
    assert named(authored.plan, files, tmp_path / "staff") == {"double/squared"}
    assert named(laptop, files, tmp_path / "home", held=False) == {"double/squared"}


def test_a_form_beside_a_mistake_above_it_is_named_with_it(
    authored: Authored, tmp_path: Path
) -> None:
    code = "def double(x):\n    return x**3\n\n\ndef quad(x):\n    return double(x) + x"
    files = submission(authored, code)
    assert named(authored.plan, files, tmp_path) == {"double/squared", "quad/thrice"}


def test_what_builds_on_a_task_uses_its_other_form(authored: Authored) -> None:
    known = Mistaken(authored.source.folder)
    package = known.package(Mistake("double", "squared", 2))
    assert (package.double(2), package.quad(2)) == (8, 512)
    both = known.package(Mistake("double", "squared", 2), Mistake("quad", "thrice"))
    assert (both.double(2), both.quad(2)) == (8, 10)


def test_two_other_forms_stand_in_one_package(authored: Authored) -> None:
    solution = solution_files(authored.source, authored.config)
    writing = second_writings(authored.source.folder)["double", "squared"]
    once = with_second(solution, "double", writing)
    twice = with_second(once, "quad", b"def quad(x):\n    return x\n")
    assert len(twice) == len(solution) + 2


def test_keys_tell_forms_apart_and_names_do_not() -> None:
    first, second = Mistake("f", "slip"), Mistake("f", "slip", 2)
    assert (first.key, second.key) == ("f/slip", "f/slip#2")
    assert [Mistake.of(each.key) for each in (first, second)] == [first, second]
    assert str(first) == str(second) == "f/slip"


def test_the_zip_of_the_platform_has_the_other_forms(authored: Authored) -> None:
    assert "tests/mistakes/double/squared.py" in needed_files(authored.source.folder)


def test_students_get_no_other_form(course: Course) -> None:
    assert not list(course.release("a01_numbers").rglob("squared.py"))
