"""Submissions one after the other: which are graded, and what the others keep.

Each story is told to the real functions with the metadata that the platform would give: of all
previous submissions their times and scores, of the latest its results.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest

from autograder.config.gradescope import LeaderboardEntry, RateLimit
from autograder.gradescope.attempts import Attempts, decide
from autograder.gradescope.limited import limited_document
from autograder.gradescope.metadata import Metadata, metadata_of
from autograder.gradescope.rows import results_document
from autograder.gradescope.times import instant
from autograder.model import Verdict

from .examples import AFTER_DUE, HIDDEN, check, failing, hidden, module, on_day, valid

TWICE_A_DAY = RateLimit(attempts=2, hours=24)
Change = Callable[[dict[str, Any]], None]


@dataclass
class Student:
    """The submissions of one student so far, as the platform keeps them."""

    limit: RateLimit | None = TWICE_A_DAY
    kept: list[dict[str, Any]] = field(default_factory=list)
    stamp: str = "t01, release 1"

    def metadata(self, time: str, **changes: Any) -> Metadata:
        """What the platform gives with a submission: results of the latest one before it only."""
        latest = len(self.kept) - 1
        listed = [
            {**each, "results": each["results"] if index == latest else None}
            for index, each in enumerate(self.kept)
        ]
        listed.reverse()  # nothing says in which order they come
        return metadata_of({"created_at": time, "previous_submissions": listed, **changes})

    def submit(self, time: str, score: float = 1.0, **fate: Any) -> dict[str, Any]:
        """Grade a submission as it would be graded, and keep what came out."""
        document = self.run(self.metadata(time), score, **fate)
        self.kept.append(
            {
                "submission_time": time,
                "score": document["score"],
                "autograder_error": False,
                "results": document,
            }
        )
        return document

    def run(
        self, metadata: Metadata, score: float = 1.0, *, finished: bool = True, faulty: bool = False
    ) -> dict[str, Any]:
        attempts = decide(self.limit, metadata)
        if not attempts.allowed:
            return valid(limited_document(attempts, metadata, stamp=self.stamp))
        checks = [check(score=score), hidden(visibility=HIDDEN), hidden("b", visibility=AFTER_DUE)]
        if faulty:
            checks.append(failing("test_c", verdict=Verdict.GRADER_ERROR))
        return valid(
            results_document(
                module(*checks),
                metadata=metadata,
                attempts=attempts,
                stamp=self.stamp,
                finished=finished,
                leaderboard=[LeaderboardEntry(name="Points", value="score")],
            )
        )

    def fail(self, time: str, **changes: Any) -> None:
        """The platform's own error: no results, no score."""
        lost = {"submission_time": time, "score": None, "autograder_error": True, "results": None}
        self.kept.append(lost | changes)


def limited(document: Mapping[str, Any]) -> bool:
    return bool(document["extra_data"]["limited"])


@pytest.fixture
def student() -> Student:
    return Student()


