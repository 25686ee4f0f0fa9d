"""The heaviest messages that the caps admit: what is slowest to read, and what grows the most."""

from __future__ import annotations

import struct
from collections.abc import Callable

import numpy as np

from autograder.channel.wire import CAPS, encode

_SPARE = 64


def u32(number: int) -> bytes:
    return struct.pack("<I", number)


def _many(value: bytes, weight: int = 1) -> bytes:
    """A list of as many of ``value`` as one message may hold."""
    count = min((CAPS.nodes - 1) // weight, (CAPS.size - 5) // len(value))
    return b"l" + u32(count) + value * count


def _text(unit: bytes) -> bytes:
    data = unit * ((CAPS.size - _SPARE) // len(unit))
    return b"s" + u32(len(data)) + data


def _tree(leaf: bytes, levels: int) -> bytes:
    for _ in range(levels):
        leaf = b"t" + u32(64) + leaf * 64
    return leaf


def nested_keys(levels: int = 3, wide: int = 7) -> bytes:
    """Sets in sets around a tree of tuples: each level must not look at the whole tree again."""
    tree = _tree(encode(513), levels)
    return (b"e" + u32(1)) * 27 + b"t" + u32(wide) + tree * wide


def alike_keys(count: int, size: int) -> bytes:
    """A set of tuples of one hash, all with one long beginning: to compare two of them costs
    ``size`` steps. CPython's hash of a tuple can be solved for its last entry.
    """
    prefix = tuple(tuple(60.0 * row + at for at in range(60)) for row in range(size // 60))
    body = encode(prefix)[1:]
    keys = _with_hash(prefix, count)
    if len({hash(key) for key in keys}) != 1:
        raise RuntimeError("this Python hashes tuples in another way")
    parts = [b"t" + u32(3) + b"t" + body + encode(a) + encode(b) for _, a, b in keys]
    return b"e" + u32(count) + b"".join(parts)


def _with_hash(prefix: object, count: int) -> list[tuple[object, int, int]]:
    prime1, prime2, prime5 = 11400714785074694791, 14029467366897019727, 2870177450012600261
    mask = 2**64 - 1

    def lane(total: int, entry: int) -> int:
        total = (total + entry * prime2) & mask
        return ((total << 31) | (total >> 33)) * prime1 & mask

    goal = (12345 - (3 ^ (prime5 ^ 3527539))) * pow(prime1, -1, 2**64) & mask
    before = ((goal >> 31) | (goal << 33)) & mask
    undo = pow(prime2, -1, 2**64)
    begun = lane(prime5, hash(prefix) & mask)
    found: list[tuple[object, int, int]] = []
    first = 0
    while len(found) < count:
        first += 1
        second = (before - lane(begun, first)) * undo & mask
        if second < 2**53:
            found.append((prefix, first, second))
    return found


HEAVY: dict[str, Callable[[], bytes]] = {
    "one array": lambda: encode(np.zeros((CAPS.size - _SPARE) // 8)),
    "one text of half signs": lambda: _text(b"\xed\xa0\x80"),
    "one text with a wide sign": lambda: _text(b"a" * 4096 + "😀".encode()),
    "texts with a wide sign": lambda: _many(b"s" + u32(26) + "😀".encode() + b"a" * 22),
    "a name that is too long": lambda: b"O" + u32(CAPS.size - _SPARE) + b"\xff" * (CAPS.size - _SPARE),
    "opaque values": lambda: _many(b"O" + u32(0)),
    "empty dicts": lambda: _many(b"d" + u32(0)),
    "dicts of one": lambda: _many(b"d" + u32(1) + b"NN", 3),
    "empty sets": lambda: _many(b"e" + u32(0), 5),
    "sets of one": lambda: _many(b"e" + u32(1) + b"N", 6),
    "lists of one": lambda: _many(b"l" + u32(1) + b"N", 2),
    "floats": lambda: _many(b"f" + bytes(8)),
    "arrays of one": lambda: _many(encode(np.zeros(1)), 21),
    "scalars": lambda: _many(encode(np.float64(1)), 5),
    "one large dict": lambda: encode({number: number for number in range(CAPS.keys)}),
    "one large set of pairs": lambda: encode({(n, n) for n in range(CAPS.nodes // 5)}),
    "sets in sets": nested_keys,
    "keys of one hash": lambda: alike_keys(1000, 1900),
}  # fmt: skip
"""Makers, for the messages are large."""
