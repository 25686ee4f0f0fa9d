"""Whatever lies beside a submission is read without an error, and dates are the student's own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.gradescope.attempts import decide
from autograder.gradescope.metadata import (
    Metadata,
    late_sentence,
    metadata_of,
    read_metadata,
    seconds_late,
)
from autograder.gradescope.times import duration, instant, next_minute, spelled

from .examples import on_day

REAL: dict[str, Any] = {
    "id": 123456,
    "created_at": "2018-07-01T14:22:32.365935-07:00",
    "assignment": {
        "due_date": "2018-07-31T23:00:00.000000-07:00",
        "group_size": 4,
        "group_submission": True,
        "id": 25828,
        "course_id": 1234,
        "late_due_date": None,
        "release_date": "2018-07-02T00:00:00.000000-07:00",
        "title": "Programming Assignment 1",
        "total_points": "20.0",
    },
    "submission_method": "GitHub",
    "users": [
        {
            "email": "student@example.com",
            "id": 1234,
            "name": "Student User",
            "sid": "007",
            "assignment": {"due_date": "2018-08-02T23:00:00.000000-07:00"},
        }
    ],
    "previous_submissions": [
        {
            "submission_time": "2018-06-30T14:24:48.087023-07:00",
            "score": "3.5",
            "autograder_error": False,
            "results": {"score": 3.5},
        }
    ],
}


class TestReading:
    def test_every_field_of_a_real_file_is_read(self, tmp_path: Path) -> None:
        path = tmp_path / "submission_metadata.json"
        path.write_text(json.dumps(REAL), "utf-8")
        read = read_metadata(path)
        assert (read.submission, read.method, read.warnings) == ("123456", "github", ())
        assert (read.assignment.title, read.assignment.total_points) == (
            "Programming Assignment 1",
            20.0,
        )
        (user,), (previous,) = read.users, read.previous
        assert (user.name, user.email, user.sid) == ("Student User", "student@example.com", "007")
        assert (previous.score, previous.autograder_error) == (3.5, False)
        assert previous.results == {"score": 3.5}
        assert read.due_date == instant("2018-08-02T23:00:00-07:00")
        assert read.late_due_date is None

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"{",
            b"[]",
            b"null",
            b"\xff\xfe\x00",
            b"[" * 100_000,
            b'{"id": ' + b"9" * 5000,
        ],
        ids=["empty", "cut", "list", "null", "no text", "deep", "huge number"],
    )
    def test_broken_file_is_empty_metadata_and_a_warning(
        self, tmp_path: Path, content: bytes
    ) -> None:
        path = tmp_path / "submission_metadata.json"
        path.write_bytes(content)
        read = read_metadata(path)
        assert read == Metadata(warnings=read.warnings)
        assert read.warnings[0].startswith("submission_metadata.json cannot be read: ")

    def test_missing_file_and_folder_in_its_place_are_a_warning(self, tmp_path: Path) -> None:
        assert "No such file" in read_metadata(tmp_path / "none.json").warnings[0]
        assert "directory" in read_metadata(tmp_path).warnings[0]

    def test_byte_order_mark_and_numbers_that_json_does_not_have_are_read_over(
        self, tmp_path: Path
    ) -> None:
        path = tmp_path / "submission_metadata.json"
        long = "9" * 5000
        text = f'{{"id": {long}, "assignment": {{"total_points": NaN}}, "users": null}}'
        path.write_text("\ufeff" + text, "utf-8")
        assert read_metadata(path) == Metadata()

    @pytest.mark.parametrize(
        ("field", "value", "warning"),
        [
            ("created_at", "yesterday", "created_at is not a date: 'yesterday'"),
            ("created_at", 1530480152, "created_at is not a date: 1530480152"),
            ("created_at", "0001-01-01T00:00:00+14:00", "created_at is not a date"),
            ("assignment", {"total_points": "many"}, "assignment.total_points is not a number"),
            ("assignment", {"total_points": "inf"}, "assignment.total_points is not a number"),
            ("users", [7, {"assignment": {"due_date": "?"}}], "users[1].assignment.due_date is"),
        ],
    )
    def test_unreadable_value_counts_as_unset_and_is_named(
        self, field: str, value: object, warning: str
    ) -> None:
        read = metadata_of(REAL | {field: value})
        assert warning in read.warnings[0]
        assert len(read.warnings) == 1


KEYS = st.sampled_from(
    [
        *REAL,
        *REAL["assignment"],
        *REAL["users"][0],
        *REAL["previous_submissions"][0],
        "extra_data",
        "attempts",
        "tests",
    ]
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just("2026-09-01"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


PATIENTLY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@PATIENTLY
@given(st.dictionaries(KEYS, ANYTHING))
def test_no_document_is_an_error(document: dict[str, Any]) -> None:
    read = metadata_of(document)
    assert late_sentence(read) == "" or (seconds_late(read) or 0) > 0
    assert decide(None, read).allowed


@PATIENTLY
@given(ANYTHING, KEYS)
def test_any_field_of_a_real_document_may_be_of_any_type(value: object, key: str) -> None:
    for changed in (
        {**REAL, key: value},
        {**REAL, "assignment": {**REAL["assignment"], key: value}},
        {**REAL, "users": [{**REAL["users"][0], key: value}, value]},
        {**REAL, "previous_submissions": [{**REAL["previous_submissions"][0], key: value}]},
    ):
        late_sentence(metadata_of(changed))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-09-01T23:59:00-07:00", "Tue 1 September 2026, 23:59 (UTC-7)"),
        ("2026-09-01T23:59:00Z", "Tue 1 September 2026, 23:59 (UTC)"),
        ("2026-09-01T23:59:00", "Tue 1 September 2026, 23:59 (UTC)"),
        ("2026-09-01T23:59:00.123456+05:30", "Tue 1 September 2026, 23:59 (UTC+5:30)"),
        ("2026-09-01T23:59:00-03:30", "Tue 1 September 2026, 23:59 (UTC-3:30)"),
        ("2026-12-24", "Thu 24 December 2026, 00:00 (UTC)"),
        ("24.12.2026", None),
        ("", None),
        (20261224, None),
    ],
)
def test_dates_keep_their_offset_and_have_utc_without_one(
    text: object, expected: str | None
) -> None:
    moment = instant(text)
    assert (spelled(moment) if moment else None) == expected


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0.2, "1 s"),
        (40, "40 s"),
        (61, "1 min 1 s"),
        (3600, "1 h"),
        (7500, "2 h 5 min"),
        (7559.9, "2 h 5 min"),
        (86400, "1 d"),
        (86460, "1 d"),
        (273600, "3 d 4 h"),
    ],
)
def test_spans_have_their_two_largest_units(seconds: float, expected: str) -> None:
    assert duration(seconds) == expected


def test_next_minute_is_never_too_early() -> None:
    whole = instant("2026-09-01T23:59:00Z")
    later = instant("2026-09-01T23:59:00.000001Z")
    assert whole is not None
    assert later is not None
    assert next_minute(whole) == whole
    assert next_minute(later) == instant("2026-09-02T00:00:00Z")


ONE, TWO, THREE, FOUR = (on_day(day) for day in (1, 2, 3, 4))


def submitted(
    created: object = None,
    due: object = None,
    own: tuple[object, ...] = (),
    late: object = None,
    own_late: object = None,
) -> Metadata:
    """A submission with the assignment's dates and those of its users; "" for a user without."""
    users = [
        {"assignment": {"due_date": date, "late_due_date": own_late} if date != "" else None}
        for date in own
    ]
    assignment = {"due_date": due, "late_due_date": late}
    return metadata_of({"created_at": created, "assignment": assignment, "users": users})


