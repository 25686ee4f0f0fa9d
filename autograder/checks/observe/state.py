"""Whether one value is another: for certain, certainly not, or by the check's tolerance."""

from __future__ import annotations

from typing import Any, Literal

from autograder.channel.describe import is_array
from autograder.checks.observe.pair import Numbers, numbers, same
from autograder.checks.observe.places import CLEARLY
from autograder.late import np

State = Literal["right", "wrong", "unclear"]


def held(value: Any) -> Numbers | None:
    """An array, a list of numbers or one number, as numbers."""
    if isinstance(value, np.generic):
        return numbers(np.asarray(value))
    if isinstance(value, list | tuple) or is_array(value):
        return numbers(value)
    found = numbers([value])
    return found and Numbers(found.values.reshape(()), found.noise, found.dtype, "number")


def state(actual: Any, expected: Any) -> State:
    """``unclear`` also where the two cannot be compared here."""
    mine, theirs = held(actual), held(expected)
    if mine and theirs:
        return _numbers_state(mine, theirs)
    if mine or theirs:
        return "wrong"
    for kind in (list, tuple, dict):
        if isinstance(actual, kind) != isinstance(expected, kind):
            return "wrong"
        if isinstance(expected, kind):
            return _items_state(actual, expected)
    if expected is None or isinstance(expected, bool | int | str | bytes):
        return "right" if type(actual) is type(expected) and actual == expected else "wrong"
    return "unclear"


def _numbers_state(mine: Numbers, theirs: Numbers) -> State:
    if mine.values.shape != theirs.values.shape or mine.holder != theirs.holder:
        return "wrong"
    noise = max(mine.noise, theirs.noise)
    if same(mine.values, theirs.values, noise).all():
        return "right"
    if noise and same(mine.values, theirs.values, CLEARLY).all():
        return "unclear"
    return "wrong"


def _items_state(actual: Any, expected: Any) -> State:
    if len(actual) != len(expected):
        return "wrong"
    if isinstance(expected, dict):
        if set(actual) != set(expected):
            return "wrong"
        pairs = [(actual[key], expected[key]) for key in expected]
    else:
        pairs = list(zip(actual, expected, strict=True))
    found = {state(mine, theirs) for mine, theirs in pairs}
    return "wrong" if "wrong" in found else "unclear" if "unclear" in found else "right"
