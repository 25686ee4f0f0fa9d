"""Messages of a stranger who knows the wire: real encodings, damaged with intent.

Every message follows from a seed, so that one that is found can be made again.
"""

from __future__ import annotations

import random
import struct
from collections.abc import Callable
from typing import Any

import numpy as np
import torch

from autograder.channel.dtypes import numpy_dtypes, torch_dtypes
from autograder.channel.wire import encode

_COUNTS = (0, 1, 2, 0x7F, 0xFF, 0xFFFF, 2**20, 2**31 - 1, 2**31, 2**32 - 1)
_LENGTHS = (0, 1, 2, 3, 2**20, 2**32, 2**40, 2**62 + 1, 2**63, 2**64 - 1)
_HEADS = (
    b"l\1\0\0\0", b"t\1\0\0\0", b"d\1\0\0\0N", b"e\1\0\0\0", b"R", b"Q", b"d\1\0\0\0e\1\0\0\0",
)  # fmt: skip
_ARRAYS = b"AX"
_MOST = 1 << 18
"""Bytes of a message that grows by splices and nesting."""


class Corpus:
    """Real messages of all kinds: answers of workers, as a judge gets them, and single values."""

    def __init__(self, chance: random.Random, count: int = 400) -> None:
        self.messages = [encode(self._message(chance, number)) for number in range(count)]

    def _message(self, chance: random.Random, number: int) -> Any:
        value = _value(chance, 3)
        if number % 4 == 0:
            return value
        if number % 4 == 1:
            frames = [["numbers.py", chance.randrange(99), "double", "return x"]] * 3
            return ("raised", [["ValueError", "Exception"], _text(chance), frames], "")
        return ("value", value, _text(chance))


def mutated(corpus: Corpus, chance: random.Random) -> bytes:
    """One message of the corpus with one to four kinds of damage."""
    data = bytearray(chance.choice(corpus.messages))
    for _ in range(chance.choice((1, 1, 2, 3, 4))):
        chance.choice(_DAMAGES)(data, chance, corpus)
    return bytes(data[:_MOST])


def _text(chance: random.Random) -> str:
    signs = "abc \n\x1b\0é√😀\ud800"
    return "".join(chance.choice(signs) for _ in range(chance.choice((0, 1, 5, 40, 300))))


def _key(chance: random.Random, depth: int = 2) -> Any:
    kind = chance.randrange(7 if depth else 5)
    if kind < 2:
        return chance.randrange(-9, 99)
    if kind == 2:
        return _text(chance)[:9]
    if kind == 3:
        return chance.uniform(-2, 2)
    if kind == 4:
        return chance.choice((None, True, b"\0\1"))
    keys = [_key(chance, depth - 1) for _ in range(chance.randrange(4))]
    return tuple(keys) if kind == 5 else frozenset(keys)


def _value(chance: random.Random, depth: int) -> Any:
    return chance.choice(_LEAVES if depth == 0 else (*_LEAVES, *_CONTAINERS * 3))(chance, depth)


def _shape(chance: random.Random) -> tuple[int, ...]:
    return tuple(chance.choice((0, 1, 2, 3, 7)) for _ in range(chance.randrange(4)))


def _array(chance: random.Random, _depth: int) -> Any:
    dtype = chance.choice(numpy_dtypes())
    return np.asarray(np.ones(_shape(chance)) * chance.randrange(3), dtype=dtype)


def _tensor(chance: random.Random, _depth: int) -> Any:
    return torch.ones(_shape(chance)).to(chance.choice(torch_dtypes()))


