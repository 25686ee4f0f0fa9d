"""Bytes of a stranger: a value or a `WireError`, soon, and in little memory."""

from __future__ import annotations

import contextlib
import random
import struct
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.channel.dtypes import numpy_dtypes, torch_dtypes
from autograder.channel.reader import decode
from autograder.channel.wire import CAPS, Caps, WireError, encode

from .strategies import MESSAGES

SMALL = Caps(size=1 << 16, nodes=20_000, keys=1000)


def u32(number: int) -> bytes:
    return struct.pack("<I", number)


def whole(number: int) -> bytes:
    return encode(number)


def array(tag: bytes, code: int, shape: tuple[int, ...], data: bytes) -> bytes:
    return (
        tag
        + bytes([code, len(shape)])
        + struct.pack(f"<{len(shape)}Q", *shape)
        + u32(len(data))
        + data
    )


def survives(data: bytes, caps: Caps = SMALL) -> None:
    with contextlib.suppress(WireError):
        decode(data, caps)


@given(st.binary(max_size=200))
@settings(max_examples=400, deadline=2000)
def test_random_bytes_give_a_value_or_a_wire_error(data: bytes) -> None:
    survives(data)


@given(st.lists(st.sampled_from([bytes([c]) for c in b"NTFifsbltdeAGXDYRQO\0\1\2\4\xff"])))
@settings(max_examples=400, deadline=2000)
def test_random_tags_give_a_value_or_a_wire_error(parts: list[bytes]) -> None:
    survives(b"".join(parts))


@given(MESSAGES, st.randoms(use_true_random=False))
@settings(max_examples=300, deadline=2000)
def test_a_damaged_message_gives_a_value_or_a_wire_error(value: Any, chance: random.Random) -> None:
    data = bytearray(encode(value))
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(data) + 1)
        change = chance.randrange(4)
        if change == 0:
            data[at : at + 1] = bytes([chance.randrange(256)])
        elif change == 1:
            del data[at : at + chance.randint(1, 5)]
        elif change == 2:
            data[at:at] = chance.randbytes(chance.randint(1, 5))
        else:
            data[at : at + 4] = u32(chance.choice([0, 1, 2**31, 2**32 - 1, len(data)]))
    survives(bytes(data))