class TestLimit:
    @pytest.mark.parametrize(
        ("hours", "graded"),
        [
            ([0], [0]),
            ([0, 1], [0, 1]),
            ([0, 1, 2], [0, 1]),
            ([0, 1, 2, 3, 23.99], [0, 1]),
            ([0, 1, 2, 24], [0, 1, 24]),
            ([0, 1, 24, 24.5, 25], [0, 1, 24, 25]),
            ([0, 30, 60], [0, 30, 60]),
            ([0, 1, *range(2, 24), 24, 25, 26], [0, 1, 24, 25]),
        ],
    )
    def test_so_many_are_graded_in_each_span(
        self, student: Student, hours: list[float], graded: list[float]
    ) -> None:
        start = instant(on_day(1))
        assert start is not None
        times = [(hour, (start + timedelta(hours=hour)).isoformat()) for hour in hours]
        assert [hour for hour, time in times if not limited(student.submit(time))] == graded

    def test_without_a_limit_all_are_graded_and_a_later_limit_finds_them_counted(self) -> None:
        student = Student(limit=None)
        for minute in range(10, 20):
            assert not limited(student.submit(on_day(1, f"12:{minute}")))
        student.limit = TWICE_A_DAY
        assert limited(student.submit(on_day(1, "13:00")))

    def test_offsets_of_the_times_do_not_matter(self, student: Student) -> None:
        student.submit(on_day(1, "23:00", "+00:00"))
        student.submit(on_day(1, "23:30", "+00:00"))
        assert limited(student.submit(on_day(2, "15:59", "-07:00")))
        assert not limited(student.submit(on_day(2, "16:00", "-07:00")))

    def test_unknown_time_is_graded_and_staff_are_told(self) -> None:
        attempts = decide(TWICE_A_DAY, Metadata())
        assert attempts.allowed
        assert "created_at is not known" in attempts.warnings[0]
        assert decide(None, Metadata()) == Attempts()

    def test_span_beyond_all_dates_is_only_very_long(self, student: Student) -> None:
        student.limit = RateLimit(attempts=1, hours=1e300)
        student.submit(on_day(1))
        assert "2126" in student.submit(on_day(2))["output"]


class TestOurFaults:
    def test_error_of_the_platform_does_not_count(self, student: Student) -> None:
        student.submit(on_day(1, "12:00"))
        student.fail(on_day(1, "12:10"))
        student.fail(on_day(1, "12:20"))
        assert not limited(student.submit(on_day(1, "12:30")))
        assert limited(student.submit(on_day(1, "12:40")))

    @pytest.mark.parametrize("fate", [{"finished": False}, {"faulty": True}])
    def test_grading_that_failed_through_us_does_not_count(
        self, student: Student, fate: dict[str, bool]
    ) -> None:
        student.submit(on_day(1, "12:00"))
        student.submit(on_day(1, "12:10"), **fate)
        student.submit(on_day(1, "12:20"), **fate)
        assert not limited(student.submit(on_day(1, "12:30")))
        assert limited(student.submit(on_day(1, "12:40")))

    def test_error_of_the_platform_after_our_results_does_not_count(self, student: Student) -> None:
        student.submit(on_day(1, "12:00"))
        student.submit(on_day(1, "12:10"))
        student.kept[-1]["autograder_error"] = True
        assert not limited(student.submit(on_day(1, "12:30")))

    def test_student_with_nothing_to_keep_is_graded(self, student: Student) -> None:
        for minute in (10, 20, 30):  # three that are still running
            student.fail(on_day(1, f"12:{minute}"), autograder_error=False)
        assert not limited(student.submit(on_day(1, "12:40")))


class TestWithoutChain:
    def test_times_are_gone_through_by_the_same_rule(self, student: Student) -> None:
        """Five of seven were over the limit and never counted, which no result is left to say."""
        for hour in range(12, 19):
            student.submit(on_day(1, f"{hour}:00"))
        student.fail(on_day(1, "19:00"))
        assert limited(student.submit(on_day(2, "11:59")))
        student.kept.pop()
        assert not limited(student.submit(on_day(2, "12:00")))
        student.fail(on_day(2, "12:30"))
        assert not limited(student.submit(on_day(2, "13:00")))

    def test_results_of_another_grader_count_by_their_time(self, student: Student) -> None:
        for hour in (12, 13):
            foreign = {"score": 3.0, "tests": [{"score": 3.0, "extra_data": {"verdict": "?"}}]}
            student.fail(
                on_day(1, f"{hour}:00"), autograder_error=False, score=3.0, results=foreign
            )
        assert limited(student.submit(on_day(1, "14:00")))

    def test_those_after_the_chain_that_have_no_results_yet_count_too(
        self, student: Student
    ) -> None:
        """Else a student would send many at once."""
        student.submit(on_day(1, "12:00"))
        metadata = student.metadata(on_day(1, "12:02"))
        waiting = replace(metadata.previous[0], time=instant(on_day(1, "12:01")), results=None)
        both = replace(metadata, previous=(*metadata.previous, waiting))
        assert decide(TWICE_A_DAY, metadata).allowed
        assert not decide(TWICE_A_DAY, both).allowed


