"""What a student sees of a check in a notebook: the package's own checks and words."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.build.products import student_files
from autograder.errors import UsageError
from autograder.grade.files import write_files
from autograder.grade.in_notebook import NotPassed, check
from autograder.grade.making import Authored
from autograder.grade.notebook_suite import STAFF, staff_words
from autograder.grade.plan import Course

from .otter_ground import members, release, zips

MODULE = "a01_numbers"
RIGHT = """
def double(x):
    return x + x

def quad(x):
    return double(double(x))
"""
Said = Callable[..., str]


@pytest.fixture
def beside(course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as a student has it, and the working folder of the notebook."""
    write_files(dict(release(course, MODULE)[1].released), tmp_path / MODULE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def said(beside: Path) -> Said:
    """What a check says of code; "" where it passes."""

    def ask(code: str, name: str) -> str:
        env: dict[str, object] = {}
        exec(compile(code, "<cell>", "exec"), env)
        try:
            check(env, MODULE, name)
        except NotPassed as told:
            return str(told)
        return ""

    return ask


def test_right_code_passes(said: Said) -> None:
    assert said(RIGHT, "test_double_worked_example") == ""
    assert said(RIGHT, "test_quad_worked_example") == ""


def test_a_wrong_value_shows_call_difference_and_hint(said: Said) -> None:
    text = said("def double(x):\n    return x * x", "test_double_worked_example")
    assert text.split("\n") == [
        "double: test_double_worked_example  wrong value",
        "    Twice three is six.",
        "    double(3)",
        "      got 9, expected 6",
        "    Hint: What is double(3), and what did you return for it?",
    ]


def test_a_task_that_is_used_is_to_be_mended_first(said: Said) -> None:
    text = said(RIGHT.replace("x + x", "x * x"), "test_quad_worked_example")
    assert text.endswith("Mend double first, then look here again.")
    assert "Hint" not in text


def test_recordings_stand_in_for_the_reference(said: Said) -> None:
    text = said(RIGHT.replace("double(double(x))", "double(x) + x"), "test_quad_worked_example")
    assert "got 9, expected 12" in text
    assert "Hint: How often does x stand in your sum?" in text


def test_an_exception_shows_the_cell_and_its_line(said: Said) -> None:
    text = said("def double(x):\n    return x.twice", "test_double_worked_example")
    assert "double(3) raised AttributeError: 'int' object has no attribute 'twice'" in text
    assert "a cell:2 in double" in text


def test_a_stub_is_not_written_yet(said: Said) -> None:
    text = said("def double(x):\n    raise NotImplementedError('double: twice')",
                "test_double_worked_example")  # fmt: skip
    assert "not written yet" in text
    assert "double is not written yet" in text


def test_a_task_that_was_deleted_or_never_run_is_named(said: Said) -> None:
    text = said("x = 1", "test_double_worked_example")
    assert "double is not defined in this notebook. Run the cell that defines it" in text


def test_a_stub_in_the_folder_beside_never_stands_in(said: Said) -> None:
    text = said("def quad(x):\n    return double(double(x))", "test_quad_worked_example")
    assert "NameError" in text


def test_prints_are_shown_with_the_check_that_fails(said: Said) -> None:
    text = said("def double(x):\n    print('x is', x)\n    return 0", "test_double_worked_example")
    assert "it printed: x is 3" in text


def test_an_endless_loop_ends_after_the_check_s_seconds(said: Said) -> None:
    started = time.monotonic()
    code = "def double(x):\n    try:\n        while True: pass\n    except Exception: return 6"
    assert "no answer within 1 s" in said(code, "test_double_worked_example")
    assert time.monotonic() - started < 5


def test_a_package_from_another_folder_is_not_taken_for_this_one(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one", "two"):
        write_files(dict(release(course, MODULE)[1].released), tmp_path / name / MODULE)
    path = tmp_path / "two" / MODULE / "tests" / "test_public.py"
    path.write_text(path.read_text().replace("equal_to(6)", "equal_to(7)"))
    env: dict[str, object] = {}
    exec(RIGHT, env)
    monkeypatch.chdir(tmp_path / "one")
    check(env, MODULE, "test_double_worked_example")
    monkeypatch.chdir(tmp_path / "two")
    with pytest.raises(NotPassed, match="got 6, expected 7"):
        check(env, MODULE, "test_double_worked_example")


def test_a_notebook_that_changed_its_folder_still_finds_its_checks(
    said: Said, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert said(RIGHT, "test_double_worked_example") == ""
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert said(RIGHT, "test_double_worked_example") == ""


def test_a_notebook_without_its_folder_is_told_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=r"unpack notebook\.zip again"):
        check({}, "x99_absent", "test_x")


HIDDEN = {"test_double_many", "test_quad_many"}


@pytest.fixture
def staffed(beside: Path, authored: Authored) -> Path:
    """The same folder with what staff's autograder has beside it."""
    from autograder.build.products import solution_files

    write_files(solution_files(authored.source, authored.config), beside / "reference" / MODULE)
    (beside / "reference" / STAFF).write_bytes(staff_words("only these tests know it", {}))
    return beside


def test_hidden_checks_run_where_staff_have_put_them(staffed: Path, said: Said) -> None:
    assert [said(RIGHT, name) for name in sorted(HIDDEN)] == ["", ""]


def test_a_hidden_check_tells_what_it_tests_and_no_input(staffed: Path, said: Said) -> None:
    text = said("def double(x):\n    return x * x", "test_double_many")
    assert text == "double: a hidden check  wrong value\n    Several numbers are doubled."
    text = said("def double(x):\n    raise ValueError(x)", "test_double_many")
    assert text.split("\n")[1:] == ["    Several numbers are doubled. (ValueError)"]


def test_inputs_of_hidden_checks_come_from_the_course_s_secret(staffed: Path, said: Said) -> None:
    code = "seen = []\ndef double(x):\n    seen.append(x)\n    return x + x"

    def inputs() -> list[int]:
        env: dict[str, object] = {}
        exec(code, env)
        check(env, MODULE, "test_double_many")
        return env["seen"]

    from autograder.grade.notebook_suite import _suite

    first = inputs()
    assert inputs() == first
    (staffed / "reference" / STAFF).write_bytes(staff_words("another", {}))
    _suite.cache_clear()
    assert inputs() != first


def test_the_release_of_students_has_no_folder_of_staff(course: Course) -> None:
    names = members(zips(course, MODULE)["notebook.zip"])
    assert not [name for name in names if name.startswith("reference/")]
    assert sorted(name for name in names if name.startswith("tests/")) == [
        "tests/Tally.py", "tests/double.py", "tests/quad.py", "tests/root.py",
    ]  # fmt: skip


def test_student_files_are_those_of_the_package(course: Course, authored: Authored) -> None:
    names = members(zips(course, MODULE)["notebook.zip"])
    for name, content in student_files(authored.source, authored.config).items():
        assert names[f"{MODULE}/{name}"] == content
