"""`close_to` and `equal_to`: what passes, and the words of what does not."""

from __future__ import annotations

import math
from collections import Counter, namedtuple
from typing import Any

import numpy as np
import pytest
import torch

from autograder.channel.outcome import CheckEnded
from autograder.channel.wire import Opaque
from autograder.checks import expect
from autograder.model import Verdict

Pair = namedtuple("Pair", "left right")
NAN, INF = math.nan, math.inf


def words_of(end: CheckEnded) -> str:
    head, *lines = end.message.split("\n")
    assert head == "the value"
    assert end.verdict is Verdict.FAILED
    return "\n".join(line.removeprefix("  ") for line in lines)


def not_equal(value: Any, expected: Any) -> str:
    with pytest.raises(CheckEnded) as end:
        expect(value).equal_to(expected)
    return words_of(end.value)


def not_close(value: Any, expected: Any, **how: Any) -> str:
    with pytest.raises(CheckEnded) as end:
        expect(value).close_to(expected, **how)
    return words_of(end.value)


EQUAL = [
    (3, 3), (np.int64(3), 3), (3, np.int32(3)), ("a", "a"), (b"a", b"a"), (None, None),
    (True, True), (NAN, NAN), (-0.0, 0.0), (2**200, 2**200), (10**6000, 10**6000),
    ([1, (2, {"a": [3]})], [1, (2, {"a": [3]})]), ((1, 2), Pair(1, 2)), ({"a": 2}, Counter("aa")),
    ({1, 2}, {2, 1}), ({1, 2}, frozenset({1, 2})), ([{1}], [{1}]), ({}, {}), ([], []),
    (np.array([1.0, NAN]), np.array([1.0, NAN])), (torch.tensor([True]), torch.tensor([True])),
    (torch.tensor([1], dtype=torch.int32), torch.tensor([1])), (torch.float32, torch.float32),
    (np.random.default_rng(1), np.random.default_rng(1)),
    ({(1, 2): 3}, {(np.int64(1), 2): 3}),
]  # fmt: skip


@pytest.mark.parametrize(("value", "expected"), EQUAL, ids=range(len(EQUAL)))
def test_equal_values_are_equal(value: Any, expected: Any) -> None:
    expect(value).equal_to(expected)


UNEQUAL = [
    (4, 3, "got 4, expected 3"),
    (True, 1, "got bool True, expected int 1"),
    (1, True, "got int 1, expected bool True"),
    (1.0, 1, "got float 1.0, expected int 1"),
    (np.float64(1), 1.0, "got numpy float64 1.0, expected float 1.0"),
    ("3", 3, "got str '3', expected int 3"),
    (b"a", "a", "got bytes b'a', expected str 'a'"),
    (None, 3, "got None (is a `return` missing?), expected int 3"),
    (None, [3], "got None (is a `return` missing?), expected a list of 1"),
    (0.1 + 0.2, 0.3, "got 0.30000000000000004, expected 0.3"),
    (10**6000, 10**6000 + 1, "got <int of 19932 bits>, expected <int of 19932 bits>"),
    ((1, 2), [1, 2], "got tuple of 2, expected a list of 2"),
    ([1, 2], (1, 2), "got list of 2, expected a tuple of 2"),
    ([1, 2], [1, 2, 3], "got 2 entries, expected 3"),
    ([1, 5, 3], [1, 2, 3], "at [1]: got 5, expected 2"),
    ([1, (2, {"a": [3]})], [1, (2, {"a": [4]})], "at [1][1]['a'][0]: got 3, expected 4"),
    ([(1,)], [(1, 2)], "at [0]: got 1 entries, expected 2"),
    ({"a": 1}, {"b": 1}, "the key 'b' is missing"),
    ({"a": 1, "b": 2}, {"a": 1}, "the key 'b' should not be there"),
    ({True: 1}, {1: 1}, "the key 1 is missing"),
    ([1], {1: 1}, "got list of 1, expected a dict"),
    ({1.0}, {1}, "1 entry is missing: 1; 1 entry is too many: 1.0"),
    (set(), set("abcde"), "5 entries are missing: 'a', 'b', 'c' and 2 more"),
    ([1], {1}, "got list of 1, expected a set"),
    ([{1, 2}], [{1}], "at [0]: 1 entry is too many: 2"),
    (Opaque("Word"), Opaque("Word"), "got a Word, which is no plain value and cannot be compared"),
    ([Opaque("Word")], [3], "at [0]: got a Word, which is no plain value and cannot be compared"),
    (torch.float32, torch.float64, "got torch.float32, expected torch.float64"),
    (np.zeros(2), [0.0, 0.0], "got float64 array (2,), expected a list of 2"),
    ([0.0], np.zeros(1), "got list of 1, expected a numpy array of shape (1,)"),
    (torch.zeros(2), np.zeros(2), "got float32 tensor (2,), expected a numpy array of shape (2,)"),
    (np.zeros(2), torch.zeros(2), "got float64 array (2,), expected a tensor of shape (2,)"),
    (torch.zeros(2), torch.zeros(3), "got shape (2,), expected (3,)"),
    (torch.zeros(3, 1), torch.zeros(1, 3), "got shape (3, 1), expected (1, 3)"),
    (torch.zeros(()), 0.0, "got float32 tensor (), expected float 0.0"),
    (np.zeros(2), np.zeros(2, int), "got dtype float64, expected an integer dtype such as int64"),
    (np.zeros(2, int), np.zeros(2), "got dtype int64, expected a floating dtype such as float64"),
    (
        np.zeros(2, bool),
        np.zeros(2, int),
        "got dtype bool, expected an integer dtype such as int64",
    ),
    (
        np.random.default_rng(1),
        np.random.default_rng(2),
        "got a Generator in another state than expected",
    ),
]