class TestDates:
    @pytest.mark.parametrize(
        ("due", "own", "expected"),
        [
            (TWO, (), TWO),
            (TWO, ("",), TWO),
            (TWO, (None,), TWO),
            (TWO, (THREE,), THREE),
            (TWO, (ONE,), ONE),
            (TWO, (ONE, THREE), THREE),
            (TWO, (ONE, ""), TWO),
            (TWO, ("", THREE), THREE),
            (None, (THREE,), THREE),
            (None, (), None),
            (None, (None,), None),
        ],
    )
    def test_due_date_is_the_latest_that_one_of_the_users_has(
        self, due: str | None, own: tuple[object, ...], expected: str | None
    ) -> None:
        assert submitted(due=due, own=own).due_date == instant(expected)

    @pytest.mark.parametrize(
        ("metadata", "expected"),
        [
            (submitted(due=ONE, late=THREE), THREE),
            (submitted(due=ONE, late=TWO, own=(THREE,), own_late=FOUR), FOUR),
            (submitted(due=ONE, late=TWO, own=(THREE,)), None),
            (submitted(due=ONE, late=ONE), None),
            (submitted(due=ONE), None),
            (submitted(late=ONE), ONE),
        ],
    )
    def test_late_due_date_lies_after_the_due_date_or_is_none(
        self, metadata: Metadata, expected: str | None
    ) -> None:
        assert metadata.late_due_date == instant(expected)

    @pytest.mark.parametrize(
        ("metadata", "seconds"),
        [
            (submitted(TWO, ONE), 86400),
            (submitted(ONE, TWO), 0),
            (submitted(ONE, ONE), 0),
            (submitted(TWO, ONE, own=(THREE,)), 0),
            (submitted(on_day(1, "12:00", "+00:00"), on_day(1, "12:00", "-07:00")), 0),
            (submitted(on_day(1, "19:00", "+00:00"), on_day(1, "11:00", "-07:00")), 3600),
            (submitted(ONE), None),
            (submitted(None, ONE), None),
        ],
    )
    def test_seconds_late(self, metadata: Metadata, seconds: float | None) -> None:
        assert seconds_late(metadata) == seconds


