"""The program as a user meets it: help, exit codes, names, and plain text in pipes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from autograder.cli.main import _COMMANDS
from autograder.grade.plan import Course

from ..tiny import Submit, autograder, change, copied

COMMANDS = tuple(_COMMANDS)


@pytest.fixture
def home(course: Course, tmp_path: Path) -> Path:
    """A student's repository: assignments alone, no solutions."""
    home = tmp_path / "home"
    shutil.copytree(course.root / "assignments", home / "assignments")
    return home


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_says_what_it_does_and_each_option(tmp_path: Path, command: str) -> None:
    done = autograder(command, "--help", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"Usage: autograder {command}")
    options = [line for line in done.stdout.split("Options:")[1].splitlines() if line.strip()]
    assert all(len(line.split("  ")) > 1 for line in options)
    assert max(map(len, done.stdout.splitlines())) <= 100


def test_help_lists_every_command_with_a_sentence(tmp_path: Path) -> None:
    done = autograder("--help", cwd=tmp_path)
    assert done.returncode == 0
    lines = done.stdout.split("Commands:")[1].strip().splitlines()
    assert [line.split()[0] for line in lines] == list(COMMANDS)
    assert all(line.endswith(".") for line in lines)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["grad"], "grad"),
        (["grade", "--jason", "x"], "--json"),
        (["grade", "nowhere"], "nowhere does not exist"),
        (["grade", "--module", "a01_number"], "Write 'a01_numbers'"),
        (["grade", "--task", "dubble"], "a01_numbers has no task dubble. Write 'double'"),
        (["grade", "--task", "zzz"], "The tasks are: double, quad, octuple, root, is_even, Tally"),
    ],
)
def test_fault_in_the_command_is_status_2_and_one_sentence(
    home: Path, arguments: list[str], says: str
) -> None:
    done = autograder(*arguments, cwd=home)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("command", ["build", "verify"])
def test_unknown_module_of_a_course_is_status_2(course: Course, command: str) -> None:
    done = autograder(command, "a01_number", cwd=course.root)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "There is no module a01_number. Write 'a01_numbers'.\n"


