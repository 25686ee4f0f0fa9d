"""Where a wrong array is right: up to a row, everywhere but in one row, or before the first nan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from autograder.checks.observe.moves import line, lines
from autograder.checks.observe.pair import ENOUGH, Pair, evidence, same, typical
from autograder.late import np

CLEARLY = 1e-3
"""Relative difference from which an entry is wrong by every check's tolerance. Where one lies
between the noise and this, nothing is said: the check might take it for right.
"""
_STRICTER = 6  # an entry that is right here is so by every check's tolerance
_KINDS = {"nan": "nan", "infinite": "an infinity"}


def places(pair: Pair) -> list[str]:
    """One sentence on which rows, columns or entries are right, or none."""
    right = same(pair.actual, pair.expected, pair.noise / _STRICTER)
    clear = ~right
    if pair.noise:
        floor = CLEARLY * typical(pair.expected)
        clear[~right] = ~same(pair.actual[~right], pair.expected[~right], CLEARLY, floor)
    if right.all():
        return []
    kind = _kind(pair.actual[~right])
    if not right.any():
        return [f"every entry is {kind}"] if kind and right.size > 1 else []
    bad, clearly = _lines(~right), _lines(clear)
    seen = _Seen(pair, right, bad, kind)
    text = _only(seen) if clear.any() else ""
    for axis in range(right.ndim):
        if not text and (bad[axis] == clearly[axis]).all():
            text = _from(seen, axis)
    return [text] if text else []


def _kind(values: Any) -> str:
    """``nan`` or ``infinite``, where these values are all one of it."""
    if np.isnan(values).all():
        return "nan"
    return "infinite" if np.isinf(values).all() else ""


@dataclass(frozen=True)
class _Seen:
    """Which entries are right; per axis, which lines along it hold a wrong one."""

    pair: Pair
    right: Any
    bad: list[Any]
    kind: str


def _lines(wrong: Any) -> list[Any]:
    """For each axis, which of its lines hold one of these entries."""
    axes = range(wrong.ndim)
    return [wrong.any(axis=tuple(one for one in axes if one != axis)) for axis in axes]


def _only(seen: _Seen) -> str:
    """The one row, column or entry outside of which all is right."""
    shape, bad = seen.right.shape, seen.bad
    at = {a: int(bad[a].argmax()) for a, n in enumerate(shape) if n > 2 and bad[a].sum() == 1}
    if not at or evidence(seen.pair.expected[seen.right], seen.pair.noise) < ENOUGH:
        return ""
    if len(shape) <= 2 and len(at) == 1:
        axis, index = next(iter(at.items()))
        name = line(shape, axis, index) + (", the last one," if index == shape[axis] - 1 else "")
    else:
        name = f"[{', '.join(str(at.get(axis, ':')) for axis in range(len(shape)))}]"
    holds = f"holds {_KINDS[seen.kind]}" if seen.kind else "is wrong"
    return f"only {name} {holds}, all else is right"


def _from(seen: _Seen, axis: int) -> str:
    """Right up to one place and wrong at each from there on, or the other way round."""
    pair, bad = seen.pair, seen.bad[axis]
    first, last = int(bad.argmax()), len(bad) - 1 - int(bad[::-1].argmax())
    if first >= 2 and _proved(pair, axis, slice(0, first)):
        return _after(pair, axis, bad, first)
    begins = first == 0 and bad[:last].all() and 1 <= last <= len(bad) - 3
    if begins and _proved(pair, axis, slice(last + 1, None)):
        shape = pair.expected.shape
        wrong = f"{_span(shape, axis, 0, last)} {_each_wrong(shape)}"
        return f"{wrong}, all from {line(shape, axis, last + 1)} on are right"
    return ""


def _after(pair: Pair, axis: int, bad: Any, first: int) -> str:
    shape = pair.expected.shape
    there = np.moveaxis(pair.actual, axis, 0)[first]
    wanted = np.moveaxis(pair.expected, axis, 0)[first]
    fine, name = f"{_span(shape, axis, 0, first - 1)} are right", line(shape, axis, first)
    if (np.isnan(there) & ~np.isnan(wanted)).any():
        return f"{fine}, {name} is the first with nan"
    if (np.isinf(there) & np.isfinite(wanted)).any():
        return f"{fine}, {name} is the first with an infinity"
    if bad[first:].all() and first <= len(bad) - 2:
        return f"{fine}, all from {name} on {_each_wrong(shape)}"
    return ""


def _each_wrong(shape: tuple[int, ...]) -> str:
    return "are wrong" if len(shape) == 1 else "have wrong entries"


def _span(shape: tuple[int, ...], axis: int, first: int, last: int) -> str:
    if len(shape) <= 2:
        word = "and" if last == first + 1 else "to"
        return f"{lines(shape, axis)} {first} {word} {last}"
    inside = (f"{first}:{last + 1}" if one == axis else ":" for one in range(len(shape)))
    return f"[{', '.join(inside)}]"


def _proved(pair: Pair, axis: int, part: slice) -> bool:
    right = np.moveaxis(pair.expected, axis, 0)[part]
    size = min(4096, right.size)
    return evidence(right[np.unravel_index(np.arange(size), right.shape)], pair.noise) >= ENOUGH
