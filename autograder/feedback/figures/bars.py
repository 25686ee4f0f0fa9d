"""Bars: a number for each key, or for each group one of several metrics."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from autograder.channel.describe import is_array, spelled
from autograder.feedback.figures.places import Pair, differs, numbers, real, short
from autograder.feedback.figures.svg import Panel, circle, line, rect, text

_WIDTH, _ROW = 370.0, 42.0
_MOST_ROWS, _MOST_PANELS = 12, 6
_LETTER = 7.4


@dataclass(frozen=True)
class Row:
    """One key with its two numbers; None where the key is missing on one side."""

    key: str
    got: float | None
    expected: float | None

    @property
    def wrong(self) -> bool:
        return self.got is None or self.expected is None or differs(self.got, self.expected)


def bars(pair: Pair) -> tuple[list[Panel], str] | None:
    """A panel of bars, or one for each metric that differs; None where there are no numbers."""
    rows = _rows(pair)
    if rows is not None:
        return _single(rows)
    metrics = _metrics(pair)
    return _several(metrics) if metrics else None


def _rows(pair: Pair) -> list[Row] | None:
    got, expected = pair.got, pair.expected
    if isinstance(expected, dict) and isinstance(got, dict):
        return _of_dicts(got, expected)
    if not isinstance(expected, list | tuple) and not is_array(expected):
        return None
    mine, theirs = numbers(got), numbers(expected)
    if mine is None or theirs is None or mine.shape != theirs.shape or theirs.ndim != 1:
        return None
    both = enumerate(zip(mine.tolist(), theirs.tolist(), strict=True))
    return [Row(str(at), one, other) for at, (one, other) in both] or None


def _of_dicts(got: Mapping[Any, Any], expected: Mapping[Any, Any]) -> list[Row] | None:
    keys = [*expected, *(key for key in got if key not in expected)]
    values = [each for side in (got, expected) for each in side.values()]
    if not keys or any(real(value) is None for value in values):
        return None
    return [Row(_name(key), _of(got, key), _of(expected, key)) for key in keys]


def _of(side: Mapping[Any, Any], key: Any) -> float | None:
    return real(side[key]) if key in side else None


def _name(key: Any) -> str:
    return key if isinstance(key, str) else spelled(key, 40)


def _metrics(pair: Pair) -> dict[str, list[Row]]:
    """``{group: {metric: number}}`` turned round: the rows of each metric."""
    got, expected = pair.got, pair.expected
    if not _is_table(got) or not _is_table(expected):
        return {}
    inner = [metric for values in expected.values() for metric in values]
    found: dict[str, list[Row]] = {}
    for metric in dict.fromkeys(inner):
        for group, values in expected.items():
            theirs = _of(values, metric)
            found.setdefault(_name(metric), []).append(
                Row(_name(group), _of(got.get(group, {}), metric), theirs)
            )
    return found


def _is_table(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and bool(value)
        and all(
            isinstance(inner, dict) and all(real(each) is not None for each in inner.values())
            for inner in value.values()
        )
    )


def _single(rows: list[Row]) -> tuple[list[Panel], str]:
    wrong = [row for row in rows if row.wrong]
    shown = rows if len(rows) <= _MOST_ROWS else wrong[:_MOST_ROWS]
    words = "All differ." if len(wrong) == len(rows) else "A dot marks what differs."
    if len(shown) < len(rows):
        words += f" Drawn are {len(shown)} of those that differ."
    return [_panel("", shown)], words


def _several(metrics: dict[str, list[Row]]) -> tuple[list[Panel], str]:
    """Metrics have scales of their own, so each has a panel; those that agree are only named."""
    wrong = [name for name, rows in metrics.items() if any(row.wrong for row in rows)]
    right = [name for name in metrics if name not in wrong]
    drawn = wrong[:_MOST_PANELS]
    words = f"As expected: {', '.join(right)}." if right else ""
    if len(drawn) < len(wrong):
        words += f" Also different: {', '.join(wrong[_MOST_PANELS:])}."
    return [_panel(name, metrics[name][:_MOST_ROWS]) for name in drawn], words.strip()


def _panel(name: str, rows: list[Row]) -> Panel:
    left = min(150.0, 16 + _LETTER * max(len(row.key) for row in rows))
    scale = _Scale.of(rows, left)
    parts = [*_legend(left)]
    for place, row in enumerate(rows):
        parts += _row(row, 26 + place * _ROW, scale)
    height = 26 + len(rows) * _ROW
    zero = scale.x(0.0)
    parts.append(line(zero, 24, zero, height - 4, "axis"))
    return Panel(name, _seen(name, rows), _WIDTH, height, tuple(parts), wide=not name)


@dataclass(frozen=True)
class _Scale:
    left: float
    low: float
    high: float

    @classmethod
    def of(cls, rows: list[Row], left: float) -> _Scale:
        values = [v for row in rows for v in (row.got, row.expected) if v is not None]
        finite = [value for value in values if math.isfinite(value)]
        low, high = min([0.0, *finite]), max([0.0, *finite])
        high = high if high > low else low + 1.0
        room = (high - low) / 6 if len(finite) < len(values) else 0.0
        return cls(left, low - (room if low < 0 else 0.0), high + room)

    def x(self, value: float) -> float:
        """Where a value ends; room is left for its number at both ends."""
        start = self.left + (52.0 if self.low < 0 else 0.0)
        share = (value / 2 - self.low / 2) / (self.high / 2 - self.low / 2)
        return start + (_WIDTH - 60.0 - start) * min(1.0, max(0.0, share))


def _row(row: Row, y: float, scale: _Scale) -> Iterator[str]:
    yield text(scale.left - 10, y + 21, _fitting(row.key, scale.left), "label end")
    if row.wrong:
        yield circle(scale.left - 3, y + 17, 2.4, "mark")
    yield from _bar(row.got, y + 4, "got", scale)
    yield from _bar(row.expected, y + 19, "expected", scale)


def _fitting(key: str, left: float) -> str:
    room = int((left - 12) / _LETTER)
    return key if len(key) <= room else f"{key[: max(1, room - 1)]}…"


def _bar(value: float | None, y: float, style: str, scale: _Scale) -> Iterator[str]:
    zero = scale.x(0.0)
    if value is None or math.isnan(value):
        yield text(zero + 5, y + 11, "missing" if value is None else "nan", "value start odd")
        return
    end = scale.x(min(max(value, scale.low), scale.high))
    yield rect(min(zero, end), y, max(1.5, abs(end - zero)), 13, f"bar {style}")
    if math.isinf(value):
        yield rect(end - 12 if value > 0 else end + 9, y, 3, 13, "gap")
    left = value < 0
    place = (end - 5) if left else (end + 5)
    yield text(place, y + 11, short(value), "value end" if left else "value start")


def _legend(left: float) -> Iterator[str]:
    yield rect(left, 4, 12, 12, "bar got")
    yield text(left + 18, 14, "came back", "label")
    yield rect(left + 100, 4, 12, 12, "bar expected")
    yield text(left + 118, 14, "expected", "label")


def _seen(name: str, rows: list[Row]) -> str:
    said = "; ".join(f"{r.key}: {_words(r.got)}, expected {_words(r.expected)}" for r in rows)
    return f"Bars{f' of {name}' if name else ''}. {said}."


def _words(value: float | None) -> str:
    return "nothing" if value is None else short(value)
