"""What stands above and around the rows: the first lines, the leaderboard, details for staff."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.config.gradescope import LeaderboardEntry, RateLimit
from autograder.grade.grading import UNFINISHED
from autograder.gradescope.attempts import decide
from autograder.gradescope.metadata import metadata_of
from autograder.gradescope.rows import results_document, total_warning
from autograder.model import CheckResult, ModuleResult, Verdict, Visibility

from .examples import (
    AFTER_DUE,
    HIDDEN,
    check,
    failing,
    hidden,
    metadata_on,
    module,
    on_day,
    valid,
)

LATER = Visibility.AFTER_PUBLISHED


def output(result: ModuleResult, **arguments: Any) -> str:
    """The first lines of the results."""
    return str(valid(results_document(result, **arguments))["output"])


def columns(*values: str) -> list[LeaderboardEntry]:
    """Leaderboard entries called after their values."""
    return [LeaderboardEntry(name=value.title(), value=value) for value in values]


class TestOutput:
    @pytest.mark.parametrize(
        ("checks", "expected"),
        [
            ([check()], "**The one check passed: 2 of 2 points.**"),
            ([check(), check("test_b")], "**All 2 checks passed: 4 of 4 points.**"),
            (
                [check(), failing("test_sdpa_masks")],
                "**1 of 2 checks passed: 2 of 4 points.**\n\nBegin with 1.2, sdpa: masks.",
            ),
            (
                [failing("test_sdpa_masks", verdict=Verdict.NOT_ATTEMPTED)],
                "**Nothing is written yet.**\n\nBegin with 1.1, sdpa: masks.",
            ),
            (
                [check(), hidden(visibility=AFTER_DUE)],
                "**The one check that you can see now passed.**\n\n"
                "1 more check counts and is shown after the due date.",
            ),
            (
                [
                    failing("test_a"),
                    check(),
                    hidden(visibility=LATER),
                    check("c", visibility=LATER),
                ],
                "**1 of the 2 checks that you can see now passed.**\n\nBegin with 1.1, sdpa: a.\n\n"
                "2 more checks count and are shown when the grades are published.",
            ),
            (
                [check(), hidden(visibility=HIDDEN), check("test_c", visibility=AFTER_DUE)],
                "**The one check that you can see now passed.**\n\n"
                "2 more checks count: 1 is shown after the due date, "
                "1 is shown to the staff only.",
            ),
            (
                [hidden(visibility=HIDDEN)],
                "**Your submission was graded.**\n\n"
                "1 more check counts and is shown to the staff only.",
            ),
            ([], "**Your submission was graded.**"),
        ],
    )
    def test_headline_says_how_it_went(self, checks: Sequence[CheckResult], expected: str) -> None:
        assert output(module(*checks)) == expected

    @settings(deadline=None)
    @given(st.sampled_from([AFTER_DUE, LATER, HIDDEN]), st.sampled_from(Verdict), st.floats(0, 2))
    def test_nothing_that_students_see_depends_on_a_row_they_do_not_see(
        self, visibility: Visibility, verdict: Verdict, score: float
    ) -> None:
        def public_part(secret: CheckResult) -> object:
            document = results_document(
                module(failing("test_a"), secret), leaderboard=columns("score", "sdpa")
            )
            rows = [row for row in document["tests"] if row["visibility"] == "visible"]
            return document["output"], rows, document["leaderboard"]

        secret = hidden(visibility=visibility, message="x", detail="y", verdict=Verdict.FAILED)
        other = replace(secret, verdict=verdict, score=score, message="", hint="h")
        assert public_part(secret) == public_part(other)

    def test_first_row_to_read_is_not_one_that_waits_for_another(self) -> None:
        blocked = failing("test_a", verdict=Verdict.BLOCKED, task="train")
        assert "Begin with 2.1, merge: b." in output(
            module(blocked, failing("test_b", task="merge"))
        )

    def test_unfinished_results_say_so(self) -> None:
        waiting = failing("test_b", verdict=Verdict.GRADER_ERROR, message=UNFINISHED)
        result = module(check(), waiting)
        said = output(result, finished=False)
        assert said.startswith("**Grading has not come to its end: 1 of 2 checks have run.**")
        document = results_document(result, metadata=metadata_on(2), finished=False)
        assert document["extra_data"]["finished"] is False
        assert document["extra_data"]["attempts"] == []

    def test_notes_are_a_list_that_no_name_of_a_file_can_break(self) -> None:
        result = module(check(), notes=("<b>*.py came alone", "Tell the staff"))
        assert output(result).endswith("\n\n- &lt;b&gt;\\*.py came alone.\n- Tell the staff.")

    def test_lateness_and_attempts_are_said(self) -> None:
        metadata = metadata_on(2, assignment={"due_date": on_day(1)})
        attempts = decide(RateLimit(attempts=2), metadata)
        said = output(module(check()), metadata=metadata, attempts=attempts)
        assert "\n\nHanded in 1 d after your due date" in said
        assert said.endswith("\n\nThis is attempt 1 of 2 in 24 hours.")

    def test_fault_of_the_grader_costs_no_attempt_and_says_so(self) -> None:
        attempts = decide(RateLimit(attempts=1), metadata_on(2))
        result = module(check(), failing("test_b", verdict=Verdict.GRADER_ERROR))
        document = results_document(result, attempts=attempts)
        assert "does not count against your limit" in document["output"]
        assert document["extra_data"]["attempts"] == []


class TestLeaderboard:
    def test_there_is_none_unless_asked_for(self) -> None:
        assert "leaderboard" not in valid(results_document(module(check())))

    def test_points_seconds_and_tasks(self) -> None:
        result = module(check(), failing("test_b", task="merge", score=0.5))
        asked = [
            *columns("score", "merge"),
            LeaderboardEntry(name="s", value="seconds", order="asc"),
        ]
        assert valid(results_document(result, leaderboard=asked))["leaderboard"] == [
            {"name": "Score", "value": 2.5, "order": "desc"},
            {"name": "Merge", "value": 0.5, "order": "desc"},
            {"name": "s", "value": 1.5, "order": "asc"},
        ]

    def test_points_that_are_not_shown_yet_are_left_out(self) -> None:
        result = module(check(), check("test_b", task="merge", visibility=AFTER_DUE))
        document = valid(results_document(result, leaderboard=columns("score", "merge")))
        assert [entry["value"] for entry in document["leaderboard"]] == [2.0]
        (warning,) = document["extra_data"]["warnings"]
        assert warning.startswith("The leaderboard's column Merge is left out")


class TestForStaff:
    def test_extra_data_tells_what_this_was(self) -> None:
        metadata = metadata_on(2, assignment={"due_date": on_day(1)})
        document = results_document(
            module(check()), metadata=metadata, stamp="t01, release 3", warnings=["a", "a"]
        )
        assert valid(document)["extra_data"] == {
            "schema": "autograder.gradescope/1",
            "module": "t01_attention",
            "submission": "7",
            "stamp": "t01, release 3",
            "finished": True,
            "limited": False,
            "attempts": ["2026-09-02T12:00:00-07:00"],
            "seconds_late": 86400.0,
            "due_date": "2026-09-01T12:00:00-07:00",
            "warnings": ["a"],
        }

    def test_what_is_printed_is_for_staff_only(self) -> None:
        assert results_document(module(check()))["stdout_visibility"] == "hidden"

    def test_score_is_stated_and_is_the_sum_of_the_rows(self) -> None:
        document = results_document(module(*(check(f"test_{i}", score=0.1) for i in range(10))))
        assert document["score"] == 1.0
        assert json.dumps(document["score"]) == "1.0"

    @pytest.mark.parametrize(
        ("points", "warns"),
        [("4.0", False), (4, False), (None, False), ("x", False), ("5.0", True), (3.5, True)],
    )
    def test_staff_are_warned_where_points_do_not_add_up(self, points: object, warns: bool) -> None:
        result = module(check(), failing("test_b"))
        metadata = metadata_of({"assignment": {"total_points": points}})
        assert (total_warning(result, metadata) is not None) == warns
        if warns:
            document = valid(results_document(result, metadata=metadata))
            assert "worth 4 points" in document["extra_data"]["warnings"][0]

    def test_warnings_of_reading_the_metadata_are_kept(self) -> None:
        metadata = metadata_of({"created_at": "?"})
        attempts = decide(RateLimit(attempts=1), metadata)
        document = results_document(module(check()), metadata=metadata, attempts=attempts)
        warnings = document["extra_data"]["warnings"]
        assert "created_at is not a date" in warnings[0]
        assert "limit on attempts was not applied" in warnings[1]
