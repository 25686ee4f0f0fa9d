"""Every verdict, each reached by a real submission."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.grade.grading import grade_folder
from autograder.grade.making import Authored
from autograder.grade.plan import Course, Limits, replace_tasks
from autograder.grade.runner import ModuleGrader
from autograder.model import Verdict
from autograder.sandbox import landlock
from autograder.sandbox.host import open_host

from ..tiny import (
    Grade,
    Submit,
    alive,
    by_name,
    change,
    children,
    copied,
    graded,
    numbers_plan,
    verdicts,
    with_check,
)

DOUBLE = ["test_double_worked_example", "test_double_many"]
QUAD = ["test_quad_worked_example", "test_quad_many"]
ROOT = ["test_root_worked_example", "test_root_refuses_negative", "test_root_many"]
OTHERS = [*ROOT, "test_is_even_small", "test_tally_worked_example", "test_tally_many"]


def test_solution_passes_everything(grade: Grade) -> None:
    checks = grade()
    assert {check.verdict for check in checks.values()} == {Verdict.PASSED}
    assert sum(check.score for check in checks.values()) == 20


def test_wrong_value_is_failed(grade: Grade) -> None:
    checks = grade("def double(x):\n    return x * x\n")
    assert verdicts(checks, DOUBLE) == [Verdict.FAILED] * 2
    assert verdicts(checks, OTHERS) == [Verdict.PASSED] * len(OTHERS)
    message = checks[DOUBLE[0]].message
    assert "double(3)" in message
    assert "6" in message
    assert "9" in message


@pytest.mark.parametrize(
    "value", ["None", "'6'", "6.0", "True", "[6]", "object()", "double", "10**5000"]
)
def test_value_of_another_kind_is_failed(grade: Grade, value: str) -> None:
    checks = grade(f"def double(x):\n    return {value}\n")
    assert verdicts(checks, DOUBLE) == [Verdict.FAILED] * 2


def test_stub_is_not_attempted(course: Course, grader: ModuleGrader, authored: Authored) -> None:
    result = grade_folder(grader, authored.plan, course.release("a01_numbers"))
    assert {check.verdict for check in result.checks} == {Verdict.NOT_ATTEMPTED}
    assert result.score == 0
    assert by_name(result)[DOUBLE[0]].message == "double is not written yet"


def test_task_that_calls_a_stub_is_not_attempted(grade: Grade) -> None:
    checks = grade('def double(x):\n    raise NotImplementedError("double: Twice x")\n')
    assert verdicts(checks, [*DOUBLE, *QUAD]) == [Verdict.NOT_ATTEMPTED] * 4
    assert checks[QUAD[0]].message == "quad calls double, and double is not written yet"


def test_stub_does_not_earn_the_points_of_a_check_that_expects_an_exception(grade: Grade) -> None:
    checks = grade('def root(x):\n    raise NotImplementedError("root: The largest")\n')
    assert verdicts(checks, ROOT) == [Verdict.NOT_ATTEMPTED] * 3


def test_students_exception_is_an_error(grade: Grade) -> None:
    checks = grade("def double(x):\n    return {}[x]\n")
    assert verdicts(checks, DOUBLE) == [Verdict.ERROR] * 2
    message = checks[DOUBLE[0]].message
    assert "double(3) raised KeyError: 3" in message
    assert "numbers.py" in message
    assert "return {}[x]" in message


@pytest.mark.parametrize("code", ["import sys; sys.exit(0)", "return double(x)", "return missing"])
def test_exit_recursion_and_unknown_names_are_errors(grade: Grade, code: str) -> None:
    assert verdicts(grade(f"def double(x):\n    {code}\n"), DOUBLE) == [Verdict.ERROR] * 2


def test_not_implemented_error_of_ones_own_is_an_error(grade: Grade) -> None:
    checks = grade('def double(x):\n    raise NotImplementedError("later")\n')
    assert verdicts(checks, DOUBLE) == [Verdict.ERROR] * 2


def test_removed_task_is_an_error_that_says_what_to_define(grade: Grade) -> None:
    checks = grade("del root\n")
    assert {check.verdict for check in checks.values()} == {Verdict.ERROR}
    assert "cannot be imported: ImportError" in checks[ROOT[0]].message


def test_syntax_error_ends_every_check_with_one_message(grade: Grade) -> None:
    checks = grade("def double(x)\n    return x\n")
    assert {check.verdict for check in checks.values()} == {Verdict.ERROR}
    assert all(check.at_import for check in checks.values())
    assert len({check.message for check in checks.values()}) == 1
    assert "numbers.py, line" in checks[ROOT[0]].message


def test_endless_loop_is_a_timeout_and_costs_its_own_checks_only(grade: Grade) -> None:
    checks = grade("def root(x):\n    while True:\n        pass\n")
    assert verdicts(checks, ROOT) == [Verdict.TIMEOUT] * 3
    assert verdicts(checks, [*DOUBLE, *QUAD]) == [Verdict.PASSED] * 4
    assert "root(10): no answer within 1 s" in checks[ROOT[0]].message


def test_endless_import_is_a_timeout_once(grade: Grade) -> None:
    checks = grade("while True:\n    pass\n")
    assert {check.verdict for check in checks.values()} == {Verdict.TIMEOUT}
    assert checks[ROOT[0]].message.startswith("importing a01_numbers: no answer within 1 s")
    assert sum(check.seconds for check in checks.values()) < 3, "later checks do not wait again"


def test_too_much_memory_is_memory(grade: Grade) -> None:
    checks = grade("def double(x):\n    return len([0] * 10**9)\n")
    assert verdicts(checks, DOUBLE) == [Verdict.MEMORY] * 2
    assert verdicts(checks, OTHERS) == [Verdict.PASSED] * len(OTHERS)


def test_dead_worker_is_crashed_and_costs_one_check(grade: Grade) -> None:
    code = "import os\n\ndef double(x):\n    if x == 3:\n        os._exit(0)\n    return x + x\n"
    checks = grade(code)
    assert verdicts(checks, DOUBLE) == [Verdict.CRASHED, Verdict.PASSED]
    assert verdicts(checks, OTHERS) == [Verdict.PASSED] * len(OTHERS)
    assert "the process that ran your code died" in checks[DOUBLE[0]].message


def test_forbidden_means_are_forbidden_and_named_with_their_place(grade: Grade) -> None:
    checks = grade("import math\n\ndef root(x):\n    return math.isqrt(x)\n")
    assert verdicts(checks, ROOT) == [Verdict.FORBIDDEN] * 3
    assert "root must be written without math.isqrt in numbers.py, line" in checks[ROOT[0]].message
    assert verdicts(checks, [*DOUBLE, *QUAD]) == [Verdict.PASSED] * 4


def test_failure_of_a_task_that_uses_a_failed_one_is_blocked_at_the_root(grade: Grade) -> None:
    checks = grade("def double(x):\n    return x * x\n")
    assert verdicts(checks, [*QUAD, "test_octuple_many"]) == [Verdict.BLOCKED] * 3
    for name in (*QUAD, "test_octuple_many"):
        assert "which has a failing check. Mend double first" in checks[name].message
        assert checks[name].score == 0


def test_chain_of_three_names_the_middle_where_the_root_is_right(grade: Grade) -> None:
    checks = grade("def quad(x):\n    return double(x) + x\n")
    assert verdicts(checks, [*DOUBLE, *QUAD]) == [Verdict.PASSED] * 2 + [Verdict.FAILED] * 2
    assert checks["test_octuple_many"].verdict is Verdict.BLOCKED
    assert "octuple builds on quad" in checks["test_octuple_many"].message


def test_check_that_passes_is_never_blocked(grade: Grade) -> None:
    checks = grade("def double(x):\n    return x * x\n\ndef quad(x):\n    return 4 * x\n")
    assert verdicts(checks, QUAD) == [Verdict.PASSED] * 2


def test_blocked_keeps_the_share_that_the_configuration_says(
    course: Course, submit: Submit
) -> None:
    plan = replace(numbers_plan(course), blocked_keeps=0.5)
    checks = by_name(graded(plan, submit("def double(x):\n    return x * x\n")))
    assert [checks[name].score for name in (*QUAD, "test_octuple_many")] == [1, 1, 1]
    assert [checks[name].score for name in DOUBLE] == [0, 0]


WRITES = """
def double(x):
    with open("notes.txt", "w") as file:
        file.write(str(2 * x))
    with open("notes.txt") as file:
        return int(file.read())
