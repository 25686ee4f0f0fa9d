"""Where two compared values first differ: the way from the whole to the first entry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from autograder.channel.describe import is_array, kind, spelled
from autograder.checks.compare import Tolerance, difference

_USUAL = Tolerance(rtol=1e-5, atol=1e-6)
"""What `close_to` allows unless a check says otherwise."""
_WHOLE = 100_000


@dataclass(frozen=True)
class Pair:
    """What was got and what was expected at one place."""

    got: Any
    expected: Any
    place: str = ""


def differs(got: Any, expected: Any, tolerance: Tolerance | None = _USUAL) -> bool:
    """Whether two plain values differ by more than a check allows."""
    return bool(difference(got, expected, tolerance))


def way(pair: Pair) -> list[Pair]:
    """``pair``, and within it whatever holds the first difference, down to a single value."""
    tolerance = _USUAL if differs(pair.got, pair.expected) else None
    found = [pair]
    while (inner := _first_inside(found[-1], tolerance)) is not None:
        found.append(inner)
    return found


def _first_inside(pair: Pair, tolerance: Tolerance | None) -> Pair | None:
    for inner in _inside(pair):
        if differs(inner.got, inner.expected, tolerance):
            return inner
    return None


def _inside(pair: Pair) -> list[Pair]:
    """The entries that both have, in the order of what was expected."""
    got, expected, place = pair.got, pair.expected, pair.place
    if isinstance(expected, dict) and isinstance(got, dict):
        both = [key for key in expected if key in got]
        return [Pair(got[key], expected[key], f"{place}[{spelled(key)}]") for key in both]
    if any(isinstance(got, each) and isinstance(expected, each) for each in (list, tuple)):
        entries = enumerate(zip(got, expected, strict=False))
        return [Pair(mine, theirs, f"{place}[{at}]") for at, (mine, theirs) in entries]
    return []


def not_alike(pair: Pair) -> str:
    """Why nothing can be drawn of arrays of two shapes, or of an array and something else."""
    if not is_array(pair.expected):
        return ""
    if not is_array(pair.got):
        return f"No picture: {kind(pair.got)} came back, {kind(pair.expected)} was expected."
    mine, theirs = tuple(pair.got.shape), tuple(pair.expected.shape)
    if mine == theirs:
        return ""
    return f"No picture: shape {mine} came back, {theirs} was expected."


def numbers(value: Any) -> Any:
    """A numpy array of real numbers, or None where ``value`` is no such thing."""
    import numpy as np

    from autograder.checks.compare import as_numbers

    if is_array(value):
        array = as_numbers(value)
    elif isinstance(value, list | tuple) and value and all(map(_is_real, value)):
        array = np.array([_as_float(each) for each in value])
    else:
        return None
    real = np.issubdtype(array.dtype, np.bool_) or np.issubdtype(array.dtype, np.number)
    return array.astype(np.float64) if real and not np.iscomplexobj(array) else None


def _is_real(value: Any) -> bool:
    import numpy as np

    return isinstance(value, bool | int | float | np.floating | np.integer | np.bool_)


def _as_float(value: Any) -> float:
    try:
        return float(value)
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


def real(value: Any) -> float | None:
    """A single number as a float; None where it is none."""
    return _as_float(value) if _is_real(value) else None


def short(number: float) -> str:
    """A number in a picture: whole ones as they are, others in three digits, and a real minus."""
    whole = abs(number) < _WHOLE and number == round(number)
    said = f"{round(number)}" if whole else f"{number:.3g}"
    return said.replace("inf", "∞").replace("-", "−").replace("e+0", "e").replace("e−0", "e−")
