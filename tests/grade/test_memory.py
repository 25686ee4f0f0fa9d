"""Grading again runs what has changed, and ends as grading anew does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.build.products import solution_files, variant_files
from autograder.grade.course_plans import course_plan
from autograder.grade.files import write_files
from autograder.grade.grading import grade_folder
from autograder.grade.making import read_authored
from autograder.grade.memory import Memory
from autograder.grade.plan import Course, Plan
from autograder.grade.record import mistakes_of
from autograder.grade.released import release_plan
from autograder.grade.runner import ModuleGrader
from autograder.model import ModuleResult, Verdict
from autograder.sandbox.host import open_host

from ..tiny import ROOT, Submit, change, copied


class Again:
    """One submission, graded again and again with one memory."""

    def __init__(self, plan: Plan, path: Path | None = None) -> None:
        self.plan = plan
        self.grader = ModuleGrader(lambda: open_host(plan.warm), plan, held=True)
        self.memory = Memory(plan, path)

    def grade(self, folder: Path, *, hints: bool = True) -> tuple[set[str], ModuleResult]:
        """Which checks were run, and the result."""
        ran: set[str] = set()
        result = grade_folder(
            self.grader,
            self.plan,
            folder,
            hints=hints,
            memory=self.memory,
            progress=lambda name, _: ran.update({name} - {""}),
        )
        return ran, result

    def tasks(self, folder: Path) -> set[str]:
        """Of which tasks checks were run."""
        ran, _ = self.grade(folder)
        return {check.task for check in self.plan.checks if check.name in ran}


@pytest.fixture
def again(course: Course) -> Iterator[Again]:
    found = Again(course_plan(course, "a01_numbers"))
    yield found
    found.grader.close()


ALL = {"double", "quad", "octuple", "root", "is_even"}


def test_only_checks_of_the_changed_task_and_of_those_that_call_it_are_run(again, submit: Submit):
    assert again.tasks(submit()) >= ALL
    assert again.tasks(submit()) == set()
    assert again.tasks(submit("# a remark\n")) == set()
    assert again.tasks(submit("def is_even(x):\n    return not x % 2\n")) == {"is_even"}
    assert again.tasks(submit()) == {"is_even"}
    assert again.tasks(submit("def double(x):\n    return 2 * x\n")) >= {
        "double",
        "quad",
        "octuple",
    }


def test_a_hint_stays_where_its_check_is_not_run(again, submit: Submit):
    wrong = "def double(x):\n    return x * x\n"
    _, first = again.grade(submit(wrong))
    ran, second = again.grade(submit(f"{wrong}\n\ndef is_even(x):\n    return x % 2 < 1\n"))
    hints = {check.name: check.hint for check in first.checks if check.hint}
    assert hints
    assert {check.name: check.hint for check in second.checks if check.hint} == hints
    assert not ran & {check.name for check in second.checks if check.task == "double"}


def test_what_the_machine_decided_is_run_again_when_anything_has_changed(again, submit: Submit):
    loop = "import os\n\n\ndef is_even(x):\n    os._exit(1)\n"
    _, first = again.grade(submit(loop))
    assert {c.verdict for c in first.checks if c.task == "is_even"} == {Verdict.CRASHED}
    assert again.tasks(submit(f"{loop}\n# now there is room\n")) == {"is_even"}


def test_the_ends_are_found_again_by_another_program(
    course: Course, submit: Submit, tmp_path: Path
):
    path, plan = tmp_path / "kept" / "numbers", course_plan(course, "a01_numbers")
    one = Again(plan, path)
    ran, result = one.grade(submit("def is_even(x):\n    return True\n"))
    one.memory.save()
    two = Again(plan, path)
    ran_again, same = two.grade(submit("def is_even(x):\n    return True\n"))
    for each in (one, two):
        each.grader.close()
    assert ran
    assert not ran_again
    assert told(same) == told(result)
    assert (path.parent / ".gitignore").read_text("utf-8") == "*\n"
    assert path.parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("damage", [b"", b"\0" * 50, b"autograder"])
def test_damaged_memory_is_no_memory(course: Course, submit: Submit, tmp_path: Path, damage: bytes):
    path = tmp_path / "kept"
    path.write_bytes(damage)
    found = Again(course_plan(course, "a01_numbers"), path)
    assert found.tasks(submit()) >= ALL
    found.grader.close()


def test_other_tests_are_another_grading(tmp_path: Path, submit: Submit):
    course, path = copied(tmp_path / "course"), tmp_path / "kept"
    one = Again(course_plan(course, "a01_numbers"), path)
    one.grade(submit())
    one.memory.save()
    one.grader.close()
    change(course, "solutions/a01_numbers/tests/test_hidden.py", '"""', '"""Now: ')
    two = Again(course_plan(course, "a01_numbers"), path)
    assert two.tasks(submit()) >= ALL
    two.grader.close()


@pytest.mark.slow
@pytest.mark.parametrize("module", ["n02_micrograd", "t01_attention"])
@pytest.mark.parametrize("staff", [True, False], ids=["course", "student"])
def test_with_and_without_memory_all_mistakes_end_alike(module: str, staff: bool, tmp_path: Path):
    """One mistake after the other in one submission, as in an evening of work."""
    course = Course(ROOT)
    authored = read_authored(course, module)
    plan = course_plan(course, module) if staff else release_plan(course.release(module))
    again = Again(plan)
    anew = ModuleGrader(lambda: open_host(plan.warm), plan, held=True)
    saved = 0
    for number, mistake in enumerate([None, *mistakes_of(authored.source), None]):
        made = (authored.source, authored.config)
        files = variant_files(*made, *mistake) if mistake else solution_files(*made)
        own = {name: text for name, text in files.items() if not name.startswith("tests/")}
        folder = tmp_path / str(number) / module
        write_files(own, folder)
        ran, result = again.grade(folder, hints=False)
        assert told(result) == told(grade_folder(anew, plan, folder)), mistake
        saved += len(plan.checks) - len(ran)
    again.grader.close()
    anew.close()
    assert saved > 0


def told(result: ModuleResult) -> list[tuple[str, Verdict, float, str]]:
    """What follows from the code alone: not times, nor hints, which have a limit of time."""
    return [(check.name, check.verdict, check.score, check.message) for check in result.checks]
