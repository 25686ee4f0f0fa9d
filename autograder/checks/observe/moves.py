"""The right numbers in other places: axes exchanged, reversed, rolled, reordered or shifted."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, permutations
from typing import Any

from autograder.checks.observe.maps import EXPECTED
from autograder.checks.observe.pair import ENOUGH, Pair, evidence, same
from autograder.late import np

_LANES = 8
_LONGEST_ORDER = 256
_LONGEST_SPELLED = 8
_MOST_AXES = 4
_MOST_ROLLS = 4


@dataclass(frozen=True)
class Move:
    """Entries taken from other places: axes in another order, then an order along some axes."""

    text: str
    axes: tuple[int, ...]
    orders: tuple[tuple[int, Any], ...] = ()
    bits: float = ENOUGH
    """What the agreement must be worth: more where the move was one of many."""

    def made(self, expected: Any) -> Any:
        """The whole expected array, moved."""
        moved = expected.transpose(self.axes)
        for axis, order in self.orders:
            backwards = len(order) > 1 and order[0] == len(order) - 1 and order[-1] == 0
            if backwards and (np.diff(order) == -1).all():
                moved = np.flip(moved, axis)
            else:
                moved = np.take(moved, order, axis)
        return moved

    def at(self, expected: Any, places: tuple[Any, ...]) -> Any:
        """The moved array at these places alone."""
        index = list(places)
        for axis, order in self.orders:
            index[axis] = order[index[axis]]
        return expected.transpose(self.axes)[tuple(index)]


def moves(pair: Pair) -> Iterator[Move]:
    """The moves that hold where one looks first."""
    actual = pair.actual[pair.places]
    still = pair.expected[pair.places] if pair.actual.shape == pair.expected.shape else None
    for move in _candidates(pair):
        wanted = move.at(pair.expected, pair.places)
        if not same(actual, wanted, pair.noise).all():
            continue
        moved = wanted if still is None else wanted[~same(wanted, still, pair.noise)]
        if evidence(moved, pair.noise) >= move.bits:
            yield move


def _candidates(pair: Pair) -> Iterator[Move]:
    yield from _exchanges(pair)
    if pair.actual.shape == pair.expected.shape:
        yield from _reversals(pair.expected.shape)
        for axis in range(pair.expected.ndim):
            yield from _along(pair, axis)


def _exchanges(pair: Pair) -> Iterator[Move]:
    """Axes in another order, where that gives the shape that came back."""
    shape, ndim = pair.expected.shape, pair.expected.ndim
    if pair.actual.ndim != ndim or not 2 <= ndim <= _MOST_AXES:
        return
    for axes in permutations(range(ndim)):
        moved = [axis for axis in range(ndim) if axes[axis] != axis and shape[axis] > 1]
        if len(moved) > 1 and tuple(shape[axis] for axis in axes) == pair.actual.shape:
            yield Move(_exchange_words(axes), axes)


def _exchange_words(axes: tuple[int, ...]) -> str:
    if len(axes) == 2:
        return f"{EXPECTED} transposed"
    changed = [axis for axis in range(len(axes)) if axes[axis] != axis]
    if len(changed) == 2:
        return f"{EXPECTED} with axes {changed[0]} and {changed[1]} exchanged"
    return f"{EXPECTED} with its axes in the order {axes}"


def _reversals(shape: tuple[int, ...]) -> Iterator[Move]:
    long = [axis for axis, length in enumerate(shape) if length > 1][:_MOST_AXES]
    for count in range(1, len(long) + 1):
        for chosen in combinations(long, count):
            orders = tuple((axis, np.arange(shape[axis])[::-1]) for axis in chosen)
            yield Move(_reversal_words(shape, chosen), tuple(range(len(shape))), orders)


def _reversal_words(shape: tuple[int, ...], chosen: tuple[int, ...]) -> str:
    if len(chosen) == 1 and shape[chosen[0]] == 2:
        return f"{EXPECTED} with its two {lines(shape, chosen[0])} exchanged"
    if len(shape) <= 2:
        names = " and its ".join(lines(shape, axis) for axis in chosen)
        return f"{EXPECTED} with its {names} in reverse order"
    word = "axis" if len(chosen) == 1 else "axes"
    return f"{EXPECTED} reversed along {word} {' and '.join(map(str, chosen))}"


def lines(shape: tuple[int, ...], axis: int) -> str:
    """What lies along an axis: entries of a vector, rows and columns of a matrix."""
    if len(shape) == 1:
        return "entries"
    return ("rows", "columns")[axis] if len(shape) == 2 else f"slices along axis {axis}"


def line(shape: tuple[int, ...], axis: int, index: int) -> str:
    """One of them: ``row 3``, ``[:, :, 3]``."""
    if len(shape) <= 2:
        word = "entry" if len(shape) == 1 else ("row", "column")[axis]
        return f"{word} {index}"
    return f"[{', '.join(str(index) if one == axis else ':' for one in range(len(shape)))}]"


def _along(pair: Pair, axis: int) -> Iterator[Move]:
    """Rolls and other orders along one axis; what only two can do is a reversal already."""
    shape = pair.expected.shape
    length, axes = shape[axis], tuple(range(pair.expected.ndim))
    if length < 3:
        return
    mine, theirs = (_lanes(side, axis) for side in (pair.actual, pair.expected))
    starts = np.flatnonzero(same(theirs, mine[:1], pair.noise).all(axis=1))
    if not 0 < len(starts) <= _MOST_ROLLS:
        return
    for start in (int(index) for index in starts if index):
        order = (np.arange(length) + start) % length
        name = line(shape, axis, start)
        text = f"{EXPECTED} rolled along axis {axis}: it begins with the expected {name}"
        if len(shape) == 1:
            text = f"{EXPECTED} rolled: it begins with the expected {name}"
        yield Move(text, axes, ((axis, order),), ENOUGH + math.log2(length))
    if length <= _LONGEST_ORDER:
        yield from _reordered(pair, axis, mine, theirs)


def _lanes(values: Any, axis: int) -> Any:
    """Some vectors along an axis, side by side: enough to tell its rows apart."""
    front = np.moveaxis(values, axis, 0)
    if front.ndim == 1:
        return front[:, None]
    count = math.prod(front.shape[1:])
    chosen = np.unique(np.linspace(0, count - 1, min(_LANES, count)).astype(int))
    return front[(slice(None), *np.unravel_index(chosen, front.shape[1:]))].reshape(len(front), -1)


def _reordered(pair: Pair, axis: int, mine: Any, theirs: Any) -> Iterator[Move]:
    shape, length = pair.expected.shape, len(mine)
    matches = same(mine[:, None], theirs[None, :], pair.noise).all(axis=2)
    if (matches.sum(axis=0) != 1).any() or (matches.sum(axis=1) != 1).any():
        return
    order = matches.argmax(axis=1)
    if len(set(np.diff(order).tolist()) - {-1 if order[0] > order[-1] else 1}) == 0:
        return
    if (np.diff(order) % length == 1).all():
        return
    of = f"of the expected {lines(shape, axis)}" if length <= _LONGEST_SPELLED else ""
    text = f"{EXPECTED} with its {lines(shape, axis)} in another order"
    text += f": {spelled_order(order.tolist())} {of}" if of else ""
    bits = ENOUGH + math.lgamma(length + 1) / math.log(2)
    yield Move(text, tuple(range(len(shape))), ((axis, order),), bits)


def spelled_order(order: list[int]) -> str:
    """``2, 0 and 1``."""
    return f"{', '.join(map(str, order[:-1]))} and {order[-1]}"


def shifts(pair: Pair) -> Iterator[tuple[str, Pair]]:
    """Rows that are those of one earlier or later, and what is still to be compared in full."""
    if pair.actual.shape != pair.expected.shape:
        return
    for axis, length in enumerate(pair.expected.shape):
        if length < 4:
            continue
        early, late = (_part(pair, axis, *ends) for ends in ((1, 0), (0, 1)))
        for word, side in (("before", early), ("after", late)):
            if _shifted(side, pair, axis):
                yield _shift_words(pair.expected.shape, axis, word), side


def _part(pair: Pair, axis: int, mine: int, theirs: int) -> Pair:
    """All but one row of both, beginning at row ``mine`` and at row ``theirs``."""
    last = pair.expected.shape[axis] - 1
    before = (slice(None),) * axis
    actual = pair.actual[(*before, slice(mine, mine + last))]
    expected = pair.expected[(*before, slice(theirs, theirs + last))]
    return Pair(actual, expected, pair.noise)


def _shifted(side: Pair, pair: Pair, axis: int) -> bool:
    mine, theirs = side.actual[side.places], side.expected[side.places]
    if not same(mine, theirs, pair.noise).all():
        return False
    length = pair.expected.shape[axis] - 1
    steps = np.diff(_lanes(pair.expected, axis), axis=0)
    return length > 0 and bool(steps.any()) and _worth(side, axis) >= ENOUGH + 1


def _worth(side: Pair, axis: int) -> float:
    """What the agreement proves: entries equal to their neighbours prove nothing."""
    lanes = _lanes(side.expected, axis)
    changed = np.abs(np.diff(lanes, axis=0)) > 0
    return evidence(lanes[1:][changed], side.noise)


def _shift_words(shape: tuple[int, ...], axis: int, word: str) -> str:
    one = "entry" if len(shape) == 1 else ("row", "column")[axis] if len(shape) == 2 else "slice"
    where = f" along axis {axis}" if len(shape) > 2 else ""
    other = "first" if word == "before" else "last"
    return f"shifted by one: each {one}{where} but the {other} is the expected one {word} it"