@given(MESSAGES)
@settings(max_examples=50, deadline=None)
def test_a_message_cut_short_or_continued_is_refused(value: Any) -> None:
    data = encode(value)
    for damaged in (data[:-1], data + b"N", data[: len(data) // 2]):
        with pytest.raises(WireError):
            decode(damaged)


@given(st.binary(max_size=60), st.sampled_from(b"RQ"))
@settings(max_examples=200, deadline=2000)
def test_a_generator_of_random_bytes_is_refused(data: bytes, tag: int) -> None:
    survives(bytes([tag]) + data)


BOMBS = {
    "no bytes": b"",
    "unknown tag": b"z",
    "list of four billion": b"l" + u32(2**32 - 1),
    "dict of four billion": b"d" + u32(2**32 - 1),
    "text of four billion": b"s" + u32(2**32 - 1),
    "text that is no UTF-8": b"s" + u32(1) + b"\xff",
    "nested lists": b"l\1\0\0\0" * 100_000 + b"N",
    "nested keys": (b"d" + u32(1)) * 100_000,
    "nested generators": b"R" * 1_000_000,
    "nested generators in lists": b"Rl\1\0\0\0" * 100_000,
    "nodes": b"l" + u32(2_000_001) + b"N" * 2_000_001,
    "huge integer": b"i" + u32(5000) + b"\1" * 5000,
    "huge key": b"d" + u32(1) + whole(2**60) + b"N",
    "array as key": b"d" + u32(1) + encode(np.zeros(1)) + b"N",
    "dict as entry of a set": b"e" + u32(1) + b"d" + u32(0),
    "unknown numpy dtype": array(b"A", len(numpy_dtypes()), (1,), bytes(8)),
    "unknown torch dtype": array(b"X", len(torch_dtypes()), (1,), bytes(8)),
    "unknown dtype": b"D\xff",
    "unknown torch dtype name": b"Y\xff",
    "too few bytes": array(b"A", 11, (3,), bytes(16)),
    "too many bytes": array(b"X", 8, (3,), bytes(16)),
    "bytes for an empty shape": array(b"A", 11, (0,), bytes(8)),
    "shape that overflows": array(b"A", 11, (2**63, 2), b""),
    "empty shape that overflows": array(b"X", 8, (0, 2**40, 2**40), b""),
    "empty numpy shape that overflows": array(b"A", 8, (0, 2**40, 2**40), b""),
    "shape whose product wraps to its bytes": array(b"X", 8, (2**62 + 1, 4), bytes(16)),
    "many dimensions": array(b"A", 11, (1,) * 200, bytes(8)),
    "scalar of wrong size": b"G" + bytes([11]) + u32(4) + bytes(4),
    "numpy generator of floats": b"R" + encode((1.0, 2.0, 0, 0)),
    "numpy generator out of range": b"R" + encode((2**128, 1, 0, 0)),
    "numpy generator with a wrong flag": b"R" + encode((1, 1, 2, 0)),
    "numpy generator of text": b"R" + encode("abcd"),
    "numpy generator of a tensor": b"R" + encode(torch.zeros(4, dtype=torch.int64)),
    "torch generator of a huge number": b"Q" + whole(2**40),
    "torch generator of few bytes": b"Q" + encode(b"abc"),
    "torch generator of no state": b"Q" + encode(bytes(5056)),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_soon(name: str) -> None:
    started = time.perf_counter()
    with pytest.raises(WireError):
        decode(BOMBS[name])
    assert time.perf_counter() - started < 3


@pytest.mark.parametrize("name", sorted(BOMBS.keys() - {"nodes"}))
def test_a_bomb_takes_little_memory(name: str) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(WireError):
            decode(BOMBS[name])
        assert tracemalloc.get_traced_memory()[1] < 20 * 2**20
    finally:
        tracemalloc.stop()


def test_a_torch_generator_that_would_read_past_its_table_is_refused() -> None:
    state = bytearray(torch.Generator().manual_seed(3).get_state().numpy().tobytes())
    struct.pack_into("<QiiQ", state, 0, 3, 500, 1, 624)
    with pytest.raises(WireError, match="state"):
        decode(b"Q" + encode(bytes(state)))


def test_bytes_other_than_0_and_1_become_proper_bools() -> None:
    for tag in (b"A", b"X"):
        arrived = decode(array(tag, 0, (3,), b"\0\2\xff"))
        assert arrived.tolist() == [False, True, True]
        assert bytes(arrived.numpy() if tag == b"X" else arrived) == b"\0\1\1"


def colliding_pairs(count: int) -> list[tuple[int, int]]:
    """Tuples with one hash: CPython's hash of a pair can be solved for its second entry."""
    prime1, prime2, prime5 = 11400714785074694791, 14029467366897019727, 2870177450012600261
    mask = 2**64 - 1
    goal = (12345 - (2 ^ (prime5 ^ 3527539))) & mask
    before = goal * pow(prime1, -1, 2**64) & mask
    before = ((before >> 31) | (before << 33)) & mask
    pairs, first = [], 0
    undo = pow(prime2, -1, 2**64)
    while len(pairs) < count:
        first += 1
        lane = (prime5 + first * prime2) & mask
        lane = (((lane << 31) | (lane >> 33)) & mask) * prime1 & mask
        second = (before - lane) * undo & mask
        if second < 2**53:
            pairs.append((first, second))
    return pairs


def test_keys_that_were_made_to_collide_are_refused() -> None:
    pairs = colliding_pairs(1100)
    assert len(set(map(hash, pairs))) == 1
    body = b"".join(encode(pair) for pair in pairs)
    with pytest.raises(WireError, match="collide"):
        decode(b"e" + u32(len(pairs)) + body)
    body = b"".join(encode(pair) + b"N" for pair in pairs)
    with pytest.raises(WireError, match="collide"):
        decode(b"d" + u32(len(pairs)) + body)


def test_a_large_honest_dict_of_pairs_is_read() -> None:
    counts = {(a, b): a for a in range(200) for b in range(200)}
    assert decode(encode(counts)) == counts


FULL: dict[str, Callable[[], bytes]] = {
    "an array": lambda: encode(np.zeros(CAPS.size // 8 - 8)),
    "a tensor": lambda: encode(torch.zeros(CAPS.size // 4 - 8)),
    "a text": lambda: encode("x" * (CAPS.size - 8)),
    "many texts": lambda: b"l" + u32(1_900_000) + (b"s" + u32(30) + b"x" * 30) * 1_900_000,
    "many empty tensors": lambda: (b"l" + u32(90_000) + array(b"X", 8, (0, 1, 1), b"") * 90_000),
    "many scalars": lambda: b"l" + u32(390_000) + encode(np.float64(1)) * 390_000,
    "many generators": lambda: (b"l" + u32(990) + (b"R" + encode((2**100, 1, 0, 0))) * 990),
}


@pytest.mark.parametrize("name", FULL)
def test_the_fullest_message_is_read_quickly(name: str) -> None:
    data = FULL[name]()
    assert len(data) <= CAPS.size
    started = time.perf_counter()
    decode(data)
    assert time.perf_counter() - started < 6
