"""What may cross the channel: its bounds, and the words that stand for what cannot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from autograder.errors import AutograderError
from autograder.late import np


class WireError(AutograderError):
    """Bytes that are not a message of ours, or a value that may not cross."""


@dataclass(frozen=True)
class Caps:
    """What one message may hold at most; see each field."""

    depth: int = 32
    """How deep containers may nest."""
    nodes: int = 2_000_000
    """How many values a message may hold, the entries of containers included. See `WEIGHTS`."""
    size: int = 64 * 1024 * 1024
    """Bytes of a whole message."""
    int_bytes: int = 4096
    """Bytes of one integer."""
    keys: int = 500_000
    """Entries of one dict or set."""


CAPS = Caps()

WEIGHTS = {"scalar": 4, "array": 20, "generator": 2000}
"""How many nodes such a value counts as: what it takes to build, measured in small integers."""

MAX_NDIM = 32
MAX_ENTRIES = 2**40
"""Entries of an array, a dimension of 0 counted as 1: beyond it libraries overflow."""
_MAX_EXACT_KEY = 2**53
_MAX_ALIKE = 64
"""Keys with one hash, which a dict compares with each other. Whole numbers alone can give as many:
-1 and -2 have the same hash."""


@dataclass(frozen=True)
class Opaque:
    """A value that cannot cross the channel: only the name of its type does."""

    type_name: str

    def __str__(self) -> str:
        return f"a {self.type_name}"


@dataclass(frozen=True)
class Encoded:
    """A value in bytes already, with what it counts for; made by `wire.encoded`."""

    data: bytes
    nodes: int
    depth: int


def is_key(key: Any) -> bool:
    """Keys that hash quickly and well: no huge integers, no large floats, no nan."""
    if type(key) is str or type(key) is bytes:  # most keys
        return True
    if key is None or isinstance(key, bool | str | bytes):
        return True
    if isinstance(key, int | np.integer):
        return -_MAX_EXACT_KEY < int(key) < _MAX_EXACT_KEY
    if isinstance(key, float):
        return abs(key) < _MAX_EXACT_KEY
    return isinstance(key, tuple | frozenset) and len(key) <= 64 and all(map(is_key, key))


def frozen(key: Any) -> Any:
    """A decoded key with its sets, at any depth, as frozensets."""
    if isinstance(key, set):
        return frozenset(key)
    return tuple(map(frozen, key)) if isinstance(key, tuple) else key


def collide(keys: list[Any]) -> bool:
    """Whether many keys share a hash. Such tuples can be computed; a dict of them takes hours."""
    return len(keys) > _MAX_ALIKE and max(Counter(map(hash, keys)).values()) > _MAX_ALIKE


def sort_key(member: Any) -> tuple[str, Any]:
    """An order for the members of a set, so that equal sets are equal bytes in every process.

    Keys of one type are compared with each other only, and nothing is spelled twice: a text of a
    text would double its backslashes at each level.
    """
    if isinstance(member, frozenset):
        return "frozenset", sorted(map(sort_key, member))
    if isinstance(member, tuple):
        return "tuple", list(map(sort_key, member))
    return type(member).__name__, repr(member)


def in_order(members: Iterable[Any]) -> list[Any]:
    """The members of a set, all of them valid keys, in one order for all processes."""
    return sorted(members, key=sort_key)
