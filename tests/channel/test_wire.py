"""What crosses, what arrives, and what each cap refuses."""

from __future__ import annotations

import enum
import math
import random
import subprocess
import sys
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings

from autograder.channel.dtypes import numpy_dtypes, torch_dtypes
from autograder.channel.reader import decode
from autograder.channel.wire import Caps, Opaque, WireError, encode

from .strategies import ARRAYS, PLAIN, TENSORS, same

Point = namedtuple("Point", "x y")


class Colour(enum.IntEnum):
    RED = 3


class Name(str):
    def encode(self, *_args: object) -> bytes:
        return b"something else"


class Crowd(list):
    def __len__(self) -> int:
        return 99


class Word:
    """A type of a student's own."""


def sent(value: Any) -> Any:
    return decode(encode(value))


@given(PLAIN)
@settings(max_examples=150, deadline=None)
def test_nested_plain_data_arrives_to_the_last_bit(value: Any) -> None:
    assert same(sent(value), value)


@given(ARRAYS)
@settings(max_examples=150, deadline=None)
def test_arrays_arrive_with_shape_dtype_and_bytes(value: Any) -> None:
    assert same(sent(value), value)


@given(TENSORS)
@settings(max_examples=150, deadline=None)
def test_tensors_arrive_with_shape_dtype_and_entries(value: Any) -> None:
    assert same(sent(value), value)


@pytest.mark.parametrize("dtype", numpy_dtypes(), ids=str)
def test_every_numpy_dtype_crosses_as_array_scalar_and_dtype(dtype: Any) -> None:
    for value in (np.ones((), dtype), np.ones((2, 0, 3), dtype), np.ones((2, 3), dtype)[:, ::2]):
        assert same(sent(value), value)
    assert same(sent(dtype.type(1)), dtype.type(1))
    assert sent(dtype) == dtype


@pytest.mark.parametrize("dtype", torch_dtypes(), ids=str)
def test_every_torch_dtype_crosses_as_tensor_and_dtype(dtype: Any) -> None:
    ones = torch.ones((2, 3), dtype=dtype)
    for value in (ones, ones.T, ones[:, ::2], ones[0, 0], ones[:0], ones.expand(2, 2, 3)):
        assert same(sent(value), value)
    assert sent(dtype) is dtype


@pytest.mark.parametrize("dtype", [">f4", ">f8", ">i2", ">u8", ">c16"])
def test_big_endian_arrays_arrive_in_native_order_with_the_same_numbers(dtype: str) -> None:
    value = np.array([1, 2, 3], dtype)
    arrived = sent(value)
    assert arrived.dtype == value.dtype.newbyteorder("=")
    assert arrived.tolist() == value.tolist()


def test_every_bit_pattern_of_small_floats_survives() -> None:
    bits = np.arange(2**16, dtype=np.uint16)
    assert sent(bits.view(np.float16)).tobytes() == bits.tobytes()
    patterns = torch.from_numpy(bits.view(np.int16).copy())
    assert torch.equal(sent(patterns.view(torch.bfloat16)).view(torch.int16), patterns)


def test_a_tensor_arrives_detached_plain_and_resolved() -> None:
    weight = torch.nn.Parameter(torch.ones(2))
    assert type(sent(weight)) is torch.Tensor
    assert not sent(weight).requires_grad
    assert not sent(weight * 2).requires_grad
    conjugate = torch.tensor([1 + 2j]).conj()
    assert sent(conjugate).tolist() == [1 - 2j]
    assert not sent(conjugate).is_conj()
    assert sent(conjugate.imag).tolist() == [-2.0]


def test_what_arrives_is_a_writable_copy() -> None:
    for value in (np.zeros(3), torch.zeros(3), np.zeros(3, bool), torch.zeros(3, dtype=torch.bool)):
        arrived = sent(value)
        arrived[0] = 1
        assert not value.any()


def test_a_numpy_generator_arrives_in_the_same_state_and_is_a_copy() -> None:
    rng = np.random.default_rng(7)
    rng.integers(0, 5, dtype=np.int32)  # leaves half of a draw in its buffer
    copy = sent(rng)
    first = copy.integers(0, 99, 5, dtype=np.int32).tolist(), copy.normal(size=3).tolist()
    assert first == (rng.integers(0, 99, 5, dtype=np.int32).tolist(), rng.normal(size=3).tolist())


@pytest.mark.parametrize("draws", [0, 1, 623, 624, 625])
def test_a_torch_generator_arrives_in_the_same_state_and_is_a_copy(draws: int) -> None:
    generator = torch.Generator().manual_seed(7)
    torch.rand(draws, generator=generator)
    copy = sent(generator)
    assert torch.equal(torch.randn(9, generator=copy), torch.randn(9, generator=generator))