"""


def test_files_are_written_where_the_configuration_says_so(course: Course, submit: Submit) -> None:
    plan = numbers_plan(course)
    checks = by_name(graded(plan, submit(WRITES)))
    assert verdicts(checks, DOUBLE) == [Verdict.ERROR] * 2
    if not landlock.abi():
        pytest.skip("writing needs Landlock")
    allowed = replace(plan, limits=replace(plan.limits, scratch_mb=1))
    assert verdicts(by_name(graded(allowed, submit(WRITES))), DOUBLE) == [Verdict.PASSED] * 2


@pytest.mark.parametrize(
    ("code", "score"), [("return True", 2), ("return x == 0", 3), ("return x % 2 == 1", 0)]
)
def test_part_of_the_answers_right_is_failed_with_part_of_the_points(
    grade: Grade, code: str, score: float
) -> None:
    check = grade(f"def is_even(x):\n    {code}\n")["test_is_even_small"]
    assert (check.verdict, check.score) == (Verdict.FAILED, score)


BROKEN = {
    "raises": '    """Ours."""\n    expect(student.double(1)).equal_to({}["no such key"])\n',
    "asserts": '    """Ours."""\n    assert student is None\n',
    "never judges": '    """Ours."""\n    student.double(1)\n',
    "kills the judge": '    """Ours."""\n    import os\n    os._exit(3)\n',
    "exits": '    """Ours."""\n    raise SystemExit(0)\n',
    "skips": '    """Ours."""\n    import pytest\n    pytest.skip("not today")\n',
    "asks for an unknown fixture": None,
}


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN.keys())
def test_check_that_is_broken_is_our_fault_and_the_others_are_graded(
    tmp_path: Path, submit: Submit, body: str | None
) -> None:
    head = "def test_ours(student):\n" if body else "def test_ours(student, no_such_fixture):\n"
    course = with_check(tmp_path / "course", head + (body or '    """Ours."""\n'))
    result = graded(numbers_plan(course), submit())
    checks = by_name(result)
    ours = checks.pop("test_ours")
    assert ours.verdict is Verdict.GRADER_ERROR
    assert ours.message == "the grader itself failed here, not your code. Tell the staff"
    assert {check.verdict for check in checks.values()} == {Verdict.PASSED}
    assert result.notes[0].startswith("1 check could not be judged through a fault of the grader")


@pytest.mark.parametrize("who", ["judge", "its fork", "launcher"])
def test_killed_judge_costs_one_check_as_our_fault(
    authored: Authored, submit: Submit, who: str
) -> None:
    grader = ModuleGrader(lambda: open_host(()), authored.plan, held=True)
    killed: list[int] = []

    def strike(name: str, _result: object) -> None:
        if name == "test_root_worked_example" and not killed:
            (launcher,) = [pid for pid in children(os.getpid()) if pid not in before]
            (judge,) = [pid for pid in children(launcher) if children(pid)]
            killed.append(
                {"judge": judge, "its fork": children(judge)[0], "launcher": launcher}[who]
            )
            os.kill(killed[0], signal.SIGKILL)

    before = children(os.getpid())
    code = "import time\n\ndef root(x):\n    time.sleep(0.5)\n    return {10: 3}[x]\n"
    try:
        checks = by_name(grade_folder(grader, authored.plan, submit(code), progress=strike))
    finally:
        grader.close()
    assert killed
    assert not alive(killed[0])
    assert checks["test_root_worked_example"].verdict is Verdict.GRADER_ERROR
    rest = [name for name in checks if "root" not in name]
    assert verdicts(checks, rest) == [Verdict.PASSED] * len(rest)


def test_judge_that_died_between_two_submissions_costs_nothing(
    authored: Authored, submit: Submit
) -> None:
    before = children(os.getpid())
    grader = ModuleGrader(lambda: open_host(()), authored.plan, held=True)
    try:
        grade_folder(grader, authored.plan, submit(name="first"))
        (launcher,) = [pid for pid in children(os.getpid()) if pid not in before]
        for judge in children(launcher):
            with suppress(ProcessLookupError):  # a worker that had just come to its end
                os.kill(judge, signal.SIGKILL)
        result = grade_folder(grader, authored.plan, submit(name="second"))
    finally:
        grader.close()
    assert {check.verdict for check in result.checks} == {Verdict.PASSED}


def test_module_seconds_end_the_checks_that_have_not_run(course: Course, submit: Submit) -> None:
    plan = replace(numbers_plan(course), limits=Limits(check_seconds=30, module_seconds=6))
    code = "import time\n\ndef root(x):\n    time.sleep(25)\n"
    checks = by_name(graded(plan, submit(code)))
    assert verdicts(checks, [*DOUBLE, "test_quad_worked_example"])[0] is Verdict.PASSED
    assert checks["test_root_worked_example"].verdict is Verdict.TIMEOUT
    assert "the module's 6 s were used up" in checks["test_root_worked_example"].message
    assert checks["test_tally_many"].verdict is Verdict.TIMEOUT


def test_a_check_may_have_seconds_of_its_own(tmp_path: Path, submit: Submit) -> None:
    course = copied(tmp_path / "course")
    change(
        course,
        "grading_configs/a01_numbers.yaml",
        "test_double_many: {points: 2}",
        "test_double_many: {points: 2, seconds: 20}",
    )
    slow = "import time\n\ndef double(x):\n    time.sleep(1.2 / 5)\n    return 2 * x\n"
    plan = replace(numbers_plan(course), limits=Limits(check_seconds=0.9, module_seconds=60))
    checks = by_name(graded(plan, submit(slow)))
    assert checks["test_double_many"].verdict is Verdict.PASSED
    plan = replace_tasks(
        plan,
        tuple(
            replace(each, checks=tuple(replace(check, seconds=None) for check in each.checks))
            for each in plan.tasks
        ),
    )
    checks = by_name(graded(plan, submit(slow, name="again")))
    assert checks["test_double_many"].verdict is Verdict.TIMEOUT


def test_check_that_hangs_in_the_judge_is_our_fault(
    tmp_path: Path, submit: Submit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autograder.grade.runner._JUDGE_SLACK", 0.2)
    loop = 'def test_ours(student):\n    """Ours."""\n    while True:\n        pass\n'
    plan = numbers_plan(with_check(tmp_path / "course", loop))
    plan = replace(plan, limits=replace(plan.limits, check_seconds=0.5))
    checks = by_name(graded(plan, submit()))
    assert checks.pop("test_ours").verdict is Verdict.GRADER_ERROR
    assert {check.verdict for check in checks.values()} == {Verdict.PASSED}


def test_worker_is_not_shared_by_two_submissions(grade: Grade, submit: Submit) -> None:
    first = grade("import builtins\nbuiltins.left_behind = 1\n")
    second = grade(
        "import builtins\n\ndef double(x):\n    return x + x + hasattr(builtins, 'left_behind')\n"
    )
    assert first[DOUBLE[0]].passed
    assert second[DOUBLE[0]].passed
