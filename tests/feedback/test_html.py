"""The HTML report: what it says of each kind of result, and what it never says."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from autograder.build.products import solution_files
from autograder.feedback.html import page
from autograder.feedback.terminal import Look
from autograder.feedback.views import Graded, module_view
from autograder.grade.files import write_files
from autograder.grade.grading import grade_folder
from autograder.grade.making import Authored
from autograder.grade.runner import ModuleGrader
from autograder.model import ModuleResult, TaskResult, Verdict

from ..tiny import autograder
from .wrong import NOW, changed, written

SQUARE = "def double(x):\n    return x * x\n"


@pytest.fixture(scope="module")
def result(
    grader: ModuleGrader, authored: Authored, tmp_path_factory: pytest.TempPathFactory
) -> ModuleResult:
    """One task is wrong, and those that use it are blocked."""
    files = solution_files(authored.source, authored.config)
    files["numbers.py"] += f"\n\n{SQUARE}".encode()
    folder = tmp_path_factory.mktemp("wrong") / "a01_numbers"
    write_files({n: text for n, text in files.items() if not n.startswith("tests/")}, folder)
    return grade_folder(grader, authored.plan, folder)


class Page(HTMLParser):
    """The text of a page, its headings and its folded parts."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.markup, self.tags, self.words = markup, [], []
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        if self.tags[-1:] != [("style", {})]:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    @property
    def headings(self) -> list[int]:
        return [int(tag[1]) for tag, _ in self.tags if re.fullmatch("h[1-6]", tag)]

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for each, attributes in self.tags if each == tag]


def page_of(tmp_path: Path, *results: ModuleResult, look: Look | None = None) -> Page:
    graded = [Graded(each, {"double": "numbers.py:4"}) for each in results]
    return Page(page(graded, look or Look(), tmp_path / "report.html", NOW))


def test_a_failing_check_has_its_call_and_what_came_back(result, tmp_path):
    text = page_of(tmp_path, result).text
    assert "The call double(3)" in text
    assert "What came back got 9, expected 6" in text
    assert "You write it in numbers.py:4" in text
    assert "Next make grade M=a01_numbers T=double" in text


def test_checks_that_wait_for_another_task_are_said_together(result, tmp_path):
    page = page_of(tmp_path, result)
    blocked = {check.message for check in result.checks if check.verdict is Verdict.BLOCKED}
    assert blocked
    for message in blocked:
        assert page.text.count(message) == 1


def test_hidden_checks_never_show_their_inputs_unless_staff_looks(result, tmp_path):
    hidden = next(c for c in result.checks if not c.public and c.verdict is Verdict.FAILED)
    secret = "double(123456)\n  got 1, expected 2"
    told = changed(result, hidden.name, detail=secret, mistake="the-name")
    assert "123456" not in page_of(tmp_path, told).text
    staff = page_of(tmp_path, told, look=Look(staff=True)).text
    assert "123456" in staff
    assert "the-name" not in staff


def test_a_hint_is_folded_and_written_out_once(result, tmp_path):
    failing = [check.name for check in result.checks if check.verdict is Verdict.FAILED][:2]
    told = result
    for name in failing:
        told = changed(told, name, hint="Look at `x * x`.", mistake="the-name")
    page = page_of(tmp_path, told)
    assert page.text.count("Look at x * x .") == 1
    assert f"The hint is the same as for {failing[0]}" in page.text
    assert [each for each in page.all("details") if each.get("class") == "hint"] == [
        {"class": "hint"}
    ]
    assert "the-name" not in page.markup


def test_the_smallest_call_stands_there_as_lines_to_copy(result, tmp_path):
    lines = "from a01_numbers import double\n\ndouble(3)  # 9, and should be 6"
    page = page_of(tmp_path, changed(result, "test_double_worked_example", smallest=lines))
    assert lines in page.markup


