"""What a hidden check shows: the verdict, a builtin exception's class, the docstring's first line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograder.grade.grading import grade_folder
from autograder.grade.making import Authored
from autograder.grade.results import to_json
from autograder.grade.runner import ModuleGrader
from autograder.model import Verdict

from ..tiny import Grade, Submit, by_name, graded

HIDDEN = "test_double_many"
ABOUT = "Several numbers are doubled."


def test_wrong_value_shows_the_docstring_only(grade: Grade) -> None:
    check = grade("def double(x):\n    return x if x != 3 else 6\n")[HIDDEN]
    assert (check.verdict, check.message, check.hint) == (Verdict.FAILED, ABOUT, "")


def test_text_of_an_exception_does_not_come_out(grade: Grade) -> None:
    check = grade('def double(x):\n    raise ValueError(f"the input was {x}")\n')[HIDDEN]
    assert check.message == f"{ABOUT} (ValueError)"


def test_class_that_the_student_named_does_not_come_out(grade: Grade) -> None:
    code = 'def double(x):\n    raise type(f"Input{x}", (Exception,), {})()\n'
    assert grade(code)[HIDDEN].message == ABOUT


@pytest.mark.parametrize("body", ["os._exit(x % 256)", "print(x, file=sys.stderr)", "sys.exit(x)"])
def test_prints_and_exit_status_do_not_come_out(grade: Grade, body: str) -> None:
    check = grade(f"import os, sys\n\ndef double(x):\n    {body}\n")[HIDDEN]
    assert check.message.removesuffix(" (SystemExit)") == ABOUT


def test_restated_call_of_a_timeout_does_not_come_out(grade: Grade) -> None:
    check = grade("def double(x):\n    while x != 3:\n        pass\n    return 6\n")[HIDDEN]
    assert (check.verdict, check.message) == (Verdict.TIMEOUT, ABOUT)


def test_public_check_cannot_tell_what_a_hidden_one_gave_before(grade: Grade) -> None:
    """The worker is the same for both, so public checks run first."""
    code = """
seen = []

def double(x):
    seen.append(x)
    return x + x

def root(x):
    print("seen", seen)
    raise ValueError(str(seen))
"""
    checks = grade(code)
    assert checks[HIDDEN].passed
    assert checks["test_root_worked_example"].message.endswith("it printed: seen [3, 3, 6]")


def _keeps_what_it_sees(kept: Path) -> str:
    return f"""
import os
kept = {str(kept)!r}
if os.path.exists(kept):
    raise ValueError("I saw " + open(kept).read())

def octuple(x):
    with open(kept, "w") as file:
        file.write(str(x))
    os._exit(0)
"""


def test_what_a_worker_saw_cannot_be_kept_in_a_file(grade: Grade, tmp_path: Path) -> None:
    checks = grade(_keeps_what_it_sees(tmp_path / "kept"))
    assert not (tmp_path / "kept").exists()
    assert checks["test_octuple_many"].verdict is Verdict.ERROR


def test_second_import_cannot_tell_what_the_first_worker_saw(
    submit: Submit, authored: Authored, tmp_path: Path
) -> None:
    """Where nothing holds the worker, what it says at its second import is not shown whole."""
    folder = submit(_keeps_what_it_sees(tmp_path / "kept"))
    checks = by_name(graded(authored.plan, folder, held=False))
    assert (tmp_path / "kept").exists()
    assert checks["test_octuple_many"].verdict is Verdict.CRASHED
    assert not [check for check in checks.values() if "I saw" in check.message]


def test_public_check_shows_call_and_prints(grade: Grade) -> None:
    message = grade("def double(x):\n    print('got', x)\n    return 5\n")[
        "test_double_worked_example"
    ].message
    assert "double(3)" in message
    assert message.endswith("it printed: got 3")


def test_prints_of_many_calls_are_kept_short(grade: Grade) -> None:
    code = "class Tally:\n    pass\n\ndef root(x):\n    print('y' * 10**6)\n    return 0\n"
    assert len(grade(code)["test_root_worked_example"].message) < 5000


def test_staff_see_in_the_result_what_the_file_for_students_does_not_hold(
    grader: ModuleGrader, authored: Authored, submit: Submit
) -> None:
    folder = submit('def double(x):\n    raise ValueError(f"the input was {x}")\n')
    result = grade_folder(grader, authored.plan, folder)
    (hidden,) = [check for check in result.checks if check.name == HIDDEN]
    assert "the input was" in hidden.detail
    written = json.loads(to_json([result]))[0]["tasks"][0]["checks"]
    assert "the input was" in written[0]["message"], "public"
    assert "the input was" not in json.dumps(written[1]), "hidden"