class TestReruns:
    def test_run_again_is_judged_as_it_was_before(self, student: Student) -> None:
        times = [on_day(1, f"12:{minute}0") for minute in range(5)]
        stories = [limited(student.submit(time)) for time in times]
        everything = list(student.kept)
        for index, time in enumerate(times):
            student.kept = [each for each in everything if each["submission_time"] != time]
            assert limited(student.run(student.metadata(time))) == stories[index], time

    def test_itself_among_the_previous_ones_does_not_count(self, student: Student) -> None:
        student.submit(on_day(1, "12:00"))
        student.submit(on_day(1, "12:10"))
        rounded = on_day(1, "12:10").replace(".000000", ".000")
        assert not limited(student.run(student.metadata(rounded)))

    def test_chain_with_later_times_in_it_is_cut(self, student: Student) -> None:
        student.submit(on_day(1, "12:00"))
        chain = student.kept[0]["results"]["extra_data"]["attempts"]
        chain += [on_day(3), on_day(4), "?", 7]
        assert not limited(student.submit(on_day(1, "12:30")))


class TestLimitedDocument:
    @pytest.fixture
    def document(self, student: Student) -> dict[str, Any]:
        """The fifth one, of which only the first two were graded."""
        for minute, score in ((10, 0.5), (20, 1.5), (30, 2.0), (40, 2.0)):
            student.submit(on_day(1, f"12:{minute}"), score)
        return student.submit(on_day(1, "12:50"), 2.0)

    def test_it_keeps_score_rows_and_leaderboard_of_the_last_graded_one(
        self, student: Student, document: dict[str, Any]
    ) -> None:
        graded = student.kept[1]["results"]
        for what in ("score", "tests", "leaderboard", "test_output_format", "stdout_visibility"):
            assert document[what] == graded[what]
        assert document["score"] == 1.5

    def test_it_says_when_the_next_one_is_graded_and_whose_rows_these_are(
        self, document: dict[str, Any]
    ) -> None:
        assert document["output"] == (
            "This submission was not graded: 2 submissions are graded in 24 hours. The next one is "
            "graded from Wed 2 September 2026, 12:10 (UTC-7) on, which is 23 h 20 min after this "
            "one.\n\nYour score and the rows below are those of your submission of "
            "Tue 1 September 2026, 12:20 (UTC-7)."
        )

    def test_the_time_it_names_is_the_first_that_works(self, student: Student) -> None:
        student.submit("2026-09-01T12:10:30.5-07:00")
        student.submit("2026-09-01T12:20:00-07:00")
        assert "12:11 (UTC-7)" in student.submit("2026-09-01T12:30:00-07:00")["output"]
        assert "19:11 (UTC)" in student.submit("2026-09-01T19:40:00Z")["output"]
        assert limited(student.submit("2026-09-02T12:10:00-07:00"))
        assert not limited(student.submit("2026-09-02T12:11:00-07:00"))

    def test_it_does_not_count_itself(self, student: Student, document: dict[str, Any]) -> None:
        assert len(document["extra_data"]["attempts"]) == 2
        assert not limited(student.submit(on_day(2, "12:10")))

    def test_late_students_are_told_that_they_are(self, student: Student) -> None:
        for minute in (10, 20):
            student.submit(on_day(2, f"12:{minute}"))
        metadata = student.metadata(on_day(2, "13:00"), assignment={"due_date": on_day(1, "13:00")})
        assert "Handed in 1 d after your due date" in student.run(metadata)["output"]

    def test_staff_are_told_where_the_rows_are_of_another_release(self, student: Student) -> None:
        for minute in (10, 20, 30):
            student.submit(on_day(1, f"12:{minute}"))
        student.stamp = "t01, release 2"
        (warning,) = student.submit(on_day(1, "12:40"))["extra_data"]["warnings"]
        assert "keeps results of t01, release 1, while this is t01, release 2" in warning
        assert "run the submission of 2026-09-01T12:20:00-07:00 again first" in warning

    def test_score_alone_is_kept_where_its_rows_are_not_at_hand(self, student: Student) -> None:
        student.submit(on_day(1, "12:10"), 0.5)
        student.submit(on_day(1, "12:20"), 1.5)
        student.fail(on_day(1, "12:30"))
        document = student.submit(on_day(1, "12:40"))
        assert document["score"] == 1.5
        (row,) = document["tests"]
        assert row["name"] == "The rows of your last graded submission are not shown here"

    def test_results_that_failed_through_us_are_not_what_is_kept(self, student: Student) -> None:
        student.submit(on_day(1, "12:10"), 0.5)
        student.submit(on_day(1, "12:20"), 1.5)
        student.fail(
            on_day(1, "12:30"),
            score=0.0,
            results={"score": 0.0, "extra_data": {"finished": False}},
        )
        assert student.submit(on_day(1, "12:40"))["score"] == 1.5

    @pytest.mark.parametrize(
        "change",
        [
            lambda d: d.update(tests=[{"score": "1e999", "status": "ok", "name": 7, "tags": [1]}]),
            lambda d: d.update(tests=["row", None, {"output": "a\r\nb\ud800", "extra_data": []}]),
            lambda d: d.update(tests=7, leaderboard=[{"name": "x"}, {"value": 1}, 3]),
            lambda d: d.update(leaderboard=[{"name": "x", "value": True, "order": "up"}]),
            lambda d: d.update(score=None, execution_time=-1, output=7, more={"a": [1]}),
            lambda d: d.update(visibility="nobody", test_output_format="tex"),
            lambda d: d["tests"][0].update(extra_data={"detail": 1, "seconds": "x", "more": {}}),
        ],
    )
    def test_results_that_came_back_changed_still_make_a_valid_document(
        self, student: Student, change: Change
    ) -> None:
        student.submit(on_day(1, "12:10"))
        student.submit(on_day(1, "12:20"))
        change(student.kept[-1]["results"])
        assert limited(student.submit(on_day(1, "12:30")))

    def test_row_whose_visibility_cannot_be_read_stays_hidden(self, student: Student) -> None:
        student.submit(on_day(1, "12:10"))
        rows = student.submit(on_day(1, "12:20"))["tests"]
        assert [row["visibility"] for row in rows] == ["visible", "hidden", "after_due_date"]
        for row in rows:
            row["visibility"] = row["visibility"].upper()
        kept = student.submit(on_day(1, "12:30"))["tests"]
        assert [row["visibility"] for row in kept] == ["hidden"] * 3


