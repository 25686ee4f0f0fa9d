"""Logs of the hints that were given: written by real gradings, read back, counted."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.cli.main import cli
from autograder.errors import UsageError
from autograder.feedback.hint_log import HintRecord, append, read, record_of, summary
from autograder.grade.grading import grade_folder
from autograder.grade.making import Authored
from autograder.grade.runner import ModuleGrader

from ..tiny import Submit

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SQUARED = "def double(x):\n    return x**2"


def record(
    student: str, minute: int, given: dict[str, tuple[str, ...]], failing: tuple[str, ...] = ()
) -> HintRecord:
    at = (NOON + timedelta(minutes=minute)).isoformat()
    failed = {check for checks in given.values() for check in checks} | set(failing)
    return HintRecord("m", student, at, 1.0, 2.0, given, tuple(sorted(failed)))


def test_what_the_next_submission_of_the_same_student_shows_is_counted() -> None:
    slip = {"f/slip": ("test_a", "test_b")}
    (told,) = summary(
        [
            record("a", 2, {}),
            record("a", 1, slip),
            record("b", 1, slip),
            record("b", 2, slip),
            record("b", 3, {}, ("test_b",)),
            record("b", 4, {}),
            record("c", 9, slip),
            record("d", 1, {}),
        ]
    )
    counts = (told.times, told.students, told.mended, told.again, told.otherwise, told.last)
    assert counts == (4, 3, 1, 1, 1, 1)


def test_the_hint_that_was_given_most_often_comes_first() -> None:
    records = [record("a", 1, {"f/x": ("t",), "f/y": ("u",)}), record("b", 1, {"f/y": ("u",)})]
    assert [each.mistake for each in summary(records)] == ["f/y", "f/x"]


def test_a_log_of_real_gradings_says_what_was_told_and_mended(
    authored: Authored, grader: ModuleGrader, submit: Submit, tmp_path: Path
) -> None:
    log = tmp_path / "hints.jsonl"
    for minute, code in enumerate((SQUARED, "")):
        folder = submit(code, name=f"try{minute}")
        result = grade_folder(grader, authored.plan, folder, hints=True)
        append(log, [record_of(result, "7", NOON + timedelta(minutes=minute))])
    first, second = read(log)
    assert set(first.given) == {"double/squared"}
    assert "test_double_many" in first.given["double/squared"]
    assert set(first.given["double/squared"]) <= set(first.failing)
    assert (second.given, second.failing, second.score) == ({}, (), second.max_score)
    shown = CliRunner().invoke(cli, ["hints", str(log)])
    assert shown.exit_code == 0
    row = next(line for line in shown.output.split("\n") if "double/squared" in line)
    assert row.split()[2:] == ["1", "1", "1", "0", "0", "0"]


@pytest.mark.parametrize(
    "line",
    [
        "no json",
        "[]",
        '{"schema": "autograder.hints/9"}',
        '{"schema": "autograder.hints/1", "module": "m"}',
        json.dumps({"schema": "autograder.hints/1", "module": "m", "student": "s", "at": "noon",
                    "score": 1, "max_score": 1, "given": {}, "failing": []}),
    ],
)  # fmt: skip
def test_a_line_that_is_no_record_is_named(tmp_path: Path, line: str) -> None:
    log = tmp_path / "hints.jsonl"
    append(log, [record("a", 1, {})])
    with log.open("a") as file:
        file.write(line + "\n")
    with pytest.raises(UsageError, match=r"hints.jsonl:2: this is no record"):
        list(read(log))


def test_a_log_that_cannot_be_written_or_read_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        append(tmp_path / "no" / "log", [])
    with pytest.raises(UsageError, match="cannot be read"):
        list(read(tmp_path / "none"))
