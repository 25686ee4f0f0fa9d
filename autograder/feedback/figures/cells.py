"""The cells of a heat map: with their numbers where these can be read, else as colours alone."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from autograder.feedback.figures.places import short
from autograder.feedback.figures.svg import path, rect, text
from autograder.late import np

READABLE = 27.0
"""The least width of a cell that holds a number."""
_HIGH = 26.0
_STRONGEST = 0.62
"""Signs are still read on the strongest colour."""
_LEVELS = 48
_LETTER = 6.3
_ODD = math.nan


def written(values: Any, top: float, corner: tuple[float, float], wide: float) -> list[str]:
    """Every cell with its number; ``top`` has the strongest colour."""
    left, above = corner
    return [
        part
        for (row, column), value in np.ndenumerate(values)
        for part in _cell(left + column * wide, above + row * _HIGH, wide, float(value), top)
    ]


def height(wide: float) -> float:
    """How high cells of this width are."""
    return _HIGH if wide >= READABLE else wide


def _cell(x: float, y: float, wide: float, value: float, top: float) -> list[str]:
    words = text(x + wide / 2, y + _HIGH / 2 + 4, _said(value, wide), "value")
    if not math.isfinite(value):
        return [rect(x, y, wide, _HIGH, "cell odd"), words]
    parts = [rect(x, y, wide, _HIGH, "cell")]
    level = _level(value, top)
    if level:
        style = "above" if level > 0 else "below"
        parts.append(rect(x, y, wide, _HIGH, style, fill_opacity=_opacity(level)))
    return [*parts, words]


def _said(value: float, wide: float) -> str:
    """As many digits as the cell has room for."""
    if value == 0:
        return "0"
    room = int(wide / _LETTER)
    tried = [short(value), *(short(float(f"{value:.{digits}g}")) for digits in (2, 1))]
    return next((said for said in tried if len(said) <= room), tried[-1])


def coloured(values: Any, top: float, corner: tuple[float, float], wide: float) -> list[str]:
    """Colours alone, equal neighbours in one stroke: thousands of cells in a small file."""
    levels = [[_level(float(value), top) for value in row] for row in values]
    runs = [run for row, line in enumerate(levels) for run in _runs(row, line)]
    rows, columns = values.shape
    place = f"translate({corner[0]:g} {corner[1]:g}) scale({wide:.4g})"
    drawn = [rect(*corner, columns * wide, rows * wide, "cell")]
    for level in sorted({level for level, *_ in runs if level and math.isfinite(level)}):
        style = "above flat" if level > 0 else "below flat"
        there = _boxes(run for run in runs if run[0] == level)
        drawn.append(path(there, style, fill_opacity=_opacity(level), transform=place))
    odd = [run for run in runs if math.isnan(run[0])]
    if odd:
        drawn.append(path(_boxes(odd), "odd flat", transform=place))
        drawn.append(path(_crosses(odd), "cross", transform=place))
    return drawn


def _level(value: float, top: float) -> float:
    """From -48 to 48: below and above zero, the strongest last; nan where there is no number."""
    if not math.isfinite(value):
        return _ODD
    if not value or not top:
        return 0
    share = 0.08 + 0.92 * min(1.0, abs(value) / top)
    return math.copysign(max(1, round(_LEVELS * share)), value)


def _opacity(level: float) -> float:
    return _STRONGEST * abs(level) / _LEVELS


def _runs(row: int, levels: list[float]) -> Iterable[tuple[float, int, int, int]]:
    """Neighbours of one level: the level, row, first column, and how many."""
    start = 0
    for level, same in groupby(levels, key=lambda level: "odd" if level != level else level):  # noqa: PLR0124  (nan alone does)
        count = len(list(same))
        yield (_ODD if level == "odd" else float(level)), row, start, count
        start += count


def _boxes(runs: Iterable[tuple[float, int, int, int]]) -> str:
    return "".join(f"M{column} {row}h{n}v1h-{n}z" for _, row, column, n in runs)


def _crosses(runs: Iterable[tuple[float, int, int, int]]) -> str:
    return "".join(
        f"M{at} {row}l1 1m-1 0l1-1"
        for _, row, column, n in runs
        for at in range(column, column + n)
    )