class TestGroups:
    def test_attempts_are_those_of_the_list_whoever_made_them(self, student: Student) -> None:
        """A partner who joins finds the attempts of the group's submissions, and they hold."""
        student.submit(on_day(1, "12:10"))
        student.submit(on_day(1, "12:20"))
        pair = {"users": [{"name": "Ada"}, {"name": "Bo"}]}
        assert not decide(TWICE_A_DAY, student.metadata(on_day(1, "12:30"), **pair)).allowed


class TestSentence:
    def test_student_is_told_the_number_of_the_attempt(self, student: Student) -> None:
        assert student.submit(on_day(1, "12:10"))["output"].endswith(
            "This is attempt 1 of 2 in 24 hours."
        )
        assert student.submit(on_day(1, "12:20"))["output"].endswith(
            "This is attempt 2 of 2 in 24 hours. The next one is graded from "
            "Wed 2 September 2026, 12:10 (UTC-7) on, which is 23 h 50 min after this one."
        )

    def test_one_is_said_as_one(self) -> None:
        student = Student(limit=RateLimit(attempts=1, hours=1))
        student.submit(on_day(1, "12:10"))
        said = student.submit(on_day(1, "12:20"))["output"]
        assert said.startswith("This submission was not graded: one submission is graded in 1 hour")
