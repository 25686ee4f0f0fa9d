"""Where two arrays, or two numbers, differ, entry by entry and in words."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from autograder.channel.describe import is_tensor, small_array, spelled
from autograder.late import np


@dataclass(frozen=True)
class Tolerance:
    """``|actual - expected| <= atol + rtol * |expected|``; None compares exactly."""

    rtol: float
    atol: float


@dataclass
class Margin:
    """The largest distance from what was expected since `begin`, in units of the tolerance; None
    where nothing was compared with one. Above 1 is a difference. Measured on demand: it takes time.
    """

    wanted: bool = False
    worst: float | None = None

    def begin(self) -> None:
        self.wanted, self.worst = True, None

    def note(self, actual: Any, expected: Any, same: Any, tolerance: Tolerance) -> None:
        """Entries that are the ``same`` are at no distance, and what is not finite is at any."""
        with np.errstate(all="ignore"):
            allowed = tolerance.atol + tolerance.rtol * np.abs(expected)
            units = np.abs(actual - expected) / allowed
        units = np.where(same, 0.0, np.where(np.isfinite(units), units, math.inf))
        self.worst = max(self.worst or 0.0, float(np.max(units, initial=0.0)))


MARGIN = Margin()


def as_numbers(value: Any) -> Any:
    """An array or tensor as a numpy array wide enough to compare: float64, complex128, int."""
    if is_tensor(value):
        value = value.detach().cpu().resolve_conj().resolve_neg()
        value = value.double().numpy() if value.is_floating_point() else value.numpy()
    if np.issubdtype(value.dtype, np.floating):
        return value.astype(np.float64)
    return value.astype(np.complex128) if np.issubdtype(value.dtype, np.complexfloating) else value


def close(actual: Any, expected: Any, tolerance: Tolerance) -> Any:
    """Entry by entry; nan matches nan and an infinity only itself."""
    with np.errstate(all="ignore"):
        near = np.abs(actual - expected) <= tolerance.atol + tolerance.rtol * np.abs(expected)
    same = (actual == expected) | (np.isnan(actual) & np.isnan(expected))
    if MARGIN.wanted:
        MARGIN.note(actual, expected, same, tolerance)
    return same | (near & np.isfinite(actual) & np.isfinite(expected))


def close_numbers(actual: Any, expected: Any, tolerance: Tolerance) -> bool:
    """The same for two numbers; an integer beyond every float is near to itself alone."""
    try:
        if bool(actual == expected) and not MARGIN.wanted:
            return True
        return bool(close(np.complex128(actual), np.complex128(expected), tolerance))
    except OverflowError:
        return False


def _exact(actual: Any, expected: Any) -> Any:
    same = actual == expected
    if np.issubdtype(np.asarray(expected).dtype, np.inexact):
        same = same | (np.isnan(actual) & np.isnan(expected))
    return same


def entries_difference(actual: Any, expected: Any, tolerance: Tolerance | None) -> str:
    """Where two numpy arrays of one shape differ: the first entry, the worst one, and how many."""
    inexact = any(np.issubdtype(side.dtype, np.inexact) for side in (actual, expected))
    if tolerance is None or not inexact:
        right = np.asarray(_exact(actual, expected))
    else:
        right = np.asarray(close(actual, expected, tolerance))
    return "" if right.all() else _all_words(actual, expected, right, inexact)


def _all_words(actual: Any, expected: Any, right: Any, inexact: bool) -> str:
    wrong = np.argwhere(~right)
    first = tuple(int(i) for i in wrong[0])
    if actual.size == 1:
        return got_and_expected(actual[first], expected[first])
    lines = [_entry("first", first, actual, expected)]
    if len(wrong) > 1 and inexact:
        lines.append(_entry("worst", _worst(actual, expected, right), actual, expected))
    lines.append(f"{len(wrong)} of {actual.size} entries differ")
    if actual.size <= 16:
        lines += [f"all of it: {small_array(actual)}", f"expected:  {small_array(expected)}"]
    return "\n".join(lines)


def _entry(word: str, index: tuple[int, ...], actual: Any, expected: Any) -> str:
    place = ", ".join(map(str, index))
    return f"{word} difference at [{place}]: {got_and_expected(actual[index], expected[index])}"


def _worst(actual: Any, expected: Any, right: Any) -> tuple[int, ...]:
    with np.errstate(all="ignore"):
        gaps = np.abs(np.asarray(actual - expected, dtype=np.complex128))
    gaps = np.where(right, -1.0, np.where(np.isnan(gaps), math.inf, gaps))
    return tuple(int(i) for i in np.unravel_index(int(np.argmax(gaps)), gaps.shape))


def got_and_expected(actual: Any, expected: Any) -> str:
    """Two numbers in six digits, or in as many as it takes to tell them apart."""
    mine, theirs = number(actual), number(expected)
    if mine == theirs:
        mine, theirs = spelled(_plain(actual)), spelled(_plain(expected))
    return f"got {mine}, expected {theirs}"


def number(value: Any) -> str:
    """A number as a report shows it, in six digits."""
    plain = _plain(value)
    return f"{plain:.6g}" if isinstance(plain, float | complex) else spelled(plain)


def _plain(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value
