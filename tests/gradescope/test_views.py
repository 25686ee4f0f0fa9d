"""Who sees what of a document, and how it looks on a terminal."""

from __future__ import annotations

from typing import Any

import pytest

from autograder.cli.preview_text import draw, readable
from autograder.config.gradescope import LeaderboardEntry
from autograder.gradescope.check_rows import Complaint
from autograder.gradescope.rows import results_document
from autograder.gradescope.views import Reader, view
from autograder.model import ModuleResult, Visibility

from .examples import AFTER_DUE, HIDDEN, SYNTAX_ERROR, check, failing, hidden, metadata_on, module

LATER = Visibility.AFTER_PUBLISHED
EVERY = module(
    check("test_a"),
    hidden("test_b", visibility=AFTER_DUE),
    hidden("test_c", visibility=LATER, score=1),
    hidden("test_d", visibility=HIDDEN, mistake="sdpa/no-max"),
)


def document(result: ModuleResult, **arguments: Any) -> dict[str, Any]:
    """What is written for a result."""
    return results_document(result, **arguments)


class TestRows:
    @pytest.mark.parametrize(
        ("who", "numbers"),
        [
            ("student", ["1.1"]),
            ("after_due", ["1.1", "1.2"]),
            ("after_published", ["1.1", "1.2", "1.3"]),
            ("instructor", ["1.1", "1.2", "1.3", "1.4"]),
        ],
    )
    def test_each_reader_sees_the_rows_of_their_time(self, who: str, numbers: list[str]) -> None:
        seen = view(document(EVERY), who)
        assert [row.number for row in seen.rows] == numbers
        assert seen.hidden == 4 - len(numbers)

    def test_rows_without_a_visibility_have_the_documents(self) -> None:
        rows = [{"name": "a"}, {"name": "b", "visibility": "visible"}]
        hidden_by_default = {"visibility": "hidden", "tests": rows, "output": "o", "score": 1}
        seen = view(hidden_by_default, "student")
        assert ([row.name for row in seen.rows], seen.output, seen.score) == (["b"], "", None)
        assert view(hidden_by_default, "instructor").output == "o"

    def test_details_are_shown_to_instructors_only(self) -> None:
        (*_, row) = view(document(EVERY), Reader.INSTRUCTOR).rows
        assert (row.detail, row.mistake) == ("got 7", "sdpa/no-max")
        written = document(module(hidden(detail="secret")))
        for reader in set(Reader) - {Reader.INSTRUCTOR}:
            assert "secret" not in str(view(written, reader))


class TestTotal:
    @pytest.mark.parametrize("who", ["student", "after_due", "after_published"])
    def test_students_see_none_while_a_row_is_hidden_from_them(self, who: str) -> None:
        seen = view(document(EVERY), who)
        assert (seen.score, seen.max_score) == (None, None)

    @pytest.mark.parametrize(
        ("visibility", "shown"),
        [
            (Visibility.VISIBLE, {"student", "after_due", "after_published", "instructor"}),
            (AFTER_DUE, {"after_due", "after_published", "instructor"}),
            (LATER, {"after_published", "instructor"}),
            (HIDDEN, {"instructor"}),
        ],
    )
    def test_it_is_shown_once_every_row_is(self, visibility: Visibility, shown: set[str]) -> None:
        written = document(module(check(), hidden(visibility=visibility)))
        totals = {reader.value: view(written, reader).score for reader in Reader}
        assert {who for who, score in totals.items() if score == 2.0} == shown

    def test_it_is_the_stated_score_or_else_the_sum(self) -> None:
        rows = [{"score": 1, "max_score": 2}, {"score": 2.5, "max_score": 3}]
        assert view({"tests": rows}, "student").score == 3.5
        assert view({"tests": rows, "score": 1}, "student").score == 1
        assert view({"tests": rows}, "student").max_score == 5


LEADERBOARD = [LeaderboardEntry(name="Points", value="score")]


