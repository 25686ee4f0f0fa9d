"""What a call returned is opaque until `expect` has judged it."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch

from autograder.channel.outcome import CheckEnded
from autograder.channel.returned import Returned, is_judged, record_of
from autograder.checks import expect
from autograder.errors import AuthoringError
from autograder.model import Verdict

from .sides import reference, student


def returned(value: Any = 3) -> Returned:
    result = student(f=lambda: value).f()
    assert isinstance(result, Returned)
    return result


BINARY = (
    *(operator.add, operator.sub, operator.mul, operator.truediv, operator.floordiv),
    *(operator.mod, operator.pow, operator.matmul, operator.lshift, operator.rshift),
    *(operator.and_, operator.or_, operator.xor, divmod),
    *(operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne),
)
UNARY: tuple[Callable[[Any], Any], ...] = (
    *(operator.neg, operator.pos, operator.invert, operator.index, abs, bool, len, iter, next),
    *(list, tuple, set, dict, sum, sorted, reversed, int, float, complex, round, str, format),
    *(math.floor, math.ceil, math.trunc, math.sqrt, np.asarray, np.sum),
    *(lambda x: x[0], lambda x: 3 in x, lambda x: x(), lambda x: x.shape, lambda x: x.tolist()),
    *(lambda x: f"{x}", lambda x: [*x], lambda x: math.isclose(x, 3)),
)


@pytest.mark.parametrize("operation", BINARY, ids=lambda op: op.__name__)
@pytest.mark.parametrize("other", [3, 2.5, np.ones(2)], ids=["int", "float", "array"])
def test_no_binary_operator_runs_before_the_judgement(
    operation: Callable[[Any, Any], Any], other: Any
) -> None:
    with pytest.raises(AuthoringError):
        operation(returned(), other)
    with pytest.raises(AuthoringError):
        operation(other, returned())


@pytest.mark.parametrize("operation", UNARY, ids=lambda op: getattr(op, "__name__", "function"))
def test_nothing_looks_inside_before_the_judgement(operation: Callable[[Any], Any]) -> None:
    with pytest.raises(AuthoringError):
        operation(returned([1, 2]))


def test_the_refusal_says_what_to_do() -> None:
    with pytest.raises(AuthoringError) as refusal:
        returned() + 1
    assert str(refusal.value) == (
        "the check uses what f() returned before `expect` has judged it. "
        "Judge it with expect(...).has_shape(...) or another method, then take `.value`."
    )


def test_a_tensor_does_not_broadcast_over_an_unjudged_value() -> None:
    with pytest.raises((AuthoringError, TypeError)):
        torch.ones(2) + returned()


def test_a_debugger_can_show_it_without_its_value() -> None:
    assert repr(returned("secret")) == "<what f() returned>"


def test_it_may_be_passed_on_to_the_student_at_any_depth() -> None:
    side = student(double=lambda x: 2 * x, total=lambda xs, more: sum(xs) + more["x"])
    first = side.double(4)
    again = side.double(first)
    nested = side.total([first, again], more={"x": first})
    expect(nested).equal_to(32)
    side.demand_all_judged()
    assert record_of(nested).text == "total([8, 16], more={'x': 8})"


def test_passing_on_what_was_raised_ends_the_check() -> None:
    side = student(bad=lambda: 1 / 0, double=lambda x: 2 * x)
    with pytest.raises(ZeroDivisionError):
        side.double(side.bad())


@pytest.mark.parametrize("wrap", [lambda x: x, lambda x: [x], lambda x: {"a": (x,)}])
def test_the_reference_never_takes_a_value_of_the_student(wrap: Callable[[Any], Any]) -> None:
    with pytest.raises(AuthoringError, match=r"passes the student's value to reference\.f"):
        reference(f=lambda x: x).f(wrap(returned()))


def test_two_unjudged_results_cannot_be_compared() -> None:
    for judge in (expect(returned()).equal_to, expect(returned()).close_to):
        with pytest.raises(AuthoringError, match="compares two results of the student"):
            judge(returned())


def test_a_call_that_is_never_judged_is_an_error_of_the_author() -> None:
    side = student(f=lambda x: x)
    side.f(1)
    with pytest.raises(AuthoringError) as error:
        side.demand_all_judged()
    assert str(error.value) == (
        "the check never judges what f(1) returned. Give it to expect(...), or do not make the call."
    )


def test_judging_any_part_judges_the_call() -> None:
    side = student(f=lambda: (1, [2]))
    pair = side.f()
    assert not is_judged(pair)
    one, two = expect(pair).unpacks_to(2)
    side.demand_all_judged()
    expect(one).equal_to(1)
    with pytest.raises(CheckEnded, match=r"f\(\) at \[1\]\n  at \[0\]: got 2, expected 3"):
        expect(two).equal_to([3])
    with pytest.raises(AuthoringError):
        one + 1


def test_unpacking_demands_the_right_number() -> None:
    for value, words in ((1, "got int 1"), ((1, 2, 3), "got tuple of 3"), (None, "got None")):
        with pytest.raises(CheckEnded, match=words):
            expect(returned(value)).unpacks_to(2)
    with pytest.raises(AuthoringError, match="Unpack a plain value yourself"):
        expect((1, 2)).unpacks_to(2)


def test_a_value_that_cannot_cross_fails_in_words() -> None:
    with pytest.raises(CheckEnded) as end:
        expect(returned({10**40: 1})).equal_to(3)
    assert end.value.verdict is Verdict.FAILED
    assert end.value.message.startswith(
        "f() returned something that cannot be judged: a dict or set in it has a key of type int"
    )
