"""Of an array without entries everything would be true, so it must be expected to be empty."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.channel.outcome import CheckEnded, Value
from autograder.channel.returned import CallRecord, Returned
from autograder.checks import expect


def _returned(value: object) -> Returned:
    return Returned(CallRecord("student", "f", [], {}, Value(value), 0.0), Value(value))


@pytest.mark.parametrize(
    "judge",
    [
        lambda each: each.sums_to(1.0, dim=-1),
        lambda each: each.between(0, 1),
        lambda each: each.at_least(0),
        lambda each: each.at_most(1),
        lambda each: each.is_finite(),
    ],
)
@pytest.mark.parametrize("shape", [(0,), (0, 3), (2**33, 0)])
def test_nothing_passes_for_nothing(judge, shape) -> None:
    with pytest.raises(CheckEnded, match="no entries"):
        judge(expect(_returned(np.empty(shape))))


def test_an_empty_array_passes_where_its_shape_is_right() -> None:
    expect(_returned(np.empty((0, 3)))).has_shape((0, 3)).is_finite().between(0, 1)


def test_a_huge_number_is_a_wrong_value() -> None:
    with pytest.raises(CheckEnded):
        expect(_returned(10**400)).close_to(np.float32(1))