class TestSentence:
    @pytest.mark.parametrize(
        ("metadata", "sentence"),
        [
            (submitted(ONE, TWO), ""),
            (submitted(ONE), ""),
            (
                submitted(on_day(1, "14:05"), ONE),
                "Handed in 2 h 5 min after your due date, Tue 1 September 2026, 12:00 (UTC-7).",
            ),
            (
                submitted(THREE, ONE, own=(TWO,)),
                "Handed in 1 d after your due date, Wed 2 September 2026, 12:00 (UTC-7), "
                "which is your own extended one.",
            ),
            (
                submitted(THREE, TWO, own=(ONE,)),
                "Handed in 2 d after your due date, Tue 1 September 2026, 12:00 (UTC-7), "
                "which is your own.",
            ),
            (
                submitted(THREE, ONE, own=(ONE, TWO)),
                "Handed in 1 d after your group's due date, Wed 2 September 2026, 12:00 (UTC-7), "
                "which is your group's own extended one.",
            ),
            (
                submitted(TWO, ONE, late=FOUR),
                "Handed in 1 d after your due date, Tue 1 September 2026, 12:00 (UTC-7). "
                "The late period ends on Fri 4 September 2026, 12:00 (UTC-7).",
            ),
            (
                submitted(FOUR, ONE, late=TWO),
                "Handed in 3 d after your due date, Tue 1 September 2026, 12:00 (UTC-7). "
                "The late period ended on Wed 2 September 2026, 12:00 (UTC-7).",
            ),
        ],
    )
    def test_who_is_late_is_told_by_how_much_and_of_which_date(
        self, metadata: Metadata, sentence: str
    ) -> None:
        assert late_sentence(metadata) == sentence