@pytest.mark.parametrize(("value", "expected", "words"), UNEQUAL, ids=range(len(UNEQUAL)))
def test_unequal_values_fail_in_words(value: Any, expected: Any, words: str) -> None:
    assert not_equal(value, expected) == words


def test_long_texts_are_shown_where_they_differ() -> None:
    text = "a" * 100 + "b" + "c" * 100
    assert not_equal(text.replace("b", "x"), text) == (
        "differs from character 100 on: got ...'aaaaaaaaaaaaaaaaaaaaxccccccccccccccccccc'..., "
        "expected ...'aaaaaaaaaaaaaaaaaaaabccccccccccccccccccc'..."
    )
    assert "differs from byte 90 on (90 bytes, expected 100)" in not_equal(b"a" * 90, b"a" * 100)


def test_integer_arrays_are_exact_whatever_the_tolerance() -> None:
    big = np.array([2**62, 2**62])
    expect(big).close_to(big.copy())
    assert not_close(big, big + np.array([0, 1]), rtol=1.0) == (
        f"first difference at [1]: got {2**62}, expected {2**62 + 1}\n"
        "1 of 2 entries differ\n"
        f"all of it: [{2**62}, {2**62}]\n"
        f"expected:  [{2**62}, {2**62 + 1}]"
    )
    signed, unsigned = np.array([-1]), np.array([2**64 - 1], np.uint64)
    assert not_close(signed, unsigned) == f"got -1, expected {2**64 - 1}"


CLOSE = [
    (1.0, 1.0 + 1e-9), (3, 3), (3, 3.0), (np.float32(0.1), 0.1), (NAN, NAN), (-INF, -INF),
    (np.float16(2.0), 2.0), (1 + 2j, 1 + 2j + 1e-9), (2**300, 2**300), (10**400, 10**400),
    (torch.tensor([1.0, NAN, INF]), torch.tensor([1.0 + 1e-7, NAN, INF])),
    (torch.ones(2), torch.ones(2, dtype=torch.float64)),
    (torch.ones(2, dtype=torch.bfloat16), torch.ones(2)),
    (np.ones(2, np.float16), np.ones(2)), (np.ones(2, ">f4"), np.ones(2)),
    (torch.tensor([1 + 1j]), torch.tensor([1 + 1j], dtype=torch.complex128).conj().conj()),
    (torch.tensor([1 - 1j]), torch.tensor([1 + 1j]).conj()),
    (torch.ones(2), torch.ones(2, requires_grad=True)),
    ([1.0, (torch.ones(1), {"a": 2.0})], [1.0 + 1e-9, (torch.ones(1), {"a": 2.0})]),
    (np.zeros((0, 3)), np.zeros((0, 3))), (torch.zeros(()), torch.zeros(())),
    (["a", None], ["a", None]),
]  # fmt: skip


@pytest.mark.parametrize(("value", "expected"), CLOSE, ids=range(len(CLOSE)))
def test_near_values_are_close(value: Any, expected: Any) -> None:
    expect(value).close_to(expected)