@pytest.mark.parametrize(
    ("value", "arrives"),
    [
        (Counter("aab"), {"a": 2, "b": 1}),
        (OrderedDict(a=1), {"a": 1}),
        (defaultdict(int, a=1), {"a": 1}),
        (Point(1, 2.0), (1, 2.0)),
        (Colour.RED, 3),
        (Name("ab"), "ab"),
        (Crowd([1, 2]), [1, 2]),
        (np.str_("ab"), "ab"),
        (np.bytes_(b"ab"), b"ab"),
        (bytearray(b"ab"), b"ab"),
        (frozenset({1}), {1}),
        ({(frozenset({1}), 2): 3}, {(frozenset({1}), 2): 3}),
    ],
    ids=repr,
)
def test_subclasses_arrive_as_the_exact_base(value: Any, arrives: Any) -> None:
    assert same(sent(value), arrives)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Word(), "a Word"),
        (Word, "a type"),
        (len, "a builtin_function_or_method"),
        (Decimal(1), "a Decimal"),
        (Fraction(1), "a Fraction"),
        (1j, "a complex"),
        (deque([1]), "a deque"),
        (range(3), "a range"),
        (random.Random(1), "a Random"),
        (np.array([None]), "a numpy array of dtype object"),
        (np.array(["a"]), "a numpy array of dtype <U1"),
        (np.datetime64("2020-01-01"), "a numpy scalar of dtype datetime64[D]"),
        (np.random.Generator(np.random.MT19937(1)), "a numpy Generator over MT19937"),
        (np.dtype("O"), "a dtype object"),
        (torch.ones(2, 2).to_sparse(), "a sparse_coo tensor of dtype float32"),
        (torch.ones(2, device="meta"), "a strided tensor of dtype float32"),
        (torch.ones(2).to(torch.float8_e5m2), "a strided tensor of dtype float8_e5m2"),
        (torch.nn.Linear(1, 1), "a Linear"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_rest_arrives_as_the_name_of_its_type(value: Any, words: str) -> None:
    arrived = sent([value])
    assert arrived == [Opaque(words.removeprefix("a "))]
    assert str(arrived[0]) == words


@pytest.mark.filterwarnings("ignore:The PyTorch API of nested tensors")
def test_a_nested_tensor_arrives_as_the_name_of_its_type() -> None:
    nested = torch.nested.nested_tensor([torch.ones(2), torch.ones(3)], layout=torch.strided)
    assert sent(nested) == Opaque("nested tensor of dtype float32")


def test_no_name_of_a_type_is_too_strange_or_too_long() -> None:
    strange = type("\n" + "x" * 5000, (), {})
    assert len(sent(strange()).type_name) == 200


CAPS = Caps(depth=3, nodes=50, size=1000, int_bytes=8, keys=5)


def _cycle() -> list[Any]:
    value: list[Any] = []
    value.append(value)
    return value


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ([[[[1]]]], "nested more than 3 levels"),
        (_cycle(), "nested more than 3 levels"),
        ([0] * 51, "more than 50 entries"),
        ([np.float64(0)] * 12, "more than 50 entries"),
        ([np.zeros(1)] * 3, "more than 50 entries"),
        ([torch.zeros(1)] * 3, "more than 50 entries"),
        (np.random.default_rng(0), "more than 50 entries"),
        ("x" * 1001, "larger than"),
        ("\u20ac" * 400, "larger than"),
        (b"x" * 1001, "larger than"),
        (np.zeros(200), "larger than"),
        (torch.zeros(300), "larger than"),
        (2**70, "too large"),
        (-(2**70), "too large"),
        (dict.fromkeys(range(6)), "more than 5 entries"),
        (set(range(6)), "more than 5 entries"),
        ({2**53: 1}, "a key of type int"),
        ({2.0**53: 1}, "a key of type float"),
        ({math.nan}, "a key of type float"),
        ({10**5000}, "a key of type int"),
        ({Word: 1}, "a key of type type"),
        ({torch.float32: 1}, "a key of type dtype"),
    ],
)
def test_each_cap_is_refused_in_words(value: Any, words: str) -> None:
    with pytest.raises(WireError, match=words):
        encode(value, CAPS)


def test_an_expanded_view_is_refused_before_it_is_written_out() -> None:
    for value in (torch.zeros(1).expand(2**38), np.broadcast_to(np.zeros(1), (2**38,))):
        with pytest.raises(WireError, match="larger than 64 MB"):
            encode(value)


def test_more_dimensions_than_the_reader_takes_are_refused() -> None:
    for value in (torch.zeros((1,) * 33), np.zeros((1,) * 33)):
        with pytest.raises(WireError, match="too many dimensions"):
            encode(value)


def test_the_largest_integer_that_is_sent_is_read() -> None:
    largest = 2 ** (8 * 4095) - 1
    assert sent(largest) == largest
    assert sent(-largest) == -largest


def test_equal_sets_are_equal_bytes_in_every_process() -> None:
    code = (
        "from autograder.channel.wire import encode;"
        "print(encode({frozenset('abcdef'), ('x', frozenset('uvw')), 'k', 3}).hex())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True, check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }  # fmt: skip
    assert len(runs) == 1
