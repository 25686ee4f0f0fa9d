"""Which values are looked at: those that can be compared in a few milliseconds."""

from __future__ import annotations

import math
from typing import Any

from autograder.channel.describe import is_array
from autograder.checks.observe.pair import LIMIT, numbers

DEPTH = 4
"""How deep containers may nest."""
MOST_ITEMS = 512
"""Items of a container, unless it is a list of numbers."""
_ARRAY = 2000  # what an array takes by itself, and an item of a container, in entries
_LEAF = 250
_LISTED = 8
_MOST = LIMIT + _ARRAY
_TOO_MUCH = _MOST + 1


def is_small(value: Any) -> bool:
    """Whether a value is small and flat enough."""
    return _weight(value, 0) <= _MOST


def _weight(value: Any, depth: int) -> int:
    """What a value takes to compare, in entries of an array; it stops where that is too much."""
    if is_array(value):
        return _ARRAY + int(math.prod(value.shape))
    if not isinstance(value, list | tuple | dict):
        return _LEAF
    listed = None if isinstance(value, dict) else numbers(value)
    if listed:
        return _ARRAY + _LISTED * int(listed.values.size)
    if len(value) > MOST_ITEMS or depth >= DEPTH:
        return _TOO_MUCH
    return _items_weight(value.values() if isinstance(value, dict) else value, depth)


def _items_weight(items: Any, depth: int) -> int:
    total = _LEAF
    for item in items:
        total += _weight(item, depth + 1)
        if total > _MOST:
            return _TOO_MUCH
    return total