_Make = Callable[[random.Random, int], Any]
_LEAVES: tuple[_Make, ...] = (
    lambda chance, _: chance.choice((None, True, False)),
    lambda chance, _: chance.choice((0, -1, 2**31, -(2**63), 2**4000, chance.randrange(10**6))),
    lambda chance, _: chance.choice((0.0, -0.0, float("nan"), float("inf"), chance.random())),
    lambda chance, _: _text(chance),
    lambda chance, _: chance.randbytes(chance.randrange(60)),
    _array,
    _tensor,
    lambda chance, _: np.float32(chance.random()),
    lambda chance, _: chance.choice(numpy_dtypes()),
    lambda chance, _: chance.choice(torch_dtypes()),
    lambda chance, _: np.random.default_rng(chance.randrange(99)),
    lambda chance, _: torch.Generator().manual_seed(chance.randrange(99)),
    lambda _chance, _: object(),
)
_CONTAINERS: tuple[_Make, ...] = (
    lambda chance, depth: [_value(chance, depth - 1) for _ in range(chance.randrange(6))],
    lambda chance, depth: tuple(_value(chance, depth - 1) for _ in range(chance.randrange(6))),
    lambda chance, depth: {_key(chance): _value(chance, depth - 1) for _ in range(4)},
    lambda chance, _: {_key(chance) for _ in range(chance.randrange(9))},
    lambda chance, _: [chance.randrange(300) for _ in range(chance.randrange(200))],
)

_Damage = Callable[[bytearray, random.Random, Corpus], None]


def _place(data: bytearray, chance: random.Random, room: int = 0) -> int:
    return chance.randrange(max(1, len(data) - room + 1))


def _flip(data: bytearray, chance: random.Random, _corpus: Corpus) -> None:
    for _ in range(chance.randint(1, 8)):
        if data:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _cut(data: bytearray, chance: random.Random, _corpus: Corpus) -> None:
    del data[_place(data, chance) :]


def _remove(data: bytearray, chance: random.Random, _corpus: Corpus) -> None:
    at = _place(data, chance)
    del data[at : at + chance.randint(1, 40)]


def _splice(data: bytearray, chance: random.Random, corpus: Corpus) -> None:
    other = chance.choice(corpus.messages)
    start = chance.randrange(len(other))
    at = _place(data, chance)
    data[at : at + chance.randrange(20)] = other[start : start + chance.randint(1, 400)]


def _repeat(data: bytearray, chance: random.Random, _corpus: Corpus) -> None:
    at = _place(data, chance)
    data[at:at] = data[at : at + chance.randint(1, 60)] * chance.choice((1, 2, 50, 2000))


def _bomb(data: bytearray, chance: random.Random, _corpus: Corpus) -> None:
    at = _place(data, chance, 4)
    data[at : at + 4] = struct.pack("<I", chance.choice((*_COUNTS, len(data), len(data) - at)))


def _nest(data: bytearray, chance: random.Random, _corpus: Corpus) -> None:
    head = chance.choice(_HEADS) if chance.random() < 0.7 else b"".join(chance.choices(_HEADS, k=3))
    at = chance.choice((0, _place(data, chance)))
    data[at:at] = head * chance.choice((1, 5, 31, 33, 3000))


def _lie(data: bytearray, chance: random.Random, _corpus: Corpus) -> None:
    """About the dtype, the number of dimensions, or a dimension, of an array."""
    found = [at for at, tag in enumerate(data) if tag in _ARRAYS]
    if not found:
        return
    at = chance.choice(found)
    what = chance.randrange(3)
    if what < 2:
        data[at + 1 + what : at + 2 + what] = bytes([chance.choice((0, 1, 2, 13, 32, 33, 255))])
    else:
        start = at + 3 + 8 * chance.randrange(3)
        data[start : start + 8] = struct.pack("<Q", chance.choice(_LENGTHS))


def _tag(data: bytearray, chance: random.Random, _corpus: Corpus) -> None:
    at = _place(data, chance)
    data[at : at + 1] = bytes([chance.choice(b"NTFifsbltdeAGXDYRQO")])


_DAMAGES: tuple[_Damage, ...] = (
    _flip, _cut, _remove, _splice, _repeat, _bomb, _nest, _lie, _lie, _tag,
)  # fmt: skip
