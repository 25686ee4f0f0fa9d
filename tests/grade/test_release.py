"""A student's folder: public checks with recorded answers, and hints, without the solution."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from autograder.channel.recordings import loads
from autograder.errors import AutograderError, SourceProblems
from autograder.grade.grading import grade_folder
from autograder.grade.making import read_authored, student_release
from autograder.grade.plan import Course
from autograder.grade.released import release_plan
from autograder.grade.runner import ModuleGrader
from autograder.model import CheckResult, Verdict
from autograder.sandbox.host import open_host

from ..tiny import by_name, change, copied, with_check


@pytest.fixture
def student_folder(course: Course, tmp_path: Path) -> Path:
    """The released module, alone."""
    folder = tmp_path / "home" / "a01_numbers"
    shutil.copytree(course.release("a01_numbers"), folder)
    return folder


def graded_here(folder: Path) -> dict[str, CheckResult]:
    """Grade as a student does: own code, own folder."""
    plan = release_plan(folder)
    grader = ModuleGrader(lambda: open_host(plan.warm), plan, held=False)
    try:
        return by_name(grade_folder(grader, plan, folder, hints=True))
    finally:
        grader.close()


def write(folder: Path, code: str) -> None:
    with (folder / "numbers.py").open("a", encoding="utf-8") as file:
        file.write(f"\n\n{code}")


def test_release_holds_no_hidden_check_and_its_plan_says_what_they_are_worth(
    student_folder: Path,
) -> None:
    plan = release_plan(student_folder)
    assert all(check.public for check in plan.checks)
    assert {check.name for check in plan.checks} == {
        "test_double_worked_example",
        "test_quad_worked_example",
        "test_root_worked_example",
        "test_root_refuses_negative",
        "test_tally_worked_example",
    }
    assert (plan.hidden_points, plan.reference, plan.secret) == (14, None, "")


def test_right_code_passes_with_recorded_answers(student_folder: Path) -> None:
    write(student_folder, "def double(x):\n    return 2 * x\n\ndef quad(x):\n    return 4 * x\n")
    checks = graded_here(student_folder)
    assert checks["test_quad_worked_example"].passed
    assert checks["test_root_worked_example"].verdict is Verdict.NOT_ATTEMPTED


def test_known_mistake_is_recognised_without_the_solution(student_folder: Path) -> None:
    write(student_folder, "def double(number):\n    return number ** 2\n")
    check = graded_here(student_folder)["test_double_worked_example"]
    assert (check.verdict, check.mistake) == (Verdict.FAILED, "double/squared")
    assert check.hint == "What is double(3), and what did you return for it?"


def test_unknown_mistake_gets_no_hint(student_folder: Path) -> None:
    write(student_folder, "def double(x):\n    return x + 7\n")
    assert graded_here(student_folder)["test_double_worked_example"].hint == ""


def test_recordings_hold_every_public_check_and_each_mistake_they_can_tell(course: Course) -> None:
    path = course.release("a01_numbers") / "tests" / "recordings.json"
    recordings = loads(path.read_bytes())
    assert len(recordings.checks) == 5
    assert set(recordings.hints) == {
        *("double/squared", "quad/thrice", "root/rounds-up", "Tally/forgets")
    }


def test_building_again_keeps_the_bytes(course: Course) -> None:
    built = student_release(course, read_authored(course, "a01_numbers"))
    on_disk = {name: (course.release("a01_numbers") / name).read_bytes() for name in built}
    assert built == on_disk


DEPENDENT = '''def test_dependent(student, reference):
    """The reference gets the student's value."""
    got = expect(student.double(3)).has_type(int).value
    expect(got).equal_to(reference.double(got))
'''
LAUNDERED = '''def test_dependent(student, reference):
    """The reference gets something made from the student's value."""
    got = expect(student.double(3)).has_type(int).value
    asked = []
    asked.append(got)
    expect(got).equal_to(reference.double(*asked) // 2)
'''
FAILS = '''def test_fails(student):
    """Nobody passes."""
    expect(student.double(3)).equal_to(7)
'''


@pytest.mark.parametrize(
    ("check", "says"),
    [
        (DEPENDENT, "a call of the reference gets what the student's code returned"),
        (LAUNDERED, "depends on what the student's code returned|the solution does not pass"),
        (FAILS, r"the solution does not pass test_fails \(FAILED\)"),
    ],
)
def test_public_check_that_cannot_be_recorded_is_refused(
    tmp_path: Path, check: str, says: str
) -> None:
    course = with_check(tmp_path / "course", check, where="public")
    with pytest.raises((SourceProblems, AutograderError), match=says):
        student_release(course, read_authored(course, "a01_numbers"))


def test_answer_that_is_too_large_to_ship_is_refused(tmp_path: Path) -> None:
    tests = "solutions/a01_numbers/tests"
    course = copied(tmp_path / "course")
    probe = "@probe\ndef long(impl):\n    return [impl.double(1)] * 14_000\n\n\n@probe\n"
    change(course, f"{tests}/probes.py", "@probe\n", probe)
    public = course.root / tests / "test_public.py"
    text = public.read_text().replace("import tally", "import long, tally")
    public.write_text(text.replace("reference.quad(3)", "6 * long(reference)[0]"))
    with pytest.raises(AutograderError, match="answer to long is too large to ship"):
        student_release(course, read_authored(course, "a01_numbers"))


def test_module_without_public_checks_is_refused(tmp_path: Path) -> None:
    course = copied(tmp_path / "course")
    public = course.solution("a01_numbers") / "tests" / "test_public.py"
    hidden = public.with_name("test_hidden.py")
    hidden.write_text(hidden.read_text() + public.read_text().split("tally\n", 1)[1])
    public.unlink()
    with pytest.raises(AutograderError, match="Write the checks that students can run"):
        read_authored(course, "a01_numbers")