NOT_CLOSE = [
    (1.1, 1.0, "got 1.1, expected 1"),
    (1.00002, 1.0, "got 1.00002, expected 1"),
    (True, 1.0, "got bool True, expected a plain number"),
    ("1", 1.0, "got str '1', expected a plain number"),
    (None, 1.0, "got None (is a `return` missing?), expected a plain number"),
    (torch.ones(()), 1.0, "got float32 tensor (), expected a plain number"),
    (NAN, 1.0, "got nan, expected 1"),
    (1.0, NAN, "got 1, expected nan"),
    (INF, -INF, "got inf, expected -inf"),
    (1e308, INF, "got 1e+308, expected inf"),
    (INF, 1e308, "got inf, expected 1e+308"),
    (10**400, 1.0, "got <int of 1329 bits>, expected 1"),
    (10**400, INF, "got <int of 1329 bits>, expected inf"),
    (1.0, 10**400, "got 1, expected <int of 1329 bits>"),
    (1 + 1j, 1 + 2j, "got 1+1j, expected 1+2j"),
    (1.0, 1 + 2j, "got 1, expected 1+2j"),
    (np.uint8(0), np.uint8(255), "got 0, expected 255"),
    ([1.0, 2.0], (1.0, 2.0), "got list of 2, expected a tuple of 2"),
    ([1.0, 2.5], [1.0, 2.0], "at [1]: got 2.5, expected 2"),
    (torch.zeros(3, 1), torch.zeros(1, 3), "got shape (3, 1), expected (1, 3)"),
    (torch.zeros(()), torch.zeros(1), "got shape (), expected (1,)"),
    (torch.ones(2).long(), torch.ones(2), "got dtype int64, expected a floating dtype such as float32"),
    (torch.ones(1) * 1j, torch.ones(1), "got dtype complex64, expected a floating dtype such as float32"),
    (np.array([2.0]), np.array([1.0]), "got 2, expected 1"),
    ({"w": torch.zeros(2)}, {"w": torch.zeros(3)}, "at ['w']: got shape (2,), expected (3,)"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "expected", "words"), NOT_CLOSE, ids=range(len(NOT_CLOSE)))
def test_far_values_fail_in_words(value: Any, expected: Any, words: str) -> None:
    assert not_close(value, expected) == (words.replace("<int of 1329 bits>", _spelled()))


def _spelled() -> str:
    return "1" + "0" * 32 + " ... " + "0" * 33


def test_numbers_that_look_alike_are_shown_in_full() -> None:
    assert not_close(1 / 3, 1 / 3 + 1e-8, rtol=0, atol=1e-9) == (
        "got 0.3333333333333333, expected 0.3333333433333333"
    )


def test_a_small_array_is_shown_whole_with_first_and_worst() -> None:
    value = torch.tensor([[1.0, 2.5], [NAN, 4.0]])
    assert not_close(value, torch.tensor([[1.0, 2.0], [3.0, 4.0]])) == (
        "first difference at [0, 1]: got 2.5, expected 2\n"
        "worst difference at [1, 0]: got nan, expected 3\n"
        "2 of 4 entries differ\n"
        "all of it: [[1. , 2.5], [nan, 4. ]]\n"
        "expected:  [[1., 2.], [3., 4.]]"
    )


def test_a_large_array_is_not_shown_whole() -> None:
    value = np.zeros(1000)
    value[700] = 1
    assert not_close(value, np.zeros(1000)) == (
        "first difference at [700]: got 1, expected 0\n1 of 1000 entries differ"
    )


@pytest.mark.parametrize("name", [torch.float32, np.float32, np.dtype("float32"), "float32"])
def test_a_dtype_can_be_demanded_in_any_spelling(name: Any) -> None:
    expect(torch.ones(2)).close_to(torch.ones(2), dtype=name)
    expect(torch.ones(2)).has_dtype(name)
    words = not_close(torch.ones(2).double(), torch.ones(2), dtype=name)
    assert words == "got dtype float64, expected float32"


def test_float16_is_compared_in_float64() -> None:
    value = torch.full((2,), 60000.0, dtype=torch.float16)
    expect(value).close_to(-value * -1)
    assert not_close(value, -value).startswith(
        "first difference at [0]: got 60000, expected -60000"
    )
