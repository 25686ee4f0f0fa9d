"""The report on a terminal, for each kind of result."""

from __future__ import annotations

from dataclasses import replace

from autograder.feedback.terminal import Look, report
from autograder.grade.grading import grade_folder
from autograder.grade.making import Authored
from autograder.grade.runner import ModuleGrader
from autograder.model import ModuleResult, TaskResult, Verdict

from ..tiny import Submit
from .wrong import changed

PLACES = {"double": "numbers.py:4"}


def text(result: ModuleResult, look: Look | None = None) -> str:
    return report(result, PLACES, look or Look()).plain


class TestReport:
    """Of real gradings."""

    def graded(
        self, grader: ModuleGrader, authored: Authored, submit: Submit, code: str
    ) -> ModuleResult:
        return grade_folder(grader, authored.plan, submit(code))

    def test_full_marks_are_bars_and_nothing_else(
        self, grader: ModuleGrader, authored: Authored, submit: Submit
    ) -> None:
        shown = text(self.graded(grader, authored, submit, ""))
        assert shown.splitlines()[0].endswith("20 / 20")
        assert shown.count("██████████") == 6
        assert len(shown.splitlines()) == 8

    def test_wrong_value_shows_call_values_and_the_next_command(
        self, grader: ModuleGrader, authored: Authored, submit: Submit
    ) -> None:
        shown = text(self.graded(grader, authored, submit, "def double(x):\n    return x * x\n"))
        assert "✗ double: test_double_worked_example  wrong value  0 / 1" in shown
        assert "double(3)" in shown
        assert "got 9, expected 6" in shown
        assert "✗ double: test_double_many  wrong value, hidden check  0 / 2" in shown
        assert "Next: make grade M=a01_numbers T=double" in shown
        assert shown.index("✗ double") < shown.index("builds on double")

    def test_the_smallest_call_that_goes_wrong_stands_below_the_message(
        self, grader: ModuleGrader, authored: Authored, submit: Submit
    ) -> None:
        result = self.graded(grader, authored, submit, "def double(x):\n    return x * x\n")
        lines = "from a01_numbers import double\ndouble(1)"
        shown = text(changed(result, "test_double_worked_example", smallest=lines))
        found = "The smallest call that goes wrong:\n      from a01_numbers import double\n      double(1)\n"
        assert found in shown
        assert shown.index("got 9, expected 6") < shown.index(found)

    def test_import_error_is_said_once(
        self, grader: ModuleGrader, authored: Authored, submit: Submit
    ) -> None:
        shown = text(self.graded(grader, authored, submit, "def double(x)\n"))
        assert shown.count("SyntaxError") == 1
        assert "Your files cannot be imported, so nothing could be checked." in shown
        assert "✗" not in shown

    def test_half_written_module_lists_what_is_left(
        self, grader: ModuleGrader, authored: Authored, submit: Submit
    ) -> None:
        code = 'def root(x):\n    raise NotImplementedError("root: ...")\n'
        shown = text(self.graded(grader, authored, submit, code))
        assert "Still to write:\n   1. root" in shown
        assert "░░░░░░░░░░        0 / 4  to do" in shown
        assert "✗" not in shown

    def test_plain_signs_where_the_terminal_has_no_unicode(
        self, grader: ModuleGrader, authored: Authored, submit: Submit
    ) -> None:
        code = "def double(x):\n    return x * x\n"
        shown = text(self.graded(grader, authored, submit, code), Look(unicode=False))
        assert shown.isascii()
        assert "##########" in shown


def test_module_without_checks_here_is_not_called_unwritten() -> None:
    result = ModuleResult("a01_numbers", (TaskResult("double", ()),), hidden_included=False)
    shown = text(result)
    assert "Nothing is written yet" not in shown
    assert "hidden checks only" in shown


def test_bar_is_full_only_for_the_whole(authored: Authored) -> None:
    from autograder.grade.grading import assemble

    result = assemble(authored.plan, {}, 0.0)
    (check, *rest) = result.tasks[0].checks
    almost = replace(check, verdict=Verdict.FAILED, score=2.99, max_score=3.0)
    shown = text(replace(result, tasks=(TaskResult("double", (almost,)),)))
    assert rest
    assert "█████████░" in shown
