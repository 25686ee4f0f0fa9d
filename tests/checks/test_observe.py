"""Notes below a difference of two arrays: each is exactly true."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import torch

from tests.checks.observing import THIS, facts, values

SHAPES = [(9,), (5, 7), (4, 4), (1, 11), (2, 3, 5), (3, 1, 6), (2, 3, 2, 4)]
FLOATS = ["float64", "float32"]


VALUE_RULES = {
    "with its sign turned": np.negative,
    "times 2": lambda x: x * 2,
    "times 1/2": lambda x: x / 2,
    "times -17": lambda x: x * -17,
    "times 12/11": lambda x: x * 12 / 11,
    "times pi": lambda x: x * math.pi,
    "times 1 divided by the square root of 2": lambda x: x / math.sqrt(2),
    "times 0.31234": lambda x: x * 0.31234,
    "plus 1 in every entry": lambda x: x + 1,
    "minus 0.377 in every entry": lambda x: x - 0.377,
}


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("words", VALUE_RULES)
def test_a_rule_for_every_entry_is_named(words: str, shape: tuple[int, ...], dtype: str) -> None:
    expected = values(shape, dtype)
    actual = VALUE_RULES[words](expected).astype(dtype)
    (found,) = facts(actual, expected)
    assert found.removeprefix(f"{THIS} ").partition(",")[0] == words
    assert facts(torch.tensor(actual), torch.tensor(expected)) == [found]


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("natural logarithm of", np.log),
        ("exponential of", np.exp),
        ("square of", np.square),
        ("square root of", np.sqrt),
    ],
)
def test_a_function_of_the_expected_value_is_named(words: str, rule: Any) -> None:
    probabilities = np.random.default_rng(1).dirichlet(np.ones(5), size=3)
    assert facts(rule(probabilities), probabilities) == [
        f"note: this is the {words} the expected value"
    ]


def test_one_minus_and_one_divided_by_are_named() -> None:
    odds = np.random.default_rng(1).uniform(0.1, 0.9, size=7)
    assert facts(1 - odds, odds) == ["note: this is 1 minus the expected value"]
    assert facts(1 / odds, odds) == ["note: this is 1 divided by the expected value"]


def test_cut_to_whole_numbers() -> None:
    expected = 100 * values((4, 5))
    assert facts(expected.astype(np.int64), expected) == [f"{THIS} cut to whole numbers"]


@pytest.mark.parametrize(
    ("factor", "words"),
    [
        (7.0, "7, the length of axis 1"),
        (1 / 7, "1/7, 1 divided by the length of axis 1"),
        (math.sqrt(7), "2.64575, the square root of the length of axis 1"),
        (-1 / math.sqrt(5), "-0.447214, 1 divided by the square root of the length of axis 0"),
    ],
)
def test_a_factor_that_is_an_axis_is_told(factor: float, words: str) -> None:
    expected = values((5, 7))
    assert facts(expected * factor, expected) == [f"{THIS} times {words}"]


def test_a_factor_next_to_one_is_not_spelled_one() -> None:
    expected = values((5, 7))
    assert facts(expected / (1 + 1e-8), expected) == [f"{THIS} times 0.99999999"]


def test_transposed() -> None:
    for shape in [(4, 4), (3, 5), (2, 9)]:
        expected = values(shape)
        assert facts(expected.T, expected) == [f"{THIS} transposed"]
        assert facts(torch.tensor(expected).T, torch.tensor(expected)) == [f"{THIS} transposed"]


def test_exchanged_axes_are_named() -> None:
    expected = values((2, 3, 4, 3))
    assert facts(expected.swapaxes(0, 2), expected) == [f"{THIS} with axes 0 and 2 exchanged"]
    assert facts(expected.swapaxes(1, 3), expected) == [f"{THIS} with axes 1 and 3 exchanged"]
    turned = expected.transpose(1, 2, 0, 3)
    assert facts(turned, expected) == [f"{THIS} with its axes in the order (1, 2, 0, 3)"]


@pytest.mark.parametrize(
    ("shape", "axes", "words"),
    [
        ((9,), 0, "with its entries in reverse order"),
        ((5, 7), 0, "with its rows in reverse order"),
        ((5, 7), 1, "with its columns in reverse order"),
        ((5, 7), (0, 1), "with its rows and its columns in reverse order"),
        ((2, 7), 0, "with its two rows exchanged"),
        ((3, 4, 5), 1, "reversed along axis 1"),
        ((3, 4, 5), (1, 2), "reversed along axes 1 and 2"),
    ],
)
def test_reversed(shape: tuple[int, ...], axes: Any, words: str) -> None:
    expected = values(shape)
    assert facts(np.flip(expected, axes), expected) == [f"{THIS} {words}"]


@pytest.mark.parametrize("k", [1, 2, -1, -3])
@pytest.mark.parametrize(("shape", "axis"), [((9,), 0), ((5, 7), 0), ((5, 7), 1), ((2, 3, 5), 2)])
def test_rolled(shape: tuple[int, ...], axis: int, k: int) -> None:
    expected = values(shape)
    (found,) = facts(np.roll(expected, k, axis), expected)
    start = -k % shape[axis]
    assert f"{THIS} rolled" in found
    assert found.endswith(f" {start}") or f"[:, :, {start}]" in found


def test_another_order() -> None:
    expected = values((5, 7))
    (found,) = facts(expected[[1, 0, 2, 4, 3]], expected)
    assert found == (
        f"{THIS} with its rows in another order: 1, 0, 2, 4 and 3 of the expected rows"
    )
    many = values((40,))
    order = np.random.default_rng(2).permutation(40)
    assert facts(many[order], many) == [f"{THIS} with its entries in another order"]


@pytest.mark.parametrize("edge", [0.0, 1.5, math.nan])
def test_shifted_by_one(edge: float) -> None:
    vector, matrix = values((9,)), values((5, 7))
    later = np.concatenate([[edge], vector[:-1]])
    assert facts(later, vector) == [
        "note: shifted by one: each entry but the first is the expected one before it"
    ]
    earlier = np.concatenate([matrix[1:], np.full((1, 7), edge)])
    assert facts(earlier, matrix) == [
        "note: shifted by one: each row but the last is the expected one after it"
    ]


def test_right_up_to_a_row() -> None:
    expected, other = values((8, 3)), values((8, 3), seed=1)
    actual = np.where(np.arange(8)[:, None] < 5, expected, other)
    assert facts(actual, expected) == [
        "note: rows 0 to 4 are right, all from row 5 on have wrong entries"
    ]
    assert facts(actual.T, expected.T) == [
        "note: columns 0 to 4 are right, all from column 5 on have wrong entries"
    ]
    assert facts(actual[:, 0], expected[:, 0]) == [
        "note: entries 0 to 4 are right, all from entry 5 on are wrong"
    ]


def test_right_from_a_row_on() -> None:
    expected = values((8, 3))
    actual = np.where(np.arange(8)[:, None] < 2, 0, expected)
    assert facts(actual, expected) == [
        "note: rows 0 and 1 have wrong entries, all from row 2 on are right"
    ]


def test_wrong_in_one_place_only() -> None:
    expected = values((5, 7))
    row, column, entry = expected.copy(), expected.copy(), expected.copy()
    row[3] += values((7,))
    column[:, 6] += values((5,))
    entry[2, 3] += 1
    assert facts(row, expected) == ["note: only row 3 is wrong, all else is right"]
    assert facts(column, expected) == [
        "note: only column 6, the last one, is wrong, all else is right"
    ]
    assert facts(entry, expected) == ["note: only [2, 3] is wrong, all else is right"]
    deep = values((3, 4, 5))
    actual = deep.copy()
    actual[:, 2] = 0
    assert facts(actual, deep) == ["note: only [:, 2, :] is wrong, all else is right"]


def test_a_place_is_not_told_where_the_tolerance_decides() -> None:
    expected = values((8, 3))
    actual = expected.copy()
    actual[3] *= 1 + np.array([1e-5, 2e-5, 3e-5])
    assert facts(actual, expected) == []


@pytest.mark.parametrize(("bad", "words"), [(math.nan, "nan"), (math.inf, "an infinity")])
def test_where_nan_and_infinity_begin(bad: float, words: str) -> None:
    expected = values((8, 3))
    actual = expected.copy()
    actual[5, 1], actual[6] = bad, 0.0
    assert facts(actual, expected) == [
        f"note: rows 0 to 4 are right, row 5 is the first with {words}"
    ]
    actual = expected.copy()
    actual[5] = bad
    assert facts(actual, expected) == [f"note: only row 5 holds {words}, all else is right"]
    assert facts(expected * bad * 0 if words == "nan" else abs(expected) * bad, expected) == [
        f"note: every entry is {'nan' if words == 'nan' else 'infinite'}"
    ]


def test_nan_that_was_expected_is_right() -> None:
    expected = values((8, 3))
    expected[1, 1] = math.nan
    assert facts(-expected, expected) == [f"{THIS} with its sign turned"]
    actual = expected.copy()
    actual[4:] = math.nan
    (found,) = facts(actual, expected)
    assert found == "note: rows 0 to 3 are right, row 4 is the first with nan"


def test_single_precision() -> None:
    expected = values((6, 5))
    rounded = expected.astype(np.float32)
    noise = expected * (1 + 1e-7 * values((6, 5), seed=1))
    for actual in (rounded, rounded.astype(np.float64), noise):
        (found,) = facts(actual, expected)
        assert found.startswith(f"{THIS} as if computed in float32: the largest relative")
    assert facts(float(np.float32(0.1234567)), 0.1234567)[0].startswith(f"{THIS} as if")
    assert facts(expected * (1 + 1e-4 * values((6, 5), seed=1)), expected) == []
    assert facts(noise.astype(np.float32), expected.astype(np.float32)) == []