class TestDrawing:
    def drawn(self, result: ModuleResult, who: str, **arguments: Any) -> str:
        return draw(view(document(result, **arguments), who)).plain

    def test_student_reads_the_rows_without_markdown(self) -> None:
        text = self.drawn(module(failing(hint="What is `exp(1000)`?"), check("test_b")), "student")
        assert text == (
            "What the student sees now                                                2 / 4\n"
            "  1 of 2 checks passed: 2 of 4 points.\n"
            "\n"
            "  Begin with 1.1, sdpa: large scores.\n"
            "\n"
            "✗ 1.1 sdpa: large scores                                                 0 / 2\n"
            "    Wrong value. Scores of thousands stay finite.\n"
            "\n"
            "    sdpa(q, k, v)\n"
            "      got nan at [0, 1], expected 0.25\n"
            "\n"
            "    | Hint: What is exp(1000)?\n"
            "\n"
            "✓ 1.2 sdpa: b                                                            2 / 2\n"
            "    Passed."
        )

    def test_hidden_rows_and_totals_are_named_as_missing(self) -> None:
        text = self.drawn(EVERY, "student", leaderboard=LEADERBOARD)
        assert text.splitlines()[0].endswith("total not shown")
        assert "Leaderboard, for the whole class: Points 2" in text
        assert text.endswith("3 rows are not shown, so the total is not either.")
        assert "got 7" not in text

    def test_instructor_reads_details_visibilities_and_warnings(self) -> None:
        metadata = metadata_on(2, assignment={"total_points": "9"})
        text = self.drawn(EVERY, "instructor", metadata=metadata)
        assert "✗ 1.4 sdpa: d  [hidden]" in text
        assert "    staff: known mistake sdpa/no-max\n    staff:\n      got 7" in text
        assert "Warning for staff: The checks are worth 8 points" in text

    def test_complaints_quote_without_fences(self) -> None:
        complaint = Complaint("Nothing was found", "Submit the folder\nOr a zip", SYNTAX_ERROR)
        text = self.drawn(module(check()), "student", complaints=[complaint])
        assert "✗ 0 Nothing was found" in text
        assert "    Submit the folder.\n\n    Or a zip.\n\n    t01 cannot be imported" in text
        assert "```" not in text

    def test_plain_signs_where_the_terminal_has_no_unicode(self) -> None:
        text = draw(view(document(module(check(), failing("test_b"))), "student"), unicode=False)
        assert text.plain.isascii()
        assert "\n+ 1.1" in text.plain
        assert "\nx 1.2" in text.plain

    def test_no_text_of_a_student_reaches_the_terminal_as_a_code(self) -> None:
        nasty = "\x1b[2J\x1b]0;t\x07\x9b1m\x00"
        result = module(failing(message=nasty, hint=nasty, about=nasty), notes=(nasty,))
        written = document(result, complaints=[Complaint(nasty, nasty, nasty)])
        written["tests"][1]["name"] = nasty
        written["tests"][1]["output"] += nasty
        for reader in Reader:
            plain = draw(view(written, reader)).plain
            assert not {"\x1b", "\x9b", "\x07", "\x00"} & set(plain)


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("**Wrong** value &lt; 3 \\* 4", "Wrong value < 3 * 4"),
        ("a `b` c", "a b c"),
        ("one\n\ntwo", "one\n\ntwo"),
        ("one\ntwo", "one\ntwo"),
        ("````text\n```\n  x\n````", "```\n  x"),
        ("> quoted\n> on", "| quoted\n| on"),
        ("- one\n- two\n\nafter", "- one\n- two\n\nafter"),
        ("- one\n  more", "- one\n  more"),
        ("<b>html</b>", "<b>html</b>"),
        ("", ""),
    ],
)
def test_markdown_is_read_as_a_person_reads_it(markdown: str, expected: str) -> None:
    assert readable(markdown).plain == expected


def test_emphasis_and_code_have_a_style() -> None:
    spans = readable("**bold** and `code`").spans
    assert [(span.start, span.end, span.style) for span in spans] == [
        (0, 4, "bold"),
        (9, 13, "cyan"),
    ]
