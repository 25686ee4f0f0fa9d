"""The other methods of `expect`, each passing and failing, with the words of the failure."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch

from autograder.channel.implementation import Student
from autograder.channel.outcome import CheckEnded, Raised, Unsendable, Value
from autograder.channel.returned import Returned
from autograder.channel.wire import Opaque
from autograder.checks import Expectation, expect
from autograder.checks.expectation import PartialCredit
from autograder.errors import AuthoringError
from autograder.model import Verdict

Judge = Callable[[Expectation], Any]


def returned(value: Any) -> Returned:
    outcome = value if isinstance(value, Raised | Unsendable) else Value(value)
    result = Student(lambda *_: (outcome, ""), frozenset()).f(1)
    assert isinstance(result, Returned)
    return result


def words(value: Any, judge: Judge) -> str:
    with pytest.raises(CheckEnded) as end:
        judge(expect(value))
    assert end.value.verdict is Verdict.FAILED
    head, *lines = end.value.message.split("\n")
    assert head == "the value"
    return "\n".join(line.removeprefix("  ") for line in lines)


PASSING: list[tuple[Any, Judge]] = [
    (
        torch.zeros(2, 3),
        lambda e: e.has_shape((2, 3)).has_shape([2, 3]).has_shape(torch.Size([2, 3])),
    ),
    (np.zeros(()), lambda e: e.has_shape(())),
    (torch.zeros(1), lambda e: e.has_dtype(torch.float32)),
    (np.zeros(1, bool), lambda e: e.has_dtype(bool)),
    ({}, lambda e: e.has_type(dict)),
    (np.int64(3), lambda e: e.has_type(int)),
    (3, lambda e: e.has_type((int, float))),
    (torch.zeros(1), lambda e: e.has_type(torch.Tensor)),
    ("abc", lambda e: e.has_length(3)),
    (torch.ones(2), lambda e: e.is_finite()),
    (3, lambda e: e.is_finite()),
    (torch.zeros(0), lambda e: e.is_finite()),
    (torch.full((2, 4), 0.25), lambda e: e.sums_to(1.0, dim=-1).sums_to(2.0)),
    (np.ones((2, 3), int), lambda e: e.sums_to([2, 2, 2], dim=0).sums_to(np.array([3, 3]), dim=1)),
    (torch.full((1000,), 0.001, dtype=torch.float16), lambda e: e.sums_to(1.0, rtol=1e-3)),
    (np.array([1j, -1j]), lambda e: e.sums_to(0.0)),
    (0.5, lambda e: e.between(0, 1).at_least(0.5).at_most(0.5)),
    (np.array([0, 1]), lambda e: e.between(0, 1)),
    (math.inf, lambda e: e.at_least(3)),
    ([1, 2], lambda e: e.satisfies(lambda xs: xs[0] == 1, "begins with 1")),
    ([1], lambda e: e.fraction(3, 3)),
    ([250, 750], lambda e: e.frequencies_close_to([0.25, 0.75])),
    (torch.tensor([0, 100]), lambda e: e.frequencies_close_to([0.0, 1.0])),
    (np.zeros(5), lambda e: e.mean_close_to(0.0, 0.0)),
]


@pytest.mark.parametrize(("value", "judge"), PASSING)
def test_what_holds_passes(value: Any, judge: Judge) -> None:
    judge(expect(value))


FAILING: list[tuple[Any, Judge, str]] = [
    (torch.zeros(3, 1), lambda e: e.has_shape((1, 3)), "got shape (3, 1), expected (1, 3)"),
    ([1], lambda e: e.has_shape((1,)), "got list of 1, expected an array or tensor of shape (1,)"),
    (
        None,
        lambda e: e.has_shape((2,)),
        "got None (is a `return` missing?), expected an array or tensor of shape (2,)",
    ),
    (torch.zeros(1), lambda e: e.has_dtype(torch.float64), "got dtype float32, expected float64"),
    (np.zeros(1), lambda e: e.has_dtype(np.float32), "got dtype float64, expected float32"),
    (1.0, lambda e: e.has_dtype(np.float32), "got float 1.0, expected an array or tensor of dtype float32"),
    (True, lambda e: e.has_type(int), "got bool True, expected int"),
    ([1], lambda e: e.has_type((tuple, dict)), "got list of 1, expected tuple or dict"),
    (Opaque("Word"), lambda e: e.has_type(str), "got a Word object, expected str"),
    ("ab", lambda e: e.has_length(3), "got length 2, expected 3"),
    (
        np.zeros(3),
        lambda e: e.has_length(3),
        "got float64 array (3,), expected a list, tuple, dict, set or text of length 3",
    ),
    (
        torch.tensor([[1.0, math.nan], [math.inf, 1.0]]),
        lambda e: e.is_finite(),
        "got nan at [0, 1]; 2 of 4 entries are not finite",
    ),
    (math.inf, lambda e: e.is_finite(), "got inf, expected a finite number"),
    ([1.0], lambda e: e.is_finite(), "got list of 1, expected an array, a tensor or a number"),
    (True, lambda e: e.at_least(0), "got bool True, expected an array, a tensor or a number"),
    (2**70, lambda e: e.at_least(0), f"got int {2**70}, a whole number beyond 64 bits"),
    (
        torch.tensor([[0.5, 0.5], [0.5, 0.6]]),
        lambda e: e.sums_to(1.0, dim=1),
        "the sums over dim 1: first difference at [1]: got 1.1, expected 1\n"
        "1 of 2 entries differ\nall of it: [1. , 1.1]\nexpected:  [1., 1.]",
    ),
    (np.ones(3), lambda e: e.sums_to(1.0), "the sum of all entries: got 3, expected 1"),
    (np.ones(3), lambda e: e.sums_to(1.0, dim=1), "got float64 array (3,), which has no dimension 1"),
    (
        np.ones((2, 3)),
        lambda e: e.sums_to(np.ones((1, 3)), dim=0),
        "got float64 array (2, 3), expected sums of shape (1, 3), not (3,)",
    ),
    (np.array([0.5, 1.5]), lambda e: e.between(0, 1), "got 1.5 at [1], expected a number from 0 to 1"),
    (math.nan, lambda e: e.between(0, 1), "got nan, expected a number from 0 to 1"),
    (-1, lambda e: e.at_least(0), "got -1, expected a number of 0 or more"),
    (2.5, lambda e: e.at_most(2), "got 2.5, expected a number of 2 or less"),
    (1j, lambda e: e.at_most(2), "got complex 1j, expected real numbers"),
    (
        [1, 2],
        lambda e: e.satisfies(lambda xs: len(xs) > 2, "three or more"),
        "got [1, 2], which breaks the rule: three or more",
    ),
    ([1], lambda e: e.fraction(2, 3), "2 of 3 are right"),
    (
        [750, 250],
        lambda e: e.frequencies_close_to([0.25, 0.75]),
        "category 0 came 750 times in 1000, expected about 250",
    ),
    (
        [1, 2, 3],
        lambda e: e.frequencies_close_to([0.5, 0.5]),
        "got list of 3, expected a list or array of 2 whole numbers",
    ),
    (
        np.ones(2),
        lambda e: e.frequencies_close_to([0.5, 0.5]),
        "got dtype float64, expected a list or array of 2 whole numbers",
    ),
    ([1, True], lambda e: e.frequencies_close_to([0.5, 0.5]), "at [1]: got bool True, expected a whole number"),
    ([1, -1], lambda e: e.frequencies_close_to([0.5, 0.5]), "got a count of -1, expected counts of 0 or more"),
    (
        [0, 0],
        lambda e: e.frequencies_close_to([0.5, 0.5]),
        "got counts that are all 0, expected the counts of some draws",
    ),
    (
        np.ones(100),
        lambda e: e.mean_close_to(0.0, 1.0),
        "the mean of 100 draws is 1, expected 0 within 0.49",
    ),
    (
        np.full(100, math.nan),
        lambda e: e.mean_close_to(0.0, 1.0),
        "the mean of 100 draws is nan, expected 0 within 0.49",
    ),
    (np.zeros((2, 2)), lambda e: e.mean_close_to(0.0, 1.0), "got float64 array (2, 2), expected a sample: one dimension, not empty"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "judge", "text"), FAILING)
def test_what_does_not_hold_fails_in_words(value: Any, judge: Judge, text: str) -> None:
    assert words(value, judge) == text


def test_a_failure_names_the_call_or_the_label() -> None:
    with pytest.raises(CheckEnded, match=r"^f\(1\)\n  got 3, expected 4$"):
        expect(returned(3)).equal_to(4)
    with pytest.raises(CheckEnded, match=r"^the row sums\n  got 3, expected 4$"):
        expect(3, "the row sums").equal_to(4)


VALUE_ERROR = Raised(("ValueError", "Exception", "BaseException"), "size must be 2 or more")


def test_raising_the_right_exception_passes() -> None:
    expect(returned(VALUE_ERROR)).raises(ValueError, match="size").raises((KeyError, Exception))


@pytest.mark.parametrize(
    ("outcome", "judge", "text"),
    [
        (3, lambda e: e.raises(ValueError), "got int 3, expected it to raise ValueError"),
        (
            None,
            lambda e: e.raises((ValueError, KeyError)),
            "got None (is a `return` missing?), expected it to raise ValueError or KeyError",
        ),
        (
            VALUE_ERROR,
            lambda e: e.raises(KeyError),
            "raised ValueError: size must be 2 or more\n  expected KeyError",
        ),
        (
            VALUE_ERROR,
            lambda e: e.raises(ValueError, match="vocab"),
            "raised ValueError: size must be 2 or more\n  expected a text that matches 'vocab'",
        ),
    ],
)
def test_raising_anything_else_fails_in_words(outcome: Any, judge: Judge, text: str) -> None:
    with pytest.raises(CheckEnded) as end:
        judge(expect(returned(outcome)))
    assert (end.value.verdict, end.value.message) == (Verdict.FAILED, f"f(1)\n  {text}")


def test_an_exception_is_an_error_for_every_other_method() -> None:
    with pytest.raises(CheckEnded) as end:
        expect(returned(VALUE_ERROR)).has_shape((1,))
    assert (end.value.verdict, end.value.exception) == (Verdict.ERROR, "ValueError")


def test_the_time_of_the_call_is_judged() -> None:
    side = Student(lambda *_: (time.sleep(0.02), (Value(1), ""))[1], frozenset())
    call = side.f()
    expect(call).took_at_most(5)
    with pytest.raises(CheckEnded, match=r"f\(\)\n  took 0\.0\d+ s, expected at most 0\.001 s"):
        expect(call).took_at_most(0.001)


def test_partial_credit_keeps_the_share_and_the_verdict() -> None:
    with pytest.raises(PartialCredit) as end:
        expect(returned([1])).fraction(np.int64(1), 4)
    assert (end.value.verdict, end.value.share) == (Verdict.FAILED, 0.25)
    assert type(end.value.share) is float
    assert end.value.message == "f(1)\n  1 of 4 are right"


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: expect(3).fraction(4, 3),
        lambda: expect(3).fraction(0, 0),
        lambda: expect(3).raises(ValueError),
        lambda: expect(3).took_at_most(1),
        lambda: expect([1]).frequencies_close_to([0.5]),
        lambda: expect([1, 1]).frequencies_close_to([-0.5, 1.5]),
    ],
)
def test_misuse_is_the_authors_error(wrong: Callable[[], Any]) -> None:
    with pytest.raises(AuthoringError):
        wrong()


@pytest.mark.parametrize(
    ("value", "judge"),
    [
        (torch.ones(2), lambda e: e.has_shape((2,))),
        (torch.ones(2), lambda e: e.close_to(torch.ones(2))),
        (3, lambda e: e.equal_to(3)),
        ([3], lambda e: e.has_type(list)),
        ([3], lambda e: e.has_length(1)),
        (np.int64(3), lambda e: e.has_type(int)),
    ],
)
def test_the_value_is_given_once_its_type_and_shape_are_known(value: Any, judge: Judge) -> None:
    assert type(judge(expect(returned(value))).value) is type(value)


@pytest.mark.parametrize(
    "judge",
    [
        lambda e: e,
        lambda e: e.is_finite(),
        lambda e: e.between(0, 1),
        lambda e: e.sums_to(2.0),
        lambda e: e.has_dtype(torch.float32),
        lambda e: e.has_type(torch.Tensor),
    ],
)
def test_the_value_is_withheld_while_its_shape_is_open(judge: Judge) -> None:
    with pytest.raises(AuthoringError, match="before the value's type"):
        _ = judge(expect(returned(torch.ones(2)))).value