def test_every_check_is_named_once_and_every_verdict_is_in_words(result, tmp_path):
    page = page_of(tmp_path, result)
    for check in result.checks:
        assert page.text.count(f"{check.name} ") == 1, check.name
        if check.verdict in (Verdict.FAILED, Verdict.ERROR):
            assert check.verdict.value in page.text


def test_headings_go_down_one_level_at_a_time(result, tmp_path):
    for results in ([result], [result, result]):
        levels = page_of(tmp_path, *results).headings
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_two_submissions_of_one_module_share_no_anchor(result, tmp_path):
    ids = [each["id"] for _, each in page_of(tmp_path, result, result).tags if "id" in each]
    assert len(ids) == len(set(ids))


def test_a_page_loads_nothing_and_has_no_script(result, tmp_path):
    page = page_of(tmp_path, result)
    assert not page.all("script")
    assert not re.search(r"url\(|@import|https?:", page.markup)
    assert [each["href"] for each in page.all("link")] == ["data:,"]


def test_full_marks_read_well(grader, authored, submit, tmp_path):
    page = page_of(tmp_path, grade_folder(grader, authored.plan, submit("")))
    assert "Every check passes." in page.text
    assert "Next" not in page.text
    assert {each.get("class") for each in page.all("details")} == {"passed"}


def test_untouched_stubs_are_a_list_of_what_to_write(course, authored, grader, tmp_path):
    page = page_of(tmp_path, grade_folder(grader, authored.plan, course.release("a01_numbers")))
    assert "Nothing is written yet." in page.text
    assert "Then check it make grade M=a01_numbers T=double" in page.text
    assert not page.all("details")


def test_an_import_error_is_said_once(grader, authored, submit, tmp_path):
    broken = grade_folder(grader, authored.plan, submit("def double(x)\n"))
    page = page_of(tmp_path, broken)
    assert page.text.count("SyntaxError") == 1
    assert page.text.count("not checked") == len(broken.tasks)


def test_tasks_without_checks_here_are_no_finished_ones(tmp_path):
    result = ModuleResult("a01_numbers", (TaskResult("double", ()),), hidden_included=False)
    page = page_of(tmp_path, result)
    assert "hidden checks only" in page.text
    assert not page.all("details")


def test_our_own_fault_does_not_blame_the_student(result, tmp_path):
    name = "test_double_worked_example"
    ours = changed(
        result, name, verdict=Verdict.GRADER_ERROR, message="the grader itself failed here"
    )
    assert "The call double(3)" not in page_of(tmp_path, ours).text
    assert "our fault, not yours" in page_of(tmp_path, ours).text


def test_the_first_failing_check_of_a_task_is_open(result, tmp_path):
    view = module_view(Graded(result, {}), Look(), tmp_path / "r.html", "a01_numbers")
    for task in view.tasks:
        assert [check.opened for check in task.failing] == [
            index == 0 for index in range(len(task.failing))
        ]


def test_grade_html_writes_the_page_and_names_it(course, submit, tmp_path):
    folder = submit(SQUARE)
    (folder / "README.md").write_text("# Numbers\n\n## Task 1: `double`\n", "utf-8")
    done = autograder("grade", folder, "--html", tmp_path / "out" / "r.html", cwd=course.root)
    assert done.returncode == 0, done.stderr
    assert f"The report with its pictures: {tmp_path / 'out' / 'r.html'}" in done.stdout
    page = (tmp_path / "out" / "r.html").read_text("utf-8")
    assert 'href="../submission/a01_numbers/README.md#task-1-double"' in page


def test_a_page_that_cannot_be_written_is_one_sentence_after_the_report(course, submit, tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    done = autograder("grade", submit(""), "--html", tmp_path / "file" / "r.html", cwd=course.root)
    assert done.returncode == 2
    assert "20 / 20" in done.stdout
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_pages_of_equal_results_are_equal(result, tmp_path):
    one = written(tmp_path / "a.html", Graded(result, {})).read_text("utf-8")
    again = replace(result, seconds=result.seconds + 1)
    assert written(tmp_path / "a.html", Graded(again, {})).read_text("utf-8") == one
