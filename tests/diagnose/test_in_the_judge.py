"""Mistakes recognised in the judge itself, hidden checks and all, by running the checks on them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from autograder.build.products import solution_files
from autograder.grade.files import write_files
from autograder.grade.grading import grade_folder
from autograder.grade.making import Authored, read_authored, student_release
from autograder.grade.plan import Course
from autograder.grade.released import release_plan
from autograder.grade.runner import ModuleGrader
from autograder.model import CheckResult, Verdict
from autograder.sandbox.host import open_host

from ..tiny import Submit, by_name, change, copied

Checks = dict[str, CheckResult]

SQUARED = "def double(x):\n    return x**2"
THRICE = "def quad(x):\n    return 2 * x + x if x else 0"
SIX = "def octuple(x):\n    return double(x) + quad(x)"


def told(authored: Authored, folder: Path) -> Checks:
    """Graded as staff do, with hints."""
    grader = ModuleGrader(lambda: open_host(authored.plan.warm), authored.plan, held=True)
    try:
        return by_name(grade_folder(grader, authored.plan, folder, hints=True))
    finally:
        grader.close()


def named(checks: Checks) -> dict[str, str]:
    return {name: check.mistake for name, check in checks.items() if check.mistake}


def test_a_hidden_check_gives_the_hint_of_the_mistake_and_nothing_more(
    authored: Authored, submit: Submit
) -> None:
    checks = told(authored, submit(SQUARED))
    assert checks["test_double_many"].mistake == "double/squared"
    assert checks["test_double_many"].hint == "What is double(3), and what did you return for it?"
    assert checks["test_double_many"].message == "Several numbers are doubled."
    assert checks["test_double_worked_example"].mistake == "double/squared"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("def double(x):\n    return 2 * x + 1", {}),
        ("def double(x):\n    return x**2 if x < 10 else 2 * x", {}),
        (
            "def is_even(x):\n    return x == x",
            {"test_is_even_small": "is_even/always"},
        ),
        ("def root(x):\n    raise KeyError(x)", {}),
        ("def root(x):\n    return 'three'", {}),
    ],
    ids=["another mistake", "seldom the same", "partial credit", "raises", "another type"],
)
def test_only_the_values_of_a_mistake_show_it(
    authored: Authored, submit: Submit, code: str, expected: dict[str, str]
) -> None:
    assert named(told(authored, submit(code))) == expected


def test_a_chain_of_two_tasks_is_blocked_and_both_mistakes_are_named(
    authored: Authored, submit: Submit
) -> None:
    checks = told(authored, submit(f"{SQUARED}\n\n\n{THRICE.replace('2 * x', 'double(x)')}"))
    assert checks["test_double_many"].mistake == "double/squared"
    assert checks["test_quad_many"].verdict is Verdict.BLOCKED
    assert "builds on double" in checks["test_quad_many"].message
    assert checks["test_quad_many"].mistake == "quad/thrice"


def test_a_chain_of_three_tasks_names_the_root_and_what_else_was_done_wrong(
    authored: Authored, submit: Submit
) -> None:
    checks = told(authored, submit(f"{SQUARED}\n\n\n{SIX}"))
    assert [checks[name].verdict for name in ("test_quad_many", "test_octuple_many")] == [
        Verdict.BLOCKED,
        Verdict.BLOCKED,
    ]
    assert "builds on double" in checks["test_octuple_many"].message
    assert checks["test_octuple_many"].mistake == "octuple/six-times"
    assert checks["test_quad_many"].hint == ""  # all its fault is double's


def test_what_a_broken_task_below_explains_blames_nobody_else(
    authored: Authored, submit: Submit
) -> None:
    checks = told(authored, submit(SQUARED))
    assert checks["test_octuple_many"].verdict is Verdict.BLOCKED
    assert set(named(checks).values()) == {"double/squared"}


def test_public_checks_are_told_alike_with_and_without_the_solution(
    course: Course, authored: Authored, submit: Submit
) -> None:
    for code in (SQUARED, THRICE, "def root(x):\n    return 1 + 1", ""):
        folder = submit(code, name=f"submission{abs(hash(code))}")
        public = authored.plan.only(public=True)
        laptop = release_plan(course.release("a01_numbers"))
        found = []
        for plan, held in ((public, True), (laptop, False)):
            grader = ModuleGrader(lambda plan=plan: open_host(plan.warm), plan, held=held)
            try:
                found.append(named(by_name(grade_folder(grader, plan, folder, hints=True))))
            finally:
                grader.close()
        assert found[0] == found[1]
        assert bool(found[0]) == (code in (SQUARED, THRICE))


def authored_with(course: Course) -> Authored:
    return read_authored(course, "a01_numbers")


def submission(authored: Authored, code: str, folder: Path) -> Path:
    files = solution_files(authored.source, authored.config)
    write_files({**files, "numbers.py": files["numbers.py"] + f"\n\n{code}".encode()}, folder)
    return folder


HANGS = """
    # BEGIN MISTAKE endless
    # why: never ends
    # hint: When does it end?
    # while x:
    #     pass
    # return x
    # END MISTAKE
