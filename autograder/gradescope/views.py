"""What each reader sees of results.json: the platform's rules of visibility, for a preview."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from autograder.gradescope.attempts import extra
from autograder.gradescope.fields import finite
from autograder.model import Visibility, total


class Reader(str, Enum):
    """Who looks at the results, and when."""

    STUDENT = "student"
    AFTER_DUE = "after_due"
    AFTER_PUBLISHED = "after_published"
    INSTRUCTOR = "instructor"


_DUE = frozenset({Visibility.VISIBLE, Visibility.AFTER_DUE_DATE})
_SEES: Mapping[Reader, frozenset[Visibility]] = {
    Reader.STUDENT: frozenset({Visibility.VISIBLE}),
    Reader.AFTER_DUE: _DUE,
    Reader.AFTER_PUBLISHED: _DUE | {Visibility.AFTER_PUBLISHED},
    Reader.INSTRUCTOR: frozenset(Visibility),
}


@dataclass(frozen=True)
class Row:
    """One row as it is shown; ``detail`` and ``mistake`` are empty for students."""

    number: str
    name: str
    passed: bool
    score: float
    max_score: float
    output: str
    visibility: Visibility
    detail: str = ""
    mistake: str = ""


@dataclass(frozen=True)
class View:
    """What one reader sees."""

    reader: Reader
    output: str
    rows: tuple[Row, ...]
    hidden: int
    """Rows that this reader does not see. While there are any, a student sees no total."""
    score: float | None
    max_score: float | None
    leaderboard: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()


def view(document: Mapping[str, Any], who: Reader | str) -> View:
    """What ``who`` sees of ``document``; ``who`` may be the word itself, such as ``"student"``."""
    reader = Reader(who)
    common = _visibility(document)
    rows = [_row(row, common, reader) for row in document.get("tests", [])]
    seen = tuple(row for row in rows if row.visibility in _SEES[reader])
    hidden = len(rows) - len(seen)
    shown = common in _SEES[reader]
    has_total = shown and not hidden
    return View(
        reader=reader,
        output=str(document.get("output", "")) if shown else "",
        rows=seen,
        hidden=hidden,
        score=_score(document, rows) if has_total else None,
        max_score=total(row.max_score for row in rows) if has_total else None,
        leaderboard=tuple(
            (str(entry["name"]), f"{value:g}" if isinstance(value, int | float) else str(value))
            for entry in document.get("leaderboard", [])
            for value in [entry["value"]]
        ),
        warnings=_warnings(document) if reader is Reader.INSTRUCTOR else (),
    )


def _visibility(holder: Mapping[str, Any], common: Visibility | None = None) -> Visibility:
    word = holder.get("visibility")
    return Visibility(word) if word is not None else common or Visibility.VISIBLE


def _row(row: Mapping[str, Any], common: Visibility, reader: Reader) -> Row:
    about = extra(row) if reader is Reader.INSTRUCTOR else {}
    score, out_of = finite(row.get("score")) or 0.0, finite(row.get("max_score")) or 0.0
    return Row(
        number=str(row.get("number", "")),
        name=str(row.get("name", "")),
        passed=row.get("status", "passed" if score >= out_of else "failed") == "passed",
        score=score,
        max_score=out_of,
        output=str(row.get("output", "")),
        visibility=_visibility(row, common),
        detail=str(about.get("detail", "")),
        mistake=str(about.get("mistake", "")),
    )


def _score(document: Mapping[str, Any], rows: list[Row]) -> float:
    stated = finite(document.get("score"))
    return total(row.score for row in rows) if stated is None else stated


def _warnings(document: Mapping[str, Any]) -> tuple[str, ...]:
    warnings = extra(document).get("warnings", [])
    return tuple(map(str, warnings)) if isinstance(warnings, list) else ()
