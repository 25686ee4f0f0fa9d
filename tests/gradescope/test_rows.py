"""What is written for a result: a document that the platform takes, and rows that say enough."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.grade.grading import UNFINISHED
from autograder.gradescope.check_rows import Complaint
from autograder.gradescope.names import row_names
from autograder.gradescope.rows import nothing_handed_in, results_document
from autograder.model import CheckResult, ModuleResult, Verdict, Visibility

from .examples import (
    FAILED_MESSAGE,
    SYNTAX_ERROR,
    by_name,
    check,
    failing,
    hidden,
    kinds,
    metadata_on,
    module,
    valid,
)


def row_of(result: CheckResult, **arguments: Any) -> dict[str, Any]:
    """The row of a check that is alone in its module."""
    document = valid(results_document(module(result), **arguments))
    return by_name(document)["1.1"]


class TestNames:
    @pytest.mark.parametrize(
        ("task", "name", "expected"),
        [
            ("sdpa", "test_sdpa_of_large_scores", "sdpa: large scores"),
            ("softmax", "test_softmax_along_any_dimension", "softmax: along any dimension"),
            ("MultiHeadAttention", "test_multi_head_contract", "MultiHeadAttention: contract"),
            ("Tokenizer", "test_encode_worked_example", "Tokenizer: encode worked example"),
            ("pair_counts", "test_pair_counts_in_runs", "pair_counts: in runs"),
            ("merge", "test_merge", "merge: merge"),
            ("of", "test_of", "of: of"),
        ],
    )
    def test_row_is_called_after_its_check(self, task: str, name: str, expected: str) -> None:
        assert row_names(module(check(name, task=task)))[name] == expected

    def test_checks_that_would_be_called_alike_keep_their_own_names(self) -> None:
        names = row_names(module(check("test_sdpa_mask"), check("test_sdpa_of_mask"), check()))
        assert list(names.values()) == [
            "sdpa: test_sdpa_mask",
            "sdpa: test_sdpa_of_mask",
            "sdpa: large scores",
        ]

    def test_numbers_count_tasks_and_their_checks(self) -> None:
        result = module(check("test_a"), check("test_b"), check("test_c", task="merge"))
        assert list(by_name(results_document(result))) == ["1.1", "1.2", "2.1"]


class TestRow:
    def test_passed_row_says_little(self) -> None:
        row = row_of(check())
        assert (row["status"], row["score"], row["max_score"]) == ("passed", 2.0, 2.0)
        assert row["output"] == "Passed."
        assert row["tags"] == ["sdpa", "public", "passed"]

    def test_public_failure_has_its_docstring_its_message_and_its_hint(self) -> None:
        row = row_of(failing(hint="What is exp(1000) in `float32`?"))
        assert row["status"] == "failed"
        assert row["output"] == (
            "**Wrong value.** Scores of thousands stay finite.\n\n"
            f"```text\n{FAILED_MESSAGE}\n```\n\n"
            "> **Hint:** What is exp(1000) in `float32`?"
        )

    def test_hidden_failure_has_the_message_and_the_hint_and_nothing_else(self) -> None:
        row = row_of(hidden(message="Scores of thousands stay finite. (ValueError)", hint="Why?"))
        assert row["output"] == (
            "**Wrong value (hidden check).**\n\n"
            "Scores of thousands stay finite. (ValueError)\n\n"
            "> **Hint:** Why?"
        )
        assert row["tags"] == ["sdpa", "hidden", "failed"]

    @pytest.mark.parametrize(
        ("verdict", "message", "expected"),
        [
            (Verdict.ERROR, "f(1) raised E", "**Your code raised an exception.** About.\n\n```"),
            (Verdict.TIMEOUT, "no answer", "**Took too long.** About.\n\n```text\nno answer\n```"),
            (Verdict.MEMORY, "too much", "**Ran out of memory.** About.\n\n```"),
            (Verdict.CRASHED, "it died", "**The process died.** About.\n\n```"),
            (
                Verdict.FORBIDDEN,
                "written without torch.softmax in a_b.py, line 3",
                "**Uses what this task must not use.** About.\n\n"
                "written without torch.softmax in a\\_b.py, line 3.",
            ),
            (
                Verdict.BLOCKED,
                "sdpa builds on softmax",
                "**Waits for another task.** About.\n\nsdpa builds on softmax.",
            ),
            (
                Verdict.NOT_ATTEMPTED,
                "sdpa is not written yet",
                "**Not written yet.** About.\n\nsdpa is not written yet.",
            ),
            (
                Verdict.GRADER_ERROR,
                "the grader itself failed here, not your code. Tell the staff",
                "**Our fault, not yours.** About.\n\n"
                "the grader itself failed here, not your code. Tell the staff.",
            ),
        ],
    )
    def test_every_verdict_is_said_in_words(
        self, verdict: Verdict, message: str, expected: str
    ) -> None:
        row = row_of(failing(verdict=verdict, message=message, about="About"))
        assert str(row["output"]).startswith(expected)
        assert row["extra_data"]["verdict"] == verdict.name

    def test_details_are_for_staff(self) -> None:
        row = row_of(hidden(mistake="sdpa/no-max", seconds=0.25))
        assert row["extra_data"] == {
            "check": "test_sdpa_order",
            "verdict": "FAILED",
            "mistake": "sdpa/no-max",
            "detail": "got 7",
            "seconds": 0.25,
        }
        assert "got 7" not in row["output"]
        assert row_of(failing(detail=FAILED_MESSAGE))["extra_data"]["detail"] == ""

    def test_partial_credit_keeps_its_points_and_stays_failed(self) -> None:
        row = row_of(failing(score=1.5))
        assert (row["score"], row["status"]) == (1.5, "failed")

    @pytest.mark.parametrize("visibility", list(Visibility))
    def test_visibility_is_the_configured_one(self, visibility: Visibility) -> None:
        assert row_of(hidden(visibility=visibility))["visibility"] == visibility.value

    def test_check_that_has_not_run_says_so(self) -> None:
        row = row_of(failing(verdict=Verdict.GRADER_ERROR, message=UNFINISHED), finished=False)
        assert row["output"].startswith("Not run: grading ended before this check.")


ANY_TEXT = st.text(max_size=30) | st.sampled_from(
    ["````\n# out", "\ud800", "\x00\x1b[31m", "\r\n</div><script>", "a" * 9000, "~~~\n", "` `` ```"]
)


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(Verdict),
    st.booleans(),
    st.dictionaries(st.sampled_from(["about", "message", "detail", "hint", "mistake"]), ANY_TEXT),
    st.dictionaries(st.sampled_from(["score", "max_score", "seconds"]), st.floats()),
)
def test_any_check_makes_a_valid_document(
    verdict: Verdict, public: bool, texts: dict[str, str], numbers: dict[str, float]
) -> None:
    result = module(replace(check(), verdict=verdict, public=public, **texts, **numbers))
    notes = tuple(texts.values())
    document = results_document(
        replace(result, seconds=math.nan, notes=notes),
        complaints=[Complaint(text, text, text) for text in notes],
        warnings=notes,
        stamp="".join(notes),
    )
    valid(document)
    allowed = {"paragraph_open", "fence", "blockquote_open"}
    for row in document["tests"]:
        assert set(kinds(row["output"])) <= allowed
        assert len(row["output"]) < 20_000
    assert set(kinds(document["output"])) <= {"paragraph_open", "bullet_list_open"}


class TestWholeSubmission:
    def broken(self, **changes: Any) -> ModuleResult:
        values: dict[str, Any] = {
            "verdict": Verdict.ERROR,
            "message": SYNTAX_ERROR,
            "at_import": True,
        }
        values |= changes
        return module(failing(**values), hidden(**values), hidden("test_c", **values))

    def test_import_error_is_one_row_at_the_top_and_points_stay_in_the_total(self) -> None:
        document = valid(results_document(self.broken()))
        first, *others = document["tests"]
        assert (first["number"], first["name"]) == ("0", "Your files cannot be imported")
        assert (first["score"], first["max_score"], first["visibility"]) == (0.0, 0.0, "visible")
        assert first["output"].endswith(f"\n\n```text\n{SYNTAX_ERROR}\n```")
        assert {row["output"] for row in others} == {"Not run: the first row says why."}
        assert sum(row["max_score"] for row in others) == 6
        assert document["output"].startswith("**Nothing could be checked.**")

    def test_import_that_never_ends_is_not_said_to_have_a_last_line(self) -> None:
        row, *_ = results_document(self.broken(verdict=Verdict.TIMEOUT))["tests"]
        assert "Mend what is named below" in row["output"]

    def test_import_error_is_told_by_a_public_check_where_there_is_one(self) -> None:
        told = failing(verdict=Verdict.ERROR, message="public", at_import=True)
        result = module(hidden("test_a", message="hidden", at_import=True), told)
        assert "public" in results_document(result)["tests"][0]["output"]

    def test_complaints_are_numbered_and_shown_before_the_checks(self) -> None:
        complaints = [Complaint("masks.py is missing", "Add it\nThen submit again", "a.py\nb.py")]
        (row, _) = valid(results_document(module(check()), complaints=complaints))["tests"]
        assert row["output"] == "Add it.\n\nThen submit again.\n\n```text\na.py\nb.py\n```"
        twice = results_document(module(check()), complaints=complaints * 2)["tests"]
        assert [row["number"] for row in twice] == ["0.1", "0.2", "1.1"]

    def test_submission_with_nothing_to_grade_is_nobodys_fault_but_the_students(self) -> None:
        waiting = failing(verdict=Verdict.GRADER_ERROR, message=UNFINISHED, hint="?", score=1)
        result = nothing_handed_in(module(waiting, replace(waiting, name="test_b")))
        complaint = Complaint("Nothing to grade was found", "Submit the folder")
        document = valid(results_document(result, complaints=[complaint], metadata=metadata_on(2)))
        assert document["score"] == 0
        assert document["extra_data"]["attempts"] == ["2026-09-02T12:00:00-07:00"]
        assert {row["output"] for row in document["tests"][1:]} == {
            "Not run: the first row says why."
        }
