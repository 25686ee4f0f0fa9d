"""Notes on shapes, containers and single numbers."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch

from autograder.checks import expect
from tests.checks.observing import THIS, facts, values


def test_the_right_numbers_in_another_shape() -> None:
    expected = values((3, 4))
    words = "note: these are the expected numbers"
    assert facts(expected.reshape(4, 3), expected) == [
        "note: these are the right numbers in shape (4, 3), expected (3, 4)"
    ]
    assert facts(expected[:, None], expected) == [f"{words} with an extra axis 1 of length 1"]
    assert facts(expected, expected[..., None]) == [f"{words} without the axis 2 of length 1"]


def test_rows_too_many_or_too_few() -> None:
    expected = values((6, 4))
    rows = "note: these are the expected rows"
    assert facts(expected[:-1], expected) == [f"{rows} without the last row"]
    assert facts(expected[2:], expected) == [f"{rows} without the first 2 rows"]
    longer = np.concatenate([expected, expected[:1]])
    assert facts(longer, expected) == [f"{rows} and 1 more at the end"]
    numbers = expected[0].tolist()
    assert facts(numbers[1:], numbers) == [
        "note: these are the expected entries without the first entry"
    ]


def test_the_right_numbers_in_something_else() -> None:
    expected = values((6,))
    assert facts(expected, expected.tolist()) == [
        "note: the numbers are right, but they are in an array"
    ]
    assert facts(expected, torch.tensor(expected)) == [
        "note: the numbers are right, but they are in an array"
    ]
    assert facts(expected.tolist(), tuple(expected.tolist())) == [
        "note: the items are right, but in a list instead of a tuple"
    ]
    whole = np.random.default_rng(0).permutation(12)
    assert facts(whole, whole.astype(float)) == [
        "note: the numbers are right, only the dtype is not"
    ]


def test_lists_of_numbers_are_looked_at_like_arrays() -> None:
    expected = values((4, 3)).tolist()
    assert facts([[-x for x in row] for row in expected], expected) == [
        f"{THIS} with its sign turned"
    ]
    ids = [97, 256, 12, 301, 44, 7]
    assert facts([i + 1 for i in ids], ids) == [f"{THIS} plus 1 in every entry"]
    assert facts([*ids[:4], 0, 0], ids) == [
        "note: entries 0 to 3 are right, all from entry 4 on are wrong"
    ]


def test_items_in_another_order() -> None:
    words = ["the", "cat", "sat", "down"]
    assert facts(words[::-1], words) == ["note: these are the right items in reverse order"]
    assert facts([words[i] for i in (1, 0, 2, 3)], words) == [
        "note: these are the right items in another order: 1, 0, 2 and 3 of the expected ones"
    ]
    assert facts(["the", "cat", "cat", "sat", "down"], words) == [
        "note: these are the right items, but 'cat' is there more than once"
    ]
    exchanged = ["note: these are the two right items, exchanged"]
    assert facts(("b", "a"), ("a", "b")) == exchanged
    gradient, weights = values((3, 2)), values((3, 2), seed=1)
    assert facts((weights, gradient), (gradient, weights)) == exchanged


def test_right_values_under_other_keys() -> None:
    expected = {"a": "w", "b": "x", "c": "y", "d": "z"}
    under_others = ["note: these are the right values under other keys"]
    assert facts({0: "w", 1: "x", 2: "y", 3: "z"}, expected) == under_others
    assert facts({"a": "x", "b": "w", "c": "y", "d": "z"}, expected) == under_others
    assert facts({"w": "a", "x": "b", "y": "c", "z": "d"}, expected) == [
        "note: keys and values are exchanged"
    ]


def test_the_first_item_that_differs_is_named() -> None:
    gradient = values((3, 5))
    assert facts((0.25, -gradient), (0.25, gradient)) == [
        "note: at [1]: this is the expected value with its sign turned"
    ]
    expected = {"loss": 0.25, "grads": [gradient, gradient]}
    assert facts({"loss": 0.25, "grads": [gradient, 2 * gradient]}, expected) == [
        "note: at ['grads'][1]: this is the expected value times 2"
    ]
    assert facts((0.25 + 1e-7, -gradient), (0.25, gradient)) == []  # is [0] right? not for certain


def test_single_numbers() -> None:
    assert facts(5121, 5120) == ["note: this is one more than the expected number"]
    assert facts(-0.314159, 0.314159) == [f"{THIS} with its sign turned"]
    assert facts(0.628318, 0.314159) == [f"{THIS} times 2"]
    assert facts(math.log(0.314159), 0.314159) == [
        "note: this is the natural logarithm of the expected value"
    ]
    for chance in [(1, 0), (301, 300), (-0.5, 0.5), (2.0, 1.0), (0.5, 0.25), (True, False)]:
        assert facts(*chance) == []


def test_a_failing_comparison_ends_with_its_note() -> None:
    expected = values((4, 4))
    with pytest.raises(BaseException, match="with its sign turned") as ended:
        expect(-expected, "the gradient").close_to(expected)
    assert str(ended.value).splitlines()[-1] == f"  {THIS} with its sign turned"
