"""Dates as Gradescope writes them, and dates and spans of time as people read them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_YEARS = range(1970, 9000)
"""Outside of them a step of one day might leave what a date can hold."""


def instant(value: object) -> datetime | None:
    """The moment that an ISO text names, with its own offset; one without an offset is in UTC."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    if moment.year not in _YEARS:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def spelled(moment: datetime) -> str:
    """``Tue 1 September 2026, 23:59 (UTC-7)``, in the offset that the moment came with."""
    return f"{moment:%a} {moment.day} {moment:%B %Y, %H:%M} ({_offset(moment)})"


def _offset(moment: datetime) -> str:
    seconds = int((moment.utcoffset() or timedelta()).total_seconds())
    if not seconds:
        return "UTC"
    hours, minutes = divmod(abs(seconds) // 60, 60)
    return f"UTC{'-' if seconds < 0 else '+'}{hours}" + (f":{minutes:02}" if minutes else "")


def next_minute(moment: datetime) -> datetime:
    """The first whole minute that is not before ``moment``: what is shown must not be too early."""
    whole = moment.replace(second=0, microsecond=0)
    return whole if whole == moment else whole + timedelta(minutes=1)


def duration(seconds: float) -> str:
    """The two largest units of a span: ``3 d 4 h``, ``2 h 5 min``, ``40 s``; never nothing."""
    left = max(1, int(seconds))
    parts = []
    for unit, size in (("d", 86400), ("h", 3600), ("min", 60), ("s", 1)):
        count, left = divmod(left, size)
        parts.append(f"{count} {unit}" if count else "")
    first = next(index for index, part in enumerate(parts) if part)
    return " ".join(part for part in parts[first : first + 2] if part)
