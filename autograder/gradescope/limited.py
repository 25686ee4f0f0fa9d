"""The results of a submission over the limit on attempts: those of the last one that was graded.

The rows were ours when they were written, but have been to another program and back since. So only
what the format knows is taken over, and a row whose visibility cannot be read stays hidden.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from autograder.gradescope.attempts import Attempts, extra, limit_sentence
from autograder.gradescope.check_rows import Complaint, complaint_rows, number_of
from autograder.gradescope.fields import finite
from autograder.gradescope.markdown import clean, one_line, paragraphs
from autograder.gradescope.metadata import Metadata, late_sentence
from autograder.gradescope.rows import FORMATS, for_staff
from autograder.gradescope.times import instant, spelled
from autograder.model import Visibility

_VISIBILITIES = frozenset(each.value for each in Visibility)
_FORMATS = frozenset({"text", "html", "simple_format", "md", "ansi"})
_WORDS = {
    "status": frozenset({"passed", "failed"}),
    "name_format": _FORMATS,
    "output_format": _FORMATS,
}
_TEXTS = ("name", "number", "output")
_FOR_STAFF = ("check", "verdict", "mistake", "detail", "seconds")
_MAX_ROWS = 2000

_NO_ROWS = Complaint(
    "The rows of your last graded submission are not shown here",
    "Your score is still its score. Its rows stand with that submission, in the history.",
)


def limited_document(
    attempts: Attempts, metadata: Metadata, *, stamp: str = "", warnings: Sequence[str] = ()
) -> dict[str, Any]:
    """results.json for a submission that `decide` did not allow: it keeps the last valid score and
    its rows, says when the next one is graded, and does not count itself.
    """
    previous = attempts.kept
    results: Mapping[str, Any] = (previous.results if previous else None) or {}
    rows = _rows(results)
    submitted, old_stamp = _origin(results, previous.time if previous else None)
    known = [*metadata.warnings, *_other_release(submitted, old_stamp, stamp), *warnings]
    when = submitted.isoformat() if submitted else None
    leaderboard = _leaderboard(results)
    document = {
        "score": _score(results, previous.score if previous else None, rows),
        "output": paragraphs(
            limit_sentence(attempts), _whose_rows(submitted), late_sentence(metadata)
        ),
        **FORMATS,
        **_default_formats(results),
        "tests": rows or complaint_rows([_NO_ROWS]),
        "extra_data": {
            "finished": True,
            "limited": True,
            "kept": {"submitted": when, "stamp": old_stamp},
            **for_staff(metadata, attempts.counting(this=False), stamp=stamp, warnings=known),
        },
    }
    return document | ({"leaderboard": leaderboard} if leaderboard else {})


def _origin(results: Mapping[str, Any], time: datetime | None) -> tuple[datetime | None, str]:
    """When the submission was made whose rows these are, and with what it was graded: through any
    number of submissions that were not graded.
    """
    about = extra(results)
    kept = about.get("kept")
    if about.get("limited") is True and isinstance(kept, Mapping):
        return instant(kept.get("submitted")) or time, _text(kept.get("stamp"))
    return time, _text(about.get("stamp"))


def _other_release(submitted: datetime | None, old_stamp: str, stamp: str) -> list[str]:
    if not old_stamp or not stamp or old_stamp == stamp:
        return []
    when = f"of {submitted.isoformat()}" if submitted else "before it"
    return [
        f"This submission was over the limit and keeps results of {old_stamp}, while this is "
        f"{stamp}. To grade it anew, run the submission {when} again first, then this one."
    ]


def _whose_rows(submitted: datetime | None) -> str:
    if submitted is None:
        return "Your score and the rows below are those of your last graded submission."
    return f"Your score and the rows below are those of your submission of {spelled(submitted)}."


def _score(
    results: Mapping[str, Any], score: float | None, rows: Sequence[Mapping[str, Any]]
) -> float:
    stated = finite(results.get("score"))
    if stated is None:
        stated = score
    return number_of(sum(row.get("score", 0.0) for row in rows) if stated is None else stated)


def _rows(results: Mapping[str, Any]) -> list[dict[str, Any]]:
    rows = results.get("tests")
    rows = rows if isinstance(rows, list) else []
    return [_row(row) for row in rows[:_MAX_ROWS] if isinstance(row, dict)]


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {key: clean(row[key]) for key in _TEXTS if isinstance(row.get(key), str)}
    kept |= {key: row[key] for key, words in _WORDS.items() if _one_of(row.get(key), words)}
    numbers = {key: finite(row.get(key)) for key in ("score", "max_score")}
    kept |= {key: number_of(value) for key, value in numbers.items() if value is not None}
    if isinstance(row.get("tags"), list):
        kept["tags"] = [one_line(tag) for tag in row["tags"] if isinstance(tag, str)]
    if row.get("visibility") is not None:
        known = _one_of(row["visibility"], _VISIBILITIES)
        kept["visibility"] = row["visibility"] if known else Visibility.HIDDEN.value
    about = _row_extra(row)
    return kept | ({"extra_data": about} if about else {})


def _row_extra(row: Mapping[str, Any]) -> dict[str, Any]:
    about = extra(row)
    texts = {key: clean(about[key]) for key in _FOR_STAFF if isinstance(about.get(key), str)}
    seconds = finite(about.get("seconds"))
    return texts if seconds is None else texts | {"seconds": number_of(seconds)}


def _default_formats(results: Mapping[str, Any]) -> dict[str, str]:
    keys = ("test_output_format", "test_name_format")
    kept = {key: str(results[key]) for key in keys if _one_of(results.get(key), _FORMATS)}
    if _one_of(results.get("visibility"), _VISIBILITIES):
        kept["visibility"] = str(results["visibility"])
    return kept


def _leaderboard(results: Mapping[str, Any]) -> list[dict[str, Any]]:
    entries = results.get("leaderboard")
    entries = entries if isinstance(entries, list) else []
    return [
        {
            "name": one_line(entry["name"]),
            "value": one_line(value) if isinstance(value, str) else number_of(value),
            "order": "asc" if entry.get("order") == "asc" else "desc",
        }
        for entry in entries
        if isinstance(entry, dict)
        and isinstance(entry.get("name"), str)
        and ((value := entry.get("value")) is not None)
        and (isinstance(value, str) or finite(value) is not None)
    ]


def _one_of(value: object, words: frozenset[str]) -> bool:
    return isinstance(value, str) and value in words


def _text(value: object) -> str:
    return one_line(value) if isinstance(value, str) else ""
