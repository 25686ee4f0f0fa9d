"""The smallest case of a failing public check: with the solution, from recordings, and against
submissions that want no good.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.build.products import solution_files, variant_files
from autograder.channel.outcome import Value
from autograder.channel.recordings import dumps, loads
from autograder.feedback.terminal import Look, report
from autograder.grade import small_cases
from autograder.grade.course_plans import course_plan
from autograder.grade.files import write_files
from autograder.grade.grading import grade_folder
from autograder.grade.making import Authored, read_authored
from autograder.grade.plan import Course, Plan
from autograder.grade.record import record
from autograder.grade.released import release_plan
from autograder.grade.results import to_json
from autograder.grade.runner import ModuleGrader
from autograder.gradescope.check_rows import check_output
from autograder.model import ModuleResult, Verdict
from autograder.sandbox.host import START_VARIABLE, open_host

from ..pasting import as_in_a_comment, pasted, said
from ..tiny import ROOT, Submit, by_name, change, copied

PUBLIC = "test_double_worked_example"
SQUARED = "def double(x):\n    return x * x\n"
SMALLEST = "from a01_numbers import double\ndouble(1)\n# gives    1\n# expected 2"
SECONDS = 12.0
"""A grading with its search, on a machine that does other things too; without it, about one."""


def explained(plan: Plan, folder: Path, *, held: bool = True) -> ModuleResult:
    grader = ModuleGrader(lambda: open_host(plan.warm), plan, held=held)
    try:
        return grade_folder(grader, plan, folder, hints=True)
    finally:
        grader.close()


def small(result: ModuleResult) -> dict[str, str]:
    return {check.name: check.smallest for check in result.checks if check.smallest}


# -- the tiny course ---------------------------------------------------------------------------


def test_a_failing_public_check_shows_its_smallest_case(authored: Authored, submit: Submit) -> None:
    result = explained(authored.plan, submit(SQUARED))
    assert by_name(result)[PUBLIC].smallest == SMALLEST
    hidden = [check for check in result.checks if not check.public]
    assert any(not check.passed for check in hidden)
    assert not any(check.smallest for check in hidden)


def test_the_recordings_give_one_without_the_solution(course: Course, submit: Submit) -> None:
    plan = release_plan(course.release("a01_numbers"))
    assert plan.reference is None
    assert small(explained(plan, submit(SQUARED)))[PUBLIC] == SMALLEST
    assert small(explained(plan, submit(SQUARED), held=False))[PUBLIC] == SMALLEST


@pytest.mark.slow
def test_they_do_where_workers_are_spawned(
    course: Course, submit: Submit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(START_VARIABLE, "spawn")
    plan = release_plan(course.release("a01_numbers"))
    assert small(explained(plan, submit(SQUARED), held=False))[PUBLIC] == SMALLEST


def test_right_code_and_code_that_is_not_asked_for_hints_has_none(
    authored: Authored, grader: ModuleGrader, submit: Submit
) -> None:
    assert small(grade_folder(grader, authored.plan, submit(), hints=True)) == {}
    assert small(grade_folder(grader, authored.plan, submit(SQUARED))) == {}


def test_a_check_that_does_not_tell_the_right_answer_is_not_made_to_tell_it(
    tmp_path: Path, submit: Submit
) -> None:
    course = copied(tmp_path / "course")
    tests = "solutions/a01_numbers/tests/test_public.py"
    change(
        course,
        tests,
        "expect(student.double(3)).equal_to(6)",
        "expect(student.double(3)).at_least(10**6)",
    )
    change(course, "solutions/a01_numbers/numbers.py", "return x + x", "return x + 7654321")
    plan = course_plan(course, "a01_numbers")
    result = explained(plan, submit(SQUARED))
    assert by_name(result)[PUBLIC].verdict is Verdict.FAILED
    assert "7654321" not in to_json([result])
    assert "765432" not in report(result, {}, Look()).plain


def test_where_answers_are_the_key_there_is_none(tmp_path: Path, submit: Submit) -> None:
    course = copied(tmp_path / "course")
    config = course.configs / "a01_numbers.yaml"
    config.write_text(f"{config.read_text('utf-8')}\nkind: concepts\n", "utf-8")
    plan = course_plan(course, "a01_numbers")
    assert plan.answers_are_key
    assert small(explained(plan, submit(SQUARED))) == {}


def test_where_chance_decides_there_is_none(tmp_path: Path, submit: Submit) -> None:
    """The solution of this course draws: another answer than its own may be right."""
    course = copied(tmp_path / "course")
    numbers = course.solution("a01_numbers") / "numbers.py"
    text = numbers.read_text("utf-8").replace(
        "    return x + x\n", "    import random\n\n    return x + x + random.randrange(99)\n"
    )
    numbers.write_text(text, "utf-8")
    assert small(explained(course_plan(course, "a01_numbers"), submit(SQUARED))) == {}


HOSTILE = {
    "answers by chance": "import random\ndef double(x):\n    return random.randrange(10**9)\n",
    "hangs on small inputs": ("def double(x):\n    while x < 3:\n        pass\n    return x * x\n"),
    "sleeps on small inputs": (
        "import time\ndef double(x):\n    time.sleep(30 if x < 3 else 0)\n    return x * x\n"
    ),
    "ends its worker on small inputs": (
        "import os\ndef double(x):\n    if x < 3:\n        os._exit(3)\n    return x * x\n"
    ),
    "is right the second time": (
        "asked = []\ndef double(x):\n    asked.append(x)\n"
        "    return x * x if len(asked) == 1 else x + x\n"
    ),
    "is wrong from the second time on": (
        "asked = []\ndef double(x):\n    asked.append(x)\n"
        "    return x + x if len(asked) == 1 else len(asked)\n"
    ),
    "never answers alike": (
        "import itertools\ncount = itertools.count()\ndef double(x):\n    return next(count)\n"
    ),
    "fills its memory on small inputs": (
        "def double(x):\n    return [x] * (10**11 if x < 3 else 1)\n"
    ),
    "gives what cannot be shown": "def double(x):\n    return (lambda: x)\n",
    "raises with a text of many lines": (
        "def double(x):\n    raise ValueError('a\\n' * 99 + chr(27))\n"
    ),
    "writes its own lines": "def double(x):\n    return chr(8232) + '\\n# expected 0\\n' * 99\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_code_does_in_the_search_costs_nothing_else(
    name: str, authored: Authored, grader: ModuleGrader, submit: Submit
) -> None:
    folder = submit(HOSTILE[name])
    started = time.monotonic()
    result = grade_folder(grader, authored.plan, folder, hints=True)
    assert time.monotonic() - started < SECONDS
    others = [check for check in result.checks if check.task in ("is_even", "root", "Tally")]
    assert others
    assert {check.verdict for check in others} == {Verdict.PASSED}
    for text in small(result).values():
        assert as_in_a_comment(pasted(text, folder.parent)).startswith(said(text, "gives")[:40])
        assert len(text.split("\n")) <= 20


def test_what_happens_only_once_is_not_shown(
    authored: Authored, grader: ModuleGrader, submit: Submit
) -> None:
    """What is pasted runs in a new interpreter, where each of these answers otherwise."""
    for name in ("answers by chance", "is wrong from the second time on"):
        result = grade_folder(grader, authored.plan, submit(HOSTILE[name], name), hints=True)
        assert PUBLIC not in small(result)


def test_a_reference_that_hangs_on_a_smaller_call_is_given_up(
    tmp_path: Path, submit: Submit
) -> None:
    course = copied(tmp_path / "course")
    numbers = course.solution("a01_numbers") / "numbers.py"
    text = numbers.read_text("utf-8")
    hanging = "    while x < 3:\n        pass\n    return x + x\n"
    numbers.write_text(text.replace("    return x + x\n", hanging, 1), "utf-8")
    plan = course_plan(course, "a01_numbers").only(task="double")
    checks = plan.only(public=True)
    started = time.monotonic()
    result = explained(checks, submit(SQUARED))
    assert time.monotonic() - started < SECONDS
    assert by_name(result)[PUBLIC].verdict is Verdict.FAILED
    assert small(result) == {}


# -- where it is read, and where it comes from ------------------------------------------------


def test_every_report_shows_it(authored: Authored, submit: Submit) -> None:
    result = explained(authored.plan, submit(SQUARED))
    lines = SMALLEST.split("\n")
    terminal = report(result, {}, Look()).plain
    assert (
        "\n".join(["    The smallest call that goes wrong:", *(f"      {line}" for line in lines)])
        in terminal
    )
    row = check_output(by_name(result)[PUBLIC])
    assert f"The smallest call that goes wrong:\n\n```text\n{SMALLEST}\n```" in row
    (module,) = json.loads(to_json([result]))
    checks = {check["name"]: check for task in module["tasks"] for check in task["checks"]}
    assert checks[PUBLIC]["smallest"] == SMALLEST
    assert checks["test_double_many"]["smallest"] == ""


def test_recorded_cases_are_few_and_the_same_every_time(course: Course, authored: Authored) -> None:
    kept = (course.release("a01_numbers") / "tests" / "recordings.json").read_bytes()
    checks = loads(kept).checks
    (case,) = checks[PUBLIC].small
    assert (case.name, case.args, case.kwargs, case.outcome) == ("double", (1,), {}, Value(2))
    assert checks["test_root_refuses_negative"].small == ()  # the right side raises
    assert checks["test_tally_worked_example"].small == ()  # a probe
    assert dumps(record(authored.source, authored.config, authored.plan)) == kept


def test_a_mistake_that_hangs_on_small_calls_costs_its_own_cases_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(small_cases, "_SECONDS", 2.0)
    course = copied(tmp_path / "course")
    old = "    # return x * x\n"
    new = "    # while x < 3:\n    #     pass\n    # return x * x\n"
    change(course, "solutions/a01_numbers/numbers.py", old, new)
    authored = read_authored(course, "a01_numbers")
    checks = record(authored.source, authored.config, authored.plan).checks
    assert checks[PUBLIC].small == ()
    assert [case.name for case in checks["test_quad_worked_example"].small] == ["quad"]


# -- real modules ------------------------------------------------------------------------------

WRONG = [
    ("t01_attention", "softmax", "no-max", 2),
    ("t01_attention", "sdpa", "no-sqrt-dk", 8),
    ("c01_convolution", "conv1d", "", 8),
    ("s05_bpe", "merge", "", 6),
]
"""Module, task, mistake (the first of the task that is shown where none is named), numbers."""


@pytest.fixture(scope="module", params=sorted({each[0] for each in WRONG}))
def module(request: pytest.FixtureRequest) -> Iterator[tuple[Authored, ModuleGrader, ModuleGrader]]:
    course = Course(ROOT)
    authored = read_authored(course, request.param)
    release = release_plan(course.release(request.param))
    graders = [
        ModuleGrader(lambda plan=plan: open_host(plan.warm), plan, held=True)  # type: ignore[misc]
        for plan in (authored.plan, release)
    ]
    yield authored, graders[0], graders[1]
    for grader in graders:
        grader.close()


@pytest.mark.slow
def test_known_mistakes_of_a_module_come_down_to_a_few_numbers(
    module: tuple[Authored, ModuleGrader, ModuleGrader], tmp_path: Path
) -> None:
    """In the judge and from recordings; every case runs and shows what it says."""
    authored, judging, replaying = module
    name = authored.source.name
    right = tmp_path / "right"
    write_files(solution_files(authored.source, authored.config), right / name)
    release = release_plan(Course(ROOT).release(name))
    shown = 0
    for of, task, mistake, most in WRONG:
        if of != name:
            continue
        known = [each.name for source in authored.source.sources for each in source.mistakes
                 if each.task == task and mistake in each.name]  # fmt: skip
        wrong = tmp_path / f"{task}-{mistake}"
        write_files(variant_files(authored.source, authored.config, task, known[0]), wrong / name)
        for grader, plan in ((judging, authored.plan), (replaying, release)):
            result = grade_folder(grader, plan, wrong / name, hints=True)
            texts = {c.smallest for c in result.checks if c.smallest and c.task == task}
            assert len(texts) == 1, (task, known[0], plan.reference)
            (text,) = texts
            call = "\n".join(line for line in text.split("\n") if not line.startswith("#"))
            assert len(re.findall(r"(?<![\w.])\d+", call)) <= most
            assert as_in_a_comment(pasted(text, wrong)) == said(text, "gives", "raises")
            assert as_in_a_comment(pasted(text, right)) == said(text, "expected")
            shown += 1
    assert shown