@pytest.mark.parametrize("command", ["build", "verify", "docs"])
def test_command_for_staff_outside_a_course_is_status_2(tmp_path: Path, command: str) -> None:
    done = autograder(command, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("There is no course here. Go to a folder")


def test_empty_folder_is_status_2(tmp_path: Path) -> None:
    done = autograder("grade", cwd=tmp_path)
    assert done.returncode == 2
    assert "holds no module of a course" in done.stderr


def test_fault_in_a_configuration_is_status_2_with_its_line(tmp_path: Path) -> None:
    course = copied(tmp_path / "course")
    change(course, "grading_configs/a01_numbers.yaml", "minutes: 5", "minuets: 5")
    done = autograder("grade", "solutions/a01_numbers", cwd=course.root)
    assert done.returncode == 2
    assert "a01_numbers.yaml:3: " in done.stderr
    assert "minutes" in done.stderr


def test_broken_test_file_is_one_clear_error(tmp_path: Path) -> None:
    course = copied(tmp_path / "course")
    name = "solutions/a01_numbers/tests/test_hidden.py"
    change(course, name, '"""Hidden checks."""\n', '"""Hidden checks."""\nimport no_such_module\n')
    done = autograder("grade", "solutions/a01_numbers", cwd=course.root)
    assert done.returncode == 2
    assert done.stderr.count("the tests of a01_numbers cannot be loaded. Mend them first") == 1
    assert "no_such_module" in done.stderr


def test_stub_reads_as_a_list_of_what_to_write(home: Path) -> None:
    done = autograder("grade", cwd=home)
    assert (done.returncode, done.stderr) == (0, "")
    assert "0 / 6" in done.stdout
    assert "Nothing is written yet. These 6 tasks are waiting for you:" in done.stdout
    assert "1. double" in done.stdout
    assert "write double in assignments/a01_numbers/numbers.py:4." in done.stdout
    assert "autograder grade --module a01_numbers --task double" in done.stdout
    assert "not written yet" not in done.stdout, "a stub is no failure"


def test_next_step_is_said_with_make_where_there_is_a_makefile(home: Path) -> None:
    (home / "Makefile").touch()
    assert "make grade M=a01_numbers T=double" in autograder("grade", cwd=home).stdout


def test_hint_of_a_recognised_mistake_is_in_the_report(home: Path) -> None:
    with (home / "assignments/a01_numbers/numbers.py").open("a") as file:
        file.write("\n\ndef double(x):\n    return x * x\n")
    done = autograder("grade", "--task", "double", cwd=home)
    assert "Hint: What is double(3), and what did you return for it?" in done.stdout
    assert "double(3)" in done.stdout
    assert "Hidden checks, graded by the staff, are worth 2 more points." in done.stdout


def test_full_marks_of_staff_include_the_hidden_checks(course: Course, submit: Submit) -> None:
    done = autograder("grade", submit(), cwd=course.root)
    assert done.returncode == 0
    assert "20 / 20" in done.stdout
    assert "Next:" not in done.stdout


def test_public_leaves_hidden_checks_out_and_says_what_they_are_worth(
    course: Course, submit: Submit, tmp_path: Path
) -> None:
    results = tmp_path / "results.json"
    done = autograder("grade", submit(), "--public", "--json", results, cwd=course.root)
    assert "6 / 6" in done.stdout
    assert "worth 14 more points" in done.stdout
    assert "hidden checks only" in done.stdout
    assert json.loads(results.read_text())[0]["hidden_included"] is False


def test_one_task_only(course: Course, submit: Submit, tmp_path: Path) -> None:
    results = tmp_path / "results.json"
    done = autograder("grade", submit(), "-t", "root", "--json", results, cwd=course.root)
    assert done.returncode == 0
    assert [task["name"] for task in json.loads(results.read_text())[0]["tasks"]] == ["root"]


def test_task_picks_the_modules_that_have_it(course: Course) -> None:
    done = autograder("grade", "solutions", "-t", "root", cwd=course.root)
    assert done.returncode == 0
    assert "a01_numbers" in done.stdout
    assert "a02_tensors" not in done.stdout


def test_piped_report_has_no_colour_codes_even_where_the_student_prints_them(
    course: Course, submit: Submit
) -> None:
    folder = submit("def double(x):\n    print('\\x1b[31mred')\n    return 5\n")
    done = autograder(
        "grade", folder, cwd=course.root, env={"FORCE_COLOR": "", "TERM": "xterm-256color"}
    )
    assert "it printed" in done.stdout
    assert "\x1b" not in done.stdout + done.stderr


def test_report_on_a_stream_without_unicode_is_plain(course: Course, submit: Submit) -> None:
    folder = submit("def double(x):\n    raise ValueError('h\\u00e9 \\U0001f600')\n")
    done = autograder("grade", folder, cwd=course.root, env={"PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (0, "")
    assert "x double: test_double_worked_example" in done.stdout
    assert "ValueError: h? ?" in done.stdout


def test_staff_see_what_a_hidden_check_found(course: Course, submit: Submit) -> None:
    folder = submit("def double(x):\n    return 6\n")
    hidden = autograder("grade", folder, "-t", "double", cwd=course.root).stdout
    shown = autograder("grade", folder, "-t", "double", "--staff", cwd=course.root).stdout
    assert "got 6, expected" not in hidden
    assert "got 6, expected" in shown


def test_two_modules_have_a_sum(course: Course) -> None:
    done = autograder("grade", "solutions", cwd=course.root)
    assert done.returncode == 0
    assert done.stdout.endswith("All modules: 28 / 28\n")


def test_student_is_graded_where_nothing_can_fork(home: Path) -> None:
    folder = home / "assignments/a01_numbers"
    with (folder / "numbers.py").open("a") as file:
        file.write(
            "\n\ndef double(x):\n    return x + x\n\ndef quad(x):\n    while True:\n        pass\n"
            "\ndef root(x):\n    import os\n    os._exit(1)\n"
        )
    done = autograder("grade", "--json", "r.json", cwd=home, env={"AUTOGRADER_START": "spawn"})
    assert (done.returncode, done.stderr) == (0, "")
    tasks = json.loads((home / "r.json").read_text())[0]["tasks"]
    ends = {check["name"]: check["verdict"] for task in tasks for check in task["checks"]}
    assert ends == {
        "test_double_worked_example": "PASSED",
        "test_quad_worked_example": "TIMEOUT",
        "test_root_worked_example": "CRASHED",
        "test_root_refuses_negative": "CRASHED",
        "test_tally_worked_example": "NOT_ATTEMPTED",
    }
