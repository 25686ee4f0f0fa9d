"""Reads a day of the calendar, and finds the day that another spelling most likely stands for."""

from __future__ import annotations

import re
from datetime import date, datetime

from pydantic_core import PydanticCustomError

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_DIGITS = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_TIME = re.compile(r"[Tt ]\s*[0-9]{1,2}(:|[Zz]|$).*")


def as_day(value: object) -> date:
    """``value`` as a date: one already, or text of the form 2026-09-01.

    Anything else is refused with what was wanted and, where it is plain, which day was meant.
    """
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    text = str(value).strip()
    if isinstance(value, str) and _ISO.fullmatch(text):
        return _day(*text.split("-")) or _refuse("a day of the calendar", "")
    days, time = _without_time(text)
    return _refuse("a date without a time of day" if time else "a date", meant_day(days))


def meant_day(text: str) -> str:
    """The day that ``text`` plainly means, as it should be written, or nothing.

    >>> meant_day("2026-9-1"), meant_day("1.9.2026"), meant_day("9/1/2026")
    ('2026-09-01', '2026-09-01', '')
    """
    # 9/1/2026 is January in one country and September in another, so nobody guesses.
    if match := _YEAR_FIRST.fullmatch(text):
        year, _, month, day = match.groups()
    elif match := _DAY_FIRST.fullmatch(text):
        day, month, year = match.groups()
    elif match := _DIGITS.fullmatch(text):
        year, month, day = match.groups()
    else:
        return ""
    found = _day(year, month, day)
    return found.isoformat() if found else ""


def _without_time(text: str) -> tuple[str, bool]:
    match = _TIME.search(text)
    return (text[: match.start()].rstrip(), True) if match else (text, False)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _refuse(wanted: str, meant: str) -> date:
    raise PydanticCustomError("day", "must be {wanted}", {"wanted": wanted, "meant": meant})
