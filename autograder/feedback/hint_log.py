"""Which hints were given, and whether the student's next submission had mended the mistake.

A log is a file of JSON lines, one for each graded submission. The gradebook keeps the same lines.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from autograder.errors import UsageError
from autograder.model import ModuleResult

SCHEMA = "autograder.hints/1"


@dataclass(frozen=True)
class HintRecord:
    """What one graded submission of one module was told.

    ``student`` is whatever tells students apart, such as a number; ``at`` is when it was graded, as
    ISO 8601 with its offset. ``given`` maps each mistake (``task/name``) that was recognised to the
    checks that showed its hint; ``failing`` lists all checks that did not pass.
    """

    module: str
    student: str
    at: str
    score: float
    max_score: float
    given: Mapping[str, tuple[str, ...]]
    failing: tuple[str, ...]


@dataclass
class Told:
    """How often one hint was given, and what came of it."""

    module: str
    mistake: str
    times: int = 0
    students: int = 0
    mended: int = 0
    """The next submission passes all checks that showed it."""
    again: int = 0
    """The next submission shows it again."""
    otherwise: int = 0
    """The next submission fails one of these checks in another way."""
    last: int = 0
    """There is no next submission."""


def record_of(result: ModuleResult, student: str, at: datetime) -> HintRecord:
    """The record of a result."""
    given: dict[str, list[str]] = defaultdict(list)
    for check in result.checks:
        if check.hint:
            given[check.mistake].append(check.name)
    return HintRecord(
        module=result.module,
        student=student,
        at=at.astimezone().isoformat(timespec="seconds"),
        score=result.score,
        max_score=result.max_score,
        given={mistake: tuple(checks) for mistake, checks in given.items()},
        failing=tuple(check.name for check in result.checks if not check.passed),
    )


def append(path: Path, records: Iterable[HintRecord]) -> None:
    """Add records to a log, a line each; raises `UsageError` where that cannot be done."""
    lines = [json.dumps({"schema": SCHEMA, **asdict(each)}) + "\n" for each in records]
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write("".join(lines))  # at once, so that two graders' lines do not mix
    except OSError as error:
        raise UsageError(
            f"{path} cannot be written: {error.strerror}. Name a file in a folder you can write to."
        ) from error


def read(path: Path) -> Iterator[HintRecord]:
    """The records of a log; raises `UsageError` naming the line that is none."""
    try:
        lines = path.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}. Name a log of hints.") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _record(line, f"{path}:{number}")


def _record(line: str, place: str) -> HintRecord:
    try:
        data = json.loads(line)
        if data.pop("schema") != SCHEMA:
            raise ValueError("another schema")
        given = {str(name): tuple(map(str, checks)) for name, checks in data.pop("given").items()}
        datetime.fromisoformat(data["at"])
        return HintRecord(**data | {"given": given, "failing": tuple(data["failing"])})
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise UsageError(
            f"{place}: this is no record of {SCHEMA}. Remove the line, or name another file."
        ) from error


def summary(records: Iterable[HintRecord]) -> list[Told]:
    """Each hint that was given, the most frequent first."""
    told: dict[tuple[str, str], Told] = {}
    having: dict[tuple[str, str], set[str]] = defaultdict(set)
    for record, following in _with_next(records):
        for mistake, checks in record.given.items():
            key = record.module, mistake
            each = told.setdefault(key, Told(*key))
            each.times += 1
            having[key].add(record.student)
            _count(each, checks, following)
    for key, each in told.items():
        each.students = len(having[key])
    return sorted(told.values(), key=lambda each: (-each.times, each.module, each.mistake))


def _count(told: Told, checks: tuple[str, ...], following: HintRecord | None) -> None:
    if following is None:
        told.last += 1
    elif told.mistake in following.given:
        told.again += 1
    elif set(checks) & set(following.failing):
        told.otherwise += 1
    else:
        told.mended += 1


def _with_next(records: Iterable[HintRecord]) -> Iterator[tuple[HintRecord, HintRecord | None]]:
    """Each record with the same student's next one of the same module."""
    ways: dict[tuple[str, str], list[HintRecord]] = defaultdict(list)
    for record in records:
        ways[record.module, record.student].append(record)
    for way in ways.values():
        way.sort(key=lambda record: datetime.fromisoformat(record.at))
        yield from zip(way, [*way[1:], None], strict=True)
