"""Curves: what came back and what was expected, step by step."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.feedback.figures.places import Pair, differs, numbers, short
from autograder.feedback.figures.svg import Panel, circle, line, path, polyline, text
from autograder.late import np

_WIDTH, _HEIGHT = 420.0, 220.0
_HUGE = sys.float_info.max
_LEFT, _RIGHT, _TOP, _BOTTOM = 44.0, 410.0, 26.0, 190.0


@dataclass(frozen=True)
class Scale:
    """From steps and values to places in the picture."""

    steps: int
    low: float
    high: float

    def x(self, step: float) -> float:
        """Where a step stands."""
        return _LEFT + (_RIGHT - _LEFT) * step / max(1, self.steps - 1)

    def y(self, value: float) -> float:
        """Where a value stands; infinities at the edges."""
        if math.isinf(value):
            return _TOP if value > 0 else _BOTTOM
        share = (value / 2 - self.low / 2) / (self.high / 2 - self.low / 2)
        return _BOTTOM - (_BOTTOM - _TOP) * share


def curve(pair: Pair) -> tuple[list[Panel], str] | None:
    """Both lines in one panel; None where there are no two rows of numbers of one length."""
    got, expected = numbers(pair.got), numbers(pair.expected)
    if got is None or expected is None or got.shape != expected.shape or expected.ndim == 0:
        return None
    words = ""
    if expected.ndim > 1:
        rows = np.ndindex(expected.shape[:-1])
        row = next((at for at in rows if differs(got[at], expected[at])), ())
        got, expected = got[row], expected[row]
        words = f"Row [{', '.join(map(str, row))}], the first that differs. " if row else ""
    if expected.ndim != 1 or expected.size < 2:
        return None
    mine, theirs = [float(v) for v in got], [float(v) for v in expected]
    panel = _panel(mine, theirs)
    return [panel], f"{words}{_words(mine, theirs)}"


def _words(got: Sequence[float], expected: Sequence[float]) -> str:
    """Where the two part."""
    first = _first(got, expected)
    if first is None:
        return ""
    there = f"{short(got[first])} came back, {short(expected[first])} was expected"
    return f"The two part at step {first}: {there}."


def _first(got: Sequence[float], expected: Sequence[float]) -> int | None:
    pairs = enumerate(zip(got, expected, strict=True))
    near = (at for at, (mine, theirs) in pairs if differs(mine, theirs))
    exact = (at for at, (a, b) in enumerate(zip(got, expected, strict=True)) if a != b)
    return next(near, None) if any(map(differs, got, expected)) else next(exact, None)


def _panel(got: Sequence[float], expected: Sequence[float]) -> Panel:
    scale = _scale([*got, *expected])
    first = _first(got, expected)
    parts = [*_axes(scale), *_legend()]
    if first is not None:
        x = scale.x(first)
        parts.append(line(x, _TOP, x, _BOTTOM, "parting"))
    for values, style in ((expected, "expected"), (got, "got")):
        parts += _drawn(values, scale, style)
    return Panel("", _seen(got, expected), _WIDTH, _HEIGHT, tuple(parts), wide=True)


def _scale(values: Sequence[float]) -> Scale:
    finite = [value for value in values if math.isfinite(value)]
    low, high = min(finite, default=0.0), max(finite, default=1.0)
    if low == high:
        room = max(1.0, abs(low) / 4)
        low, high = max(low - room, -_HUGE), min(high + room, _HUGE)
    return Scale(len(values) // 2, low, high)


def _drawn(values: Sequence[float], scale: Scale, style: str) -> Iterator[str]:
    """A line wherever there are numbers; a cross where there is none."""
    run: list[tuple[float, float]] = []
    for step, value in enumerate([*values, math.nan]):
        if math.isfinite(value):
            run.append((scale.x(step), scale.y(value)))
            continue
        yield from _line(run, style)
        run = []
        if step < len(values):
            at = _BOTTOM if math.isnan(value) else scale.y(value)
            yield _cross(scale.x(step), at, style)


def _line(run: list[tuple[float, float]], style: str) -> Iterator[str]:
    if len(run) > 1:
        yield polyline(run, f"line {style}")
    if run and (len(run) <= 24 or len(run) == 1):
        yield from (circle(x, y, 2.6, f"dot {style}") for x, y in run)


def _cross(x: float, y: float, style: str) -> str:
    d = 4
    there = f"M{x - d:.1f} {y - d:.1f}l{2 * d} {2 * d}m0 -{2 * d}l-{2 * d} {2 * d}"
    return path(there, f"line {style}")


def _axes(scale: Scale) -> Iterator[str]:
    for value in _ticks(scale.low, scale.high):
        y = scale.y(value)
        yield line(_LEFT, y, _RIGHT, y, "grid")
        yield text(_LEFT - 7, y + 4, short(value), "tick end")
    for step in _steps(scale.steps):
        yield text(scale.x(step), _BOTTOM + 17, str(step), "tick middle")
    yield text(_RIGHT, _BOTTOM + 29, "step", "tick end")


def _ticks(low: float, high: float) -> list[float]:
    """Round values between ``low`` and ``high``, three to six of them."""
    span = high / 4 - low / 4
    if not math.isfinite(span) or span <= 0:
        return [low, high]
    size = 10.0 ** math.floor(math.log10(span)) if span > 1e-300 else span
    step = next(size * by for by in (1, 2, 5, 10) if size * by >= span)
    first = math.ceil(low / step)
    return [value for n in range(7) if low <= (value := round((first + n) * step, 12)) <= high]


def _steps(count: int) -> list[int]:
    """At most eight steps, evenly apart."""
    by = next(by for by in _RAISING if (count - 1) / by <= 8)
    return list(range(0, count, by))


_RAISING = [by * 10**power for power in range(8) for by in (1, 2, 5)]


def _legend() -> Iterator[str]:
    yield line(_LEFT, 11, _LEFT + 22, 11, "line got")
    yield text(_LEFT + 28, 15, "came back", "label")
    yield line(_LEFT + 120, 11, _LEFT + 142, 11, "line expected")
    yield text(_LEFT + 148, 15, "expected", "label")


def _seen(got: Sequence[float], expected: Sequence[float]) -> str:
    odd = sum(not math.isfinite(value) for value in got)
    words = f"Two curves over {len(got)} steps. {_ends('What came back', got)}. "
    words += f"{_ends('What was expected', expected)}. {_words(got, expected)}"
    return words + (f" {odd} of the values that came back are nan or infinite." if odd else "")


def _ends(who: str, values: Sequence[float]) -> str:
    return f"{who} goes from {short(values[0])} to {short(values[-1])}"
