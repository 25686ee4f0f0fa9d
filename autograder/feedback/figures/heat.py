"""Heat maps: a table of numbers that came back, the expected one, and their difference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from autograder.feedback.figures.cells import READABLE, coloured, height, written
from autograder.feedback.figures.places import Pair, numbers, short
from autograder.feedback.figures.svg import Panel, rect, text
from autograder.late import np

_MOST = 64
_SIDE = 276.0
_LEFT, _TOP = 22.0, 18.0
_WIDEST = 44.0


@dataclass(frozen=True)
class Window:
    """The part of two arrays that is drawn, in words, and its first cell that differs."""

    got: Any
    expected: Any
    words: str
    first: tuple[int, int] | None
    corner: tuple[int, int] = (0, 0)


def heat(pair: Pair) -> tuple[list[Panel], str] | None:
    """Three panels and what to know about them; None where there is no table of numbers."""
    got, expected = numbers(pair.got), numbers(pair.expected)
    if got is None or expected is None or got.shape != expected.shape:
        return None
    if expected.ndim < 1 or expected.size < 2:
        return None
    if expected.ndim == 1:
        got, expected = got[None, :], expected[None, :]
    return _panels(_window(got, expected))


def _window(got: Any, expected: Any) -> Window:
    """The first table in which the two differ, and of a large one the part around that."""
    wrong = ~np.isclose(got, expected, rtol=1e-5, atol=1e-6, equal_nan=True)
    if not wrong.any():
        wrong = ~((got == expected) | (np.isnan(got) & np.isnan(expected)))
    places = np.argwhere(wrong)
    first = tuple(int(i) for i in places[0]) if len(places) else (0,) * got.ndim
    slab, words = first[:-2], ""
    if got.ndim > 2:
        there = ", ".join([*map(str, slab), ":", ":"])
        words = f"The first table that differs, [{there}] of shape {tuple(got.shape)}."
    got, expected = got[slab], expected[slab]
    rows, columns = (_around(at, size) for at, size in zip(first[-2:], got.shape, strict=True))
    corner = (rows.start, columns.start)
    if (rows.stop - rows.start, columns.stop - columns.start) != got.shape:
        words += f" Rows {_span(rows)} and columns {_span(columns)} of it."
    cell = (first[-2] - corner[0], first[-1] - corner[1]) if len(places) else None
    return Window(got[rows, columns], expected[rows, columns], words.strip(), cell, corner)


def _around(at: int, size: int) -> slice:
    start = max(0, min(at - _MOST // 2, size - _MOST))
    return slice(start, min(size, start + _MOST))


def _span(part: slice) -> str:
    return f"{part.start} to {part.stop - 1}"


def _panels(window: Window) -> tuple[list[Panel], str]:
    with np.errstate(all="ignore"):
        gap = window.got - window.expected
    same = (window.got == window.expected) | (np.isnan(window.got) & np.isnan(window.expected))
    gap = np.where(same, 0.0, gap)
    top = max(_largest(window.got), _largest(window.expected))
    panels = [
        _panel("came back", window.got, top, window),
        _panel("expected", window.expected, top, window),
        _panel("difference", gap, _largest(gap), window),
    ]
    return panels, f"{window.words} {_key(window, gap, top)}".strip()


def _largest(values: Any) -> float:
    finite = np.abs(values[np.isfinite(values)])
    return float(finite.max(initial=0.0))


def _key(window: Window, gap: Any, top: float) -> str:
    below = " and orange below" if _has_negative(window, gap) else ""
    words = f"The stronger a colour, the larger the number; blue is above zero{below}."
    words += f" The strongest is {short(top)}, in the difference {short(_largest(gap))}."
    odd = any(not np.isfinite(each).all() for each in (window.got, window.expected))
    crossed = odd and _width(window.got.shape) < READABLE
    return words + (" Crossed out: nan or infinite." if crossed else "")


def _width(shape: tuple[int, int]) -> float:
    """Of a cell, so that three panels stand beside each other."""
    rows, columns = shape
    return max(4.0, min(_WIDEST, (_SIDE - _LEFT) / columns, 4 * _SIDE / rows))


def _has_negative(window: Window, gap: Any) -> bool:
    return any(bool((each < 0).any()) for each in (window.got, window.expected, gap))


def _panel(name: str, values: Any, top: float, window: Window) -> Panel:
    rows, columns = values.shape
    cell = _width(values.shape)
    draw, high = (written if cell >= READABLE else coloured), height(cell)
    parts = [*draw(values, top, (_LEFT, _TOP), cell)]
    parts += _scales(window.corner, (rows, columns), (cell, high))
    if window.first is not None:
        row, column = window.first
        place = (_LEFT + column * cell, _TOP + row * high)
        parts.append(rect(*place, cell, high, "first", fill="none"))
    width, tall = _LEFT + columns * cell + 2, _TOP + rows * high + 2
    return Panel(name, _seen(name, values, window), width, tall, tuple(parts))


def _scales(
    corner: tuple[int, int], shape: tuple[int, int], cell: tuple[float, float]
) -> list[str]:
    """Numbers of rows and columns, as many as can be read."""
    wide, high = cell
    above = [
        text(_LEFT + (at + 0.5) * wide, _TOP - 6, str(corner[1] + at), "tick middle")
        for at in range(0, shape[1], _step(wide, 18))
    ]
    beside = [
        text(_LEFT - 6, _TOP + (at + 0.5) * high + 4, str(corner[0] + at), "tick end")
        for at in range(0, shape[0], _step(high, 14))
    ]
    return above + beside


def _step(size: float, room: float) -> int:
    return next(step for step in (1, 2, 4, 8, 16, 32, 64) if step * size >= room or step == 64)


def _seen(name: str, values: Any, window: Window) -> str:
    rows, columns = values.shape
    finite = values[np.isfinite(values)]
    words = f"Heat map, {name}: {rows} by {columns} numbers"
    if finite.size:
        words += f" from {short(float(finite.min()))} to {short(float(finite.max()))}"
    if finite.size < values.size:
        words += f", {values.size - finite.size} of them nan or infinite"
    if window.first is None:
        return f"{words}."
    row, column = window.first
    at = f"[{window.corner[0] + row}, {window.corner[1] + column}]"
    return f"{words}; at {at}, the first entry that differs, {short(float(values[row, column]))}."