"""
DIES = """
    # BEGIN MISTAKE dies
    # why: ends the process
    # hint: Why leave?
    # import os
    # os._exit(3)
    # END MISTAKE
"""


@pytest.mark.parametrize("block", [HANGS, DIES], ids=["hangs", "dies"])
def test_a_mistake_that_hangs_or_dies_costs_a_moment_and_no_result(
    tmp_path: Path, block: str
) -> None:
    course = copied(tmp_path / "course")
    first = "    # BEGIN MISTAKE squared"
    where = "solutions/a01_numbers/numbers.py"
    change(course, where, first, f"{block.strip(chr(10))}\n{first}")
    authored = authored_with(course)
    code = f"{SQUARED}\n\n\ndef is_even(x):\n    return True"
    folder = submission(authored, code, tmp_path / "work" / "a01_numbers")
    started = time.process_time()
    checks = told(authored, folder)
    assert checks["test_double_many"].verdict is Verdict.FAILED
    assert checks["test_double_many"].hint == ""
    assert checks["test_is_even_small"].mistake == "is_even/always"
    assert time.process_time() - started < 5


def test_a_mistake_that_draws_otherwise_is_known_by_its_scripted_step(tmp_path: Path) -> None:
    course = copied(tmp_path / "course")
    old = "def is_even(x: int) -> bool:"
    new = '''def noisy(x: int, draws: list | None = None) -> float:
    """``x`` and a number that was drawn, or the first of ``draws``."""
    # BEGIN SOLUTION
    return x + (draws[0] if draws else random.random())
    # END SOLUTION
    # BEGIN MISTAKE twice
    # why: adds two draws
    # hint: How many draws are asked for?
    # return x + (2 * draws[0] if draws else 2 + random.random())
    # END MISTAKE


'''
    where = "solutions/a01_numbers/"
    change(course, f"{where}numbers.py", old, new + old)
    change(
        course,
        f"{where}numbers.py",
        '"""Whole numbers."""',
        '"""Whole numbers."""\n\nimport random',
    )
    change(course, f"{where}__init__.py", "is_even, octuple", "is_even, noisy, octuple")
    change(course, f"{where}__init__.py", '"is_even", ', '"is_even", "noisy", ')
    config = "grading_configs/a01_numbers.yaml"
    checks = "      test_noisy_tape: {points: 1}\n      test_noisy_draws: {points: 1}\n"
    change(
        course, config, "  is_even:", f"  noisy:\n    points: 2\n    checks:\n{checks}  is_even:"
    )
    tests = course.solution("a01_numbers") / "tests" / "test_hidden.py"
    tests.write_text(
        tests.read_text("utf-8")
        + '''

@task("noisy")
def test_noisy_tape(student, reference):
    """The number that is given is added."""
    expect(student.noisy(3, [0.25])).close_to(reference.noisy(3, [0.25]))


@task("noisy")
def test_noisy_draws(student):
    """A number between 0 and 1 is added."""
    expect(student.noisy(3)).between(3.0, 4.0)
''',
        "utf-8",
    )
    authored = authored_with(course)
    other = "import random as dice\n\n\ndef noisy(x, draws=None):\n    draws = draws or [dice.random() + 1]\n    return x + sum(2 * [draws[0]])"
    folder = submission(authored, other, tmp_path / "work" / "a01_numbers")
    assert named(told(authored, folder)) == dict.fromkeys(
        ("test_noisy_tape", "test_noisy_draws"), "noisy/twice"
    )


def test_a_submission_without_failures_is_graded_as_before(
    authored: Authored, submit: Submit
) -> None:
    assert named(told(authored, submit())) == {}


def test_the_release_itself_is_made_of_the_same_recordings(course: Course) -> None:
    """What the laptop knows is in the release, and made by the builder alone."""
    files = student_release(course, read_authored(course, "a01_numbers"))
    assert b"double/squared" in files["tests/recordings.json"]
