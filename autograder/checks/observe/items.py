"""Lists, tuples and dicts: the right items in another order, another type, under other keys."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from typing import Any

from autograder.channel.describe import spelled
from autograder.channel.plain import is_key
from autograder.checks.observe.arrays import array_facts
from autograder.checks.observe.moves import spelled_order
from autograder.checks.observe.pair import (
    ENOUGH,
    choices,
    evidence,
    is_number,
    is_plain,
    numbers,
)
from autograder.checks.observe.state import held, state
from autograder.late import np

_SPELLED = 8
_MOST_COUNTED = 512  # as many made to have one hash are still counted soon
_FEW = 4  # of fewer labels two lists hold the same by chance
_LONGEST_TEXT = 1000
_DOUBLE = 1e-12


def look(actual: Any, expected: Any) -> list[str]:
    """Facts about a value that is not the expected one."""
    if isinstance(expected, dict):
        return _dict_facts(actual, expected) if isinstance(actual, dict) else []
    if isinstance(expected, list | tuple) and isinstance(actual, list | tuple):
        return _sequence_facts(actual, expected)
    mine, theirs = held(actual), held(expected)
    return array_facts(mine, theirs) if mine and theirs else []


def _sequence_facts(actual: Any, expected: Any) -> list[str]:
    if isinstance(actual, list) != isinstance(expected, list):
        return _other_type(actual, expected)
    mine, theirs = numbers(actual), numbers(expected)
    if mine and theirs:
        found = array_facts(mine, theirs) or _repeated(actual, expected)
        flat_list = isinstance(expected, list) and theirs.values.ndim == 1
        return found if found or flat_list else _first(actual, expected)
    found = _exchanged(actual, expected) or _reordered(actual, expected)
    return found or _repeated(actual, expected) or _first(actual, expected)


def _first(actual: Any, expected: Any) -> list[str]:
    if len(actual) != len(expected):
        return []
    return _first_that_differs(enumerate(zip(actual, expected, strict=True)))


def _other_type(actual: Any, expected: Any) -> list[str]:
    theirs = numbers(expected)
    chance = theirs and evidence(theirs.values.reshape(-1), theirs.noise) < ENOUGH
    if len(actual) != len(expected) or len(actual) < 2 or chance:
        return []
    if any(state(mine, theirs) != "right" for mine, theirs in zip(actual, expected, strict=True)):
        return []
    word, wanted = ("list", "tuple") if isinstance(actual, list) else ("tuple", "list")
    return [f"the items are right, but in a {word} instead of a {wanted}"]


def _exchanged(actual: Any, expected: Any) -> list[str]:
    """``(b, a)`` for ``(a, b)``. In a list of two texts each may be a label that comes again."""
    if len(actual) != 2 or len(expected) != 2 or not _tell_apart(*expected):
        return []
    if isinstance(expected, list) and _keys(expected):
        return []
    crossed = zip(actual, reversed(expected), strict=True)
    if any(state(mine, theirs) != "right" for mine, theirs in crossed):
        return []
    return ["these are the two right items, exchanged"]


def _tell_apart(one: Any, other: Any) -> bool:
    """Whether two items are so different that none stands at the other's place by chance."""
    if state(one, other) != "wrong":
        return False
    mine, theirs = held(one), held(other)
    if mine and theirs:
        worth = (evidence(side.values.reshape(-1), side.noise) for side in (mine, theirs))
        return min(worth) >= ENOUGH
    return type(one) is not type(other) or isinstance(one, str | bytes)


def _reordered(actual: Any, expected: Any) -> list[str]:
    """All the right items, in another order."""
    mine, theirs = _keys(actual), _keys(expected)
    if not mine or not theirs or mine == theirs or Counter(mine) != Counter(theirs):
        return []
    if not _telling(theirs):
        return []
    if mine == theirs[::-1]:
        return ["these are the right items in reverse order"]
    order = ""
    if len(theirs) <= _SPELLED:
        order = f": {spelled_order([theirs.index(key) for key in mine])} of the expected ones"
    return [f"these are the right items in another order{order}"]


def _repeated(actual: Any, expected: Any) -> list[str]:
    """The right items, some of them more than once."""
    mine, theirs = _keys(actual), _keys(expected)
    if not mine or not theirs or len(mine) <= len(theirs) or set(mine) != set(theirs):
        return []
    if not _telling(theirs):
        return []
    more = [key for key, count in Counter(mine).items() if count > 1]
    which = f"{spelled(more[0][1], 30)} is" if len(more) == 1 else f"{len(more)} of them are"
    return [f"these are the right items, but {which} there more than once"]


def _keys(items: Any) -> list[Any] | None:
    """The items as things to count, each with its type; None where they cannot be counted soon."""
    if not all(map(_is_simple, items)) or len(items) > _MOST_COUNTED:
        return None
    return [(type(item).__name__, item) for item in items]


def _is_simple(item: Any) -> bool:
    if isinstance(item, tuple):
        return len(item) <= _SPELLED and all(map(_is_leaf, item))
    return _is_leaf(item)


def _is_leaf(item: Any) -> bool:
    if isinstance(item, str | bytes):
        return len(item) <= _LONGEST_TEXT
    return not isinstance(item, tuple | frozenset) and is_key(item)


def _telling(keys: list[Any]) -> bool:
    """Whether these items are found together by no chance: all differ, and there are enough.

    Texts and pairs are. Numbers are where they could have been many others: not the places in a
    list, all of which are always there.
    """
    if len(set(keys)) < len(keys):
        return False
    plain = [item for _, item in keys if not isinstance(item, str | bytes | tuple)]
    if len(keys) - len(plain) >= _FEW:
        return True
    if len(plain) < max(_FEW, len(keys)) or not all(map(is_number, plain)):
        return False
    values = np.array(plain, dtype=np.float64)
    whole = choices(values) / math.log(2) >= ENOUGH
    return whole or int((~is_plain(values, _DOUBLE)).sum()) >= _FEW


def _dict_facts(actual: dict[Any, Any], expected: dict[Any, Any]) -> list[str]:
    found = _key_facts(actual, expected)
    shared = ((key, (actual[key], theirs)) for key, theirs in expected.items() if key in actual)
    return found or _first_that_differs(shared)


def _key_facts(actual: dict[Any, Any], expected: dict[Any, Any]) -> list[str]:
    """The right values under other keys, or keys and values exchanged."""
    mine, theirs = _keys(actual.values()), _keys(expected.values())
    names, wanted = _keys(actual), _keys(expected)
    if not mine or not theirs or not names or not wanted or len(mine) != len(theirs):
        return []
    got, right = set(zip(names, mine, strict=True)), set(zip(wanted, theirs, strict=True))
    if got == right:
        return []
    if len(right) > 1 and got == {(value, key) for key, value in right}:
        return ["keys and values are exchanged"]
    if Counter(mine) == Counter(theirs) and _telling(theirs):
        return ["these are the right values under other keys"]
    return []


def _first_that_differs(pairs: Iterable[tuple[Any, tuple[Any, Any]]]) -> list[str]:
    """What is to be said about the first item that is not right."""
    for name, (mine, theirs) in pairs:
        how = state(mine, theirs)
        if how == "wrong":
            return [_named(spelled(name, 30), fact) for fact in look(mine, theirs)]
        if how == "unclear":
            return []
    return []


def _named(name: str, fact: str) -> str:
    """``at [0][1]: ...``"""
    inner = fact.removeprefix("at ") if fact.startswith("at [") else f": {fact}"
    return f"at [{name}]{inner}"
