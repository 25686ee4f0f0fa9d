"""Reading JSON that another program wrote: each field may be absent, null or of another type."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from autograder.gradescope.markdown import one_line
from autograder.gradescope.times import instant

_MAX_BYTES = 64 * 2**20
_MAX_DIGITS = 40

T = TypeVar("T")


class Fields:
    """An object of a JSON document. What cannot be read is as if it were not there, and where it
    matters a warning for staff says so.
    """

    def __init__(self, value: object, where: str, warnings: list[str]) -> None:
        self._values: Mapping[str, Any] = value if isinstance(value, dict) else {}
        self._where, self._warnings = where, warnings

    def text(self, key: str) -> str:
        """A string, or a number as one."""
        value = self._values.get(key)
        is_text = isinstance(value, str | int) and not isinstance(value, bool)
        return one_line(str(value)) if is_text else ""

    def number(self, key: str) -> float | None:
        """A finite number; Gradescope writes some of them as strings."""
        return self._read(key, finite, "a number")

    def date(self, key: str) -> datetime | None:
        """A date in ISO form."""
        return self._read(key, instant, "a date")

    def flag(self, key: str) -> bool:
        """Whether it is true, however that is written."""
        return str(self._values.get(key)).lower() in ("true", "1")

    def mapping(self, key: str) -> Mapping[str, Any] | None:
        """The object itself, unread."""
        value = self._values.get(key)
        return value if isinstance(value, dict) else None

    def inner(self, key: str) -> Fields:
        """The object in a field; an empty one where there is none."""
        return Fields(self._values.get(key), f"{self._where}{key}.", self._warnings)

    def each(self, key: str) -> list[Fields]:
        """The objects of a list; what else is in it is left out."""
        value = self._values.get(key)
        items = list(enumerate(value)) if isinstance(value, list) else []
        return [
            Fields(item, f"{self._where}{key}[{index}].", self._warnings)
            for index, item in items
            if isinstance(item, dict)
        ]

    def _read(self, key: str, read: Callable[[object], T | None], kind: str) -> T | None:
        value = self._values.get(key)
        found = read(value)
        if found is None and value is not None:
            shown = one_line(repr(value), 60)
            self._warnings.append(f"{self._where}{key} is not {kind}: {shown}. It counts as unset.")
        return found


def finite(value: object) -> float | None:
    """A number, or a string that holds one; None for anything else, and for NaN and infinities."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def read_object(path: Path) -> tuple[dict[str, Any], str]:
    """The JSON object in a file, and what was wrong with it; ``{}`` where it cannot be read."""
    try:
        if path.stat().st_size > _MAX_BYTES:
            return {}, f"it is larger than {_MAX_BYTES >> 20} MB"
        document = _parsed(path.read_bytes().decode("utf-8-sig", "replace"))
    except OSError as error:
        return {}, error.strerror or type(error).__name__
    except ValueError as error:
        return {}, one_line(str(error))
    except RecursionError:
        return {}, "it is nested too deeply"
    if not isinstance(document, dict):
        return {}, f"it holds no object but a {type(document).__name__}"
    return document, ""


def _parsed(text: str) -> Any:
    """Numbers that JSON cannot hold, or that nobody can compute with, become null."""
    return json.loads(
        text,
        parse_constant=lambda _name: None,
        parse_float=finite,
        parse_int=lambda digits: int(digits) if len(digits) <= _MAX_DIGITS else None,
    )
