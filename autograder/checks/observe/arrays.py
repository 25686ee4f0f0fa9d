"""Two arrays of numbers: the one fact that explains the difference, or where it begins."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from autograder.checks.observe.maps import confirmed, rules
from autograder.checks.observe.moves import moves, shifts
from autograder.checks.observe.pair import ENOUGH, Make, Numbers, Pair, evidence, same
from autograder.checks.observe.places import places
from autograder.checks.observe.single import number_facts, single_precision
from autograder.late import np


@dataclass(frozen=True)
class _Fact:
    """What holds where one looks first, and how to look at all the rest."""

    text: str
    pair: Pair
    wanted: Callable[[], Any]
    make: Make | None = None

    def holds(self) -> bool:
        if self.make:
            return confirmed(self.pair, self.make)
        return self.pair.holds(self.wanted())


def array_facts(mine: Numbers, theirs: Numbers) -> list[str]:
    """Facts about numbers that came back beside those expected, the most specific first."""
    noise = max(mine.noise, theirs.noise)
    pair = Pair(mine.values, theirs.values, noise)
    if pair.actual.shape != pair.expected.shape:
        return _other_shape(pair)
    if same(pair.actual, pair.expected, noise).all():
        return single_precision(mine, theirs) or _other_holder(mine, theirs)
    if pair.expected.size == 1:
        return number_facts(mine, theirs)
    found = _explanations(pair)
    if found:
        return _only_one(found)
    return single_precision(mine, theirs) or places(pair)


def _only_one(found: list[_Fact]) -> list[str]:
    """Two explanations of the same numbers are none."""
    return [fact.text for fact in found if len(found) == 1 and fact.holds()]


def _explanations(pair: Pair) -> list[_Fact]:
    """All that explains the entries where one looks first."""
    found = [_Fact(rule.text, pair, lambda: pair.expected, rule.make) for rule in rules(pair)]
    moved = _moved(pair)
    return found + (moved or [_fact_of_shift(text, part) for text, part in shifts(pair)])


def _moved(pair: Pair) -> list[_Fact]:
    return [_Fact(move.text, pair, partial(move.made, pair.expected)) for move in moves(pair)]


def _fact_of_shift(text: str, part: Pair) -> _Fact:
    return _Fact(text, part, lambda: part.expected)


def _other_holder(mine: Numbers, theirs: Numbers) -> list[str]:
    """The numbers are right, and too many to be so by chance: what is not?"""
    noise = max(mine.noise, theirs.noise)
    if theirs.values.size < 2 or evidence(theirs.values.reshape(-1), noise) < ENOUGH:
        return []
    if mine.holder != theirs.holder:
        article = "an" if mine.holder[0] in "aeiou" else "a"
        return [f"the numbers are right, but they are in {article} {mine.holder}"]
    if mine.dtype != theirs.dtype and (not mine.noise or not theirs.noise):
        return ["the numbers are right, only the dtype is not"]
    return []


def _other_shape(pair: Pair) -> list[str]:
    """The right numbers in another shape, or with rows too many or too few."""
    mine, theirs = pair.actual.shape, pair.expected.shape
    if math.prod(mine) != math.prod(theirs):
        return _other_length(pair) if mine and theirs else []
    if evidence(pair.expected.reshape(-1)[:4096], pair.noise) < ENOUGH:
        return []
    found = _moved(pair)
    flat = Pair(pair.actual.reshape(-1), pair.expected.reshape(-1), pair.noise)
    if flat.holds(flat.expected):
        return [_shape_words(mine, theirs)]
    return _only_one(found)


def _shape_words(mine: tuple[int, ...], theirs: tuple[int, ...]) -> str:
    """The same numbers, row by row, in two shapes."""
    for longer, shorter, words in ((mine, theirs, "with an extra"), (theirs, mine, "without the")):
        for axis, length in enumerate(longer):
            if length == 1 and longer[:axis] + longer[axis + 1 :] == shorter:
                return f"these are the expected numbers {words} axis {axis} of length 1"
    return f"these are the right numbers in shape {mine}, expected {theirs}"


def _other_length(pair: Pair) -> list[str]:
    """The expected rows, with some more or some missing at one end."""
    if pair.actual.shape[1:] != pair.expected.shape[1:]:
        return []
    count, other = len(pair.expected), len(pair.actual)
    kept, gap = min(count, other), abs(count - other)
    if kept < 2:
        return []
    found = [end for end in ("end", "beginning") if _kept(pair, kept, end)]
    if len(found) != 1:
        return []
    row = "entries" if pair.expected.ndim == 1 else "rows"
    one = {"entries": "entry", "rows": "row"}[row] if gap == 1 else row
    if other > count:
        return [f"these are the expected {row} and {gap} more at the {found[0]}"]
    last = {"end": "last", "beginning": "first"}[found[0]]
    return [
        f"these are the expected {row} without the {last} {one if gap == 1 else f'{gap} {row}'}"
    ]


def _kept(pair: Pair, kept: int, end: str) -> bool:
    part = slice(0, kept) if end == "end" else slice(-kept, None)
    mine, theirs = pair.actual[part], pair.expected[part]
    first: Any = (slice(0, max(1, 4096 // max(1, math.prod(theirs.shape[1:])))),)
    if not same(mine[first], theirs[first], pair.noise).all():
        return False
    worth = evidence(np.ravel(theirs[first])[:4096], pair.noise)
    return worth >= ENOUGH and Pair(mine, theirs, pair.noise).holds(theirs)
