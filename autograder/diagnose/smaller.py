"""The smallest call that still goes wrong: what is left out or made simpler, as long as it fails.

Rounds try, in turn: arguments left out, entries left out along the axes that arguments share,
members of dicts and sets left out, and simpler numbers and texts. What still fails is kept, and
rounds go on until nothing gets smaller.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from autograder.diagnose.differing import Arguments, Differing, Failure
from autograder.diagnose.known import SpentError
from autograder.diagnose.places import Place, at_place, axes, is_number, places, put, take, weight
from autograder.diagnose.simpler import entries, keeps, simpler, simpler_entry

Axis = tuple[Place, int]
"""An axis of the value at a place."""

_LONG_NAME = 10
"""Longer arguments are texts, even without a space."""
_SINGLY = 12
"""Entries along a longer axis are left out by halves and at its ends alone."""


def smallest(args: tuple[Any, ...], kwargs: dict[str, Any], differing: Differing) -> Failure | None:
    """The smallest failing call found; None where the call does not fail as it is.

    A side may raise `SpentError` to end the search: what was found until then counts.
    """
    search = _Search(differing)
    with contextlib.suppress(SpentError):
        search.start(args, kwargs)
    return search.found


class _Search:
    """A failing call on its way to the smallest one."""

    def __init__(self, differing: Differing) -> None:
        self._fails = differing
        self._apart: dict[tuple[_Along, ...], bool] = {}
        self.found: Failure | None = None
        self._call: Arguments = ((), {})
        self._origin = self._call

    def start(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        """Go on from a call until nothing gets smaller."""
        self._call = self._origin = (args, kwargs)
        self.found = self._fails(args, kwargs)
        before = None
        while self.found is not before:
            before = self.found
            for step in (_without_arguments, self._along_axes, _without_members):
                while self._first(step(self._call)):
                    pass
            self._simplify()

    def _first(self, candidates: Iterable[Arguments]) -> bool:
        """Take the first candidate that is smaller and still fails."""
        now = weight(self._call)
        for candidate in candidates:
            found = self._fails(*candidate) if weight(candidate) < now else None
            if found is not None:
                self.found, self._call = found, candidate
                return True
        return False

    def _simplify(self) -> None:
        """Each value as a whole, then each entry of the arrays, once."""
        for at, _ in list(places(self._call)):
            if not _is_label(_there(self._origin, at, None), at):
                self._first(self._changed(at, simpler(at_place(self._call, at))))
            for index in entries(at_place(self._call, at)):
                now = at_place(self._call, at)
                self._first(self._changed(at, simpler_entry(now, index)))

    def _changed(self, at: Place, candidates: Iterable[Any]) -> Iterator[Arguments]:
        origin, others = _there(self._origin, at, at_place(self._call, at)), _ids(self._call, at)
        kept = (new for new in candidates if keeps(origin, new) and not _is_one_of(new, others))
        return (put(self._call, at, new) for new in kept)

    def _along_axes(self, call: Arguments) -> Iterator[Arguments]:
        """Fewer entries along axes of one length: of all arguments together, of axes in the same
        position, or of one alone.
        """
        known = list(_axes_of(call, self._origin))
        for length in sorted({each.length for each in known if each.length > 1}, reverse=True):
            alike = [each for each in known if each.length == length]
            counts = [at for at, value in places(call) if is_number(value) and value == length]
            groups = [each for each in _groups(alike) if self._stands_alone(call, each, alike)]
            for kept in _kept(length):
                for group in groups:
                    made = _taken(call, self._origin, group, kept)
                    yield from _counted(made, counts, len(kept)) if made else ()

    def _stands_alone(
        self, call: Arguments, group: tuple[_Along, ...], alike: list[_Along]
    ) -> bool:
        """Whether a group's axes have their length by themselves: the right side takes them when
        they are longer than others of that length. Were they shorter, one entry could be repeated
        to fit, and a shorter list could end another one early, without a word.
        """
        first = {each.at_first for each in group}
        peers = [each for each in alike if each.at_first in first]
        if len(peers) == len(group):
            return True
        if any(each.torn for each in group):
            return False
        if group not in self._apart:
            twice = (*range(group[0].length), *range(group[0].length))
            longer = _taken(call, None, group, twice)
            self._apart[group] = longer is not None and self._fails.accepts(*longer)
        return self._apart[group]


def _is_one_of(new: Any, others: set[int]) -> bool:
    return isinstance(new, int) and new in others


def _ids(call: Arguments, besides: Place) -> set[int]:
    """Numbers that name things, as token ids do, where the one at a place may be such a name too:
    two that differ must not become one.
    """
    lists = [at for at, value in places(call) if len(at) > 1 and _is_ids(value)]
    now, inside = at_place(call, besides), besides[:-1] in lists
    numbers = [(at, value) for at, value in places(call) if is_number(value)]
    named = (value for at, value in numbers if inside or at[:-1] in lists)
    return {value for value in named if value != now}


def _is_ids(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(type(item) is int for item in value)


def _there(call: Arguments, at: Place, otherwise: Any) -> Any:
    """What stands at a place of the first call, which tells most of what belongs there."""
    try:
        return at_place(call, at)
    except (LookupError, TypeError):
        return otherwise


def _without_arguments(call: Arguments) -> Iterator[Arguments]:
    args, kwargs = call
    for key in kwargs:
        yield args, {other: value for other, value in kwargs.items() if other != key}
    if args:
        yield args[:-1], kwargs


def _without_members(call: Arguments) -> Iterator[Arguments]:
    for at, value in places(call):
        if len(at) < 2:
            continue  # the arguments themselves
        if isinstance(value, dict) and len(value) > 1:
            for key in value:
                rest = {other: item for other, item in value.items() if other != key}
                yield put(call, at, rest)
        if isinstance(value, set | frozenset) and len(value) > 1:
            for member in sorted(value, key=repr):
                yield put(call, at, type(value)(value - {member}))


@dataclass(frozen=True)
class _Along:
    """An axis as it is: its length, how long it was at first, and how many axes there are."""

    axis: Axis
    length: int
    at_first: int
    ndim: int
    torn: bool
    """Whether one can be shorter than its peers and nothing complains: of lists."""


def _axes_of(call: Arguments, origin: Arguments) -> Iterator[_Along]:
    for number, (at, value) in enumerate(places(call)):
        at_first = _there(origin, at, value)
        if len(at) < 2 or _is_label(at_first, at):
            continue
        now, first = axes(value), axes(at_first)
        first = first if len(first) == len(now) else now
        first = (-number,) if isinstance(value, str | bytes) else first  # shares it by chance
        for axis, (length, long) in enumerate(zip(now, first, strict=True)):
            yield _Along((at, axis), length, long, len(now), isinstance(value, list))


def _is_label(value: Any, at: Place) -> bool:
    """Whether a string is a name among others, as ``B-PER`` or ``same``, and not a text."""
    long = len(at) == 2 and isinstance(value, str) and len(value) > _LONG_NAME
    return isinstance(value, str) and not long and " " not in value


def _groups(alike: list[_Along]) -> list[tuple[_Along, ...]]:
    groups = [tuple(alike)]
    for one in alike:
        same_place = (each for each in alike if each.axis[1] == one.axis[1])
        from_back = (each for each in alike if each.ndim - each.axis[1] == one.ndim - one.axis[1])
        groups += [tuple(same_place), tuple(from_back)]
    return list(dict.fromkeys([*groups, *((one,) for one in alike)]))


def _kept(length: int) -> list[tuple[int, ...]]:
    """Which entries stay: few of them first."""
    every, half = range(length), (length + 1) // 2
    bold = [every[:1], every[-1:], every[:2], every[:half], every[-half:], every[:-1], every[1:]]
    kept = [tuple(each) for each in bold]
    if length <= _SINGLY:
        kept += [tuple(index for index in every if index != out) for out in every]
    return [each for each in dict.fromkeys(kept) if 0 < len(each) < length]


def _taken(
    call: Arguments, origin: Arguments | None, group: tuple[_Along, ...], kept: tuple[int, ...]
) -> Arguments | None:
    """``call`` with the ``kept`` entries alone; None where a value would change its kind, of which
    ``origin`` tells.
    """
    made: Any = call
    for at, axis in sorted((each.axis for each in group), key=_depth, reverse=True):
        now = at_place(made, at)
        new = take(now, axis, kept)
        if origin is not None and not keeps(_there(origin, at, now), new):
            return None
        made = put(made, at, new)
    args, kwargs = made
    return args, kwargs


def _depth(axis: Axis) -> int:
    return len(axis[0])  # inner ones come first: the outer ones would move them


def _counted(call: Arguments, counts: list[Place], length: int) -> Iterator[Arguments]:
    """``call``, first with the numbers that may count its entries made to fit."""
    counted: Any = call
    with contextlib.suppress(LookupError):  # a number in a list may have been left out
        for at in counts:
            counted = put(counted, at, type(at_place(counted, at))(length))
        if counts:
            yield counted
    yield call
