"""No note where it could be an accident, and none that fails or takes long."""

from __future__ import annotations

import math
import subprocess
import sys
import time
from itertools import count
from typing import Any

import numpy as np
import pytest
import torch

from autograder.channel.plain import Opaque
from autograder.checks import observe
from autograder.checks.observe import observations
from tests.checks.observing import facts, values


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        (np.full(9, -2.0), np.full(9, 2.0)),
        (np.full((4, 4), 0.31), np.full((4, 4), 0.62)),
        (np.array([0, 1, 0, 1]), np.array([1, 0, 1, 0])),
        (np.zeros((5, 5)), np.eye(5)),
        (np.array([2, 0, 1]), np.array([0, 1, 2])),
        (np.array([4, 2, 0, 1, 3]), np.array([0, 1, 2, 3, 4])),
        ([1, 2, 0], [0, 1, 2]),
        ([0, 0, 0, 1], [0, 0, 0, 2]),
        ({"a": 1, "b": 2}, {"a": 2, "b": 1}),
        (np.array([0.5, 0.25]), np.array([0.25, 0.5])),
        (1.0, 1),
        (np.float64(1.0), 1.0),
        ((1, 2), [1, 2]),
        (np.array([1.0, 2.0]), [1.0, 2.0]),
    ],
)
def test_what_could_be_an_accident_is_not_told(actual: Any, expected: Any) -> None:
    assert facts(actual, expected) == []


def test_two_explanations_are_none() -> None:
    line = np.linspace(-1, 1, 9) * math.pi  # backwards is also with its sign turned
    assert facts(line[::-1], line) == []
    chances = np.array([0.314159, 1 - 0.314159])  # exchanged is also 1 minus
    assert facts(1 - chances, chances) == []
    steps = np.arange(9) * 0.1234567  # one later is also one step less
    assert facts(steps - 0.1234567, steps) == []


HOSTILE = [
    *(None, True, 0, -1, 10**400, 0.0, math.nan, math.inf, -math.inf, 1e308, 5e-324, 1j),
    *("", "text", b"\xff", Opaque("generator"), object(), set(), {1, 2}, frozenset(), range(3)),
    *((), [], {}, [[]], [[], []], [[1], [1, 2]], [None], [10**400, 1.0], [math.nan] * 5, ((1,),)),
    *({1: []}, {"a": {"b": [1.5]}}, [[[[[[1.5]]]]]], [True, False], [np.float32(0.1)], [1e308] * 4),
    *(np.zeros(()), np.zeros(0), np.zeros((0, 3)), np.zeros((1, 1)), np.array(["a"]), np.eye(3)),
    *(np.array([None, 1]), np.array([1j, 2]), np.array([2**63], dtype=np.uint64), np.arange(6)),
    *(np.array([-(2**63)]), np.full(5, math.nan), np.array([1e308, -1e308, 5e-324, math.inf])),
    *(np.zeros((1,) * 20), np.arange(7.0), np.float16([1.1, 2.2, 6e4]), np.datetime64("2020")),
    *(np.array([True, False]), np.ones((3, 4)), np.ones((4, 3)) * 0.3, values((2, 3, 2, 3))),
    *(torch.zeros(()), torch.zeros(0), torch.zeros(2, 0), torch.eye(3).bfloat16(), torch.ones(3)),
    *(torch.tensor([1j]), torch.tensor([True]), torch.eye(2).to_sparse(), torch.arange(5)),
    *(torch.full((3, 3), math.inf), torch.randn(3, requires_grad=True), np.random.default_rng(0)),
]


def test_no_value_raises() -> None:
    for actual in HOSTILE:
        for expected in HOSTILE:
            assert len(facts(actual, expected)) <= 2


def _unrelated(rng: Any) -> tuple[Any, Any]:
    """Two values of one kind and shape that have nothing to do with each other."""
    shape = tuple(int(n) for n in rng.integers(1, 7, size=rng.integers(0, 4)))
    dtype = str(
        rng.choice(["float64", "float32", "float16", "int64", "large", "small", "bool", "sums"])
    )
    pair = [_drawn(rng, shape, dtype) for _ in range(2)]
    kind = rng.integers(0, 5)
    if kind == 4:
        mine, theirs = (_texts(rng, math.prod(shape)) for _ in range(2))
        return (
            (dict(enumerate(mine)), dict(enumerate(theirs))) if len(shape) > 2 else (mine, theirs)
        )
    if kind == 1:
        return pair[0].tolist(), pair[1].tolist()
    if kind == 2:
        return torch.tensor(pair[0]), torch.tensor(pair[1])
    return (pair[0], (1, pair[0])), (pair[1], (1, pair[1])) if kind == 3 else pair[0]


def _texts(rng: Any, length: int) -> list[str]:
    """Labels: a few, that come again and again; or words of three letters."""
    few = ["yes", "no", "maybe"][: int(rng.integers(2, 4))]
    if rng.integers(0, 2):
        return [str(rng.choice(few)) for _ in range(length)]
    return ["".join(rng.choice(list("abcdefghijklmnop"), size=3)) for _ in range(length)]


def _drawn(rng: Any, shape: tuple[int, ...], dtype: str) -> Any:
    if dtype == "int64":
        return np.asarray(rng.integers(-1000, 1000, size=shape))
    if dtype == "large":
        return np.asarray(rng.integers(-(10**6), 10**6, size=shape))
    if dtype == "small":
        return np.asarray(rng.integers(0, 10, size=shape))
    if dtype == "bool":
        return np.asarray(rng.integers(0, 2, size=shape) > 0)
    if dtype == "sums":
        return np.asarray(rng.integers(0, 10, size=shape) / 4)
    return np.asarray(rng.normal(size=shape)).astype(dtype)


@pytest.mark.parametrize("pairs", [300, pytest.param(10_000, marks=pytest.mark.slow)])
def test_unrelated_values_get_no_note(pairs: int) -> None:
    rng = np.random.default_rng(9)
    for number in range(pairs):
        actual, expected = _unrelated(rng)
        found = facts(actual, expected)
        assert found == [], (number, found, actual, expected)


def test_permutations_of_places_get_no_order() -> None:
    """What sorting gives holds 0 to n - 1 always: that they are there in another order is chance."""
    rng = np.random.default_rng(3)
    for _ in range(100):
        size = int(rng.integers(2, 12))
        mine, theirs = (rng.permutation(size) for _ in range(2))
        if not (mine == theirs).all():
            assert facts(mine, theirs) == []
            assert facts(mine.tolist(), theirs.tolist()) == []


def _costs(actual: Any, expected: Any) -> float:
    """The shortest of some processor times, for the machine has other things to do."""
    times = []
    for _ in range(5):
        begun = time.process_time()
        observations(actual, expected)
        times.append(time.process_time() - begun)
    return min(times)


@pytest.mark.slow
def test_large_values_take_no_time() -> None:
    matrix, vector = values((512, 512)), values((2**18,))
    near = [matrix.T, -matrix, matrix + 1, np.roll(matrix, 3, 1), values((512, 512), seed=1)]
    assert max(_costs(actual, matrix) for actual in near) < 0.05
    assert max(_costs(actual, vector) for actual in (vector[::-1], vector * 2, vector**3)) < 0.05
    million = np.zeros((1000, 1000))
    assert _costs(million, million + 1) < 0.01
    many = {key: [values((3,))] * 200 for key in range(300)}
    for large in (many, list(range(10**6)), "a" * 10**6, [[0.5]] * 10**5, tuple("ab") * 10**5):
        assert _costs(large, many) < 0.05
        assert _costs(large, large) < 0.05


def test_torch_is_not_imported() -> None:
    code = (
        "import sys, numpy as np\n"
        "from autograder.checks.observe import observations\n"
        "x = np.random.default_rng(0).normal(size=(4, 5))\n"
        "assert observations(x.T, x)\n"
        "assert 'torch' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_an_error_of_arithmetic_is_no_note(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = count()

    def overflow(actual: Any, expected: Any) -> list[str]:
        next(calls)
        raise OverflowError

    monkeypatch.setattr(observe, "look", overflow)
    assert observations(1.5, 2.5) == []
    assert next(calls) == 1
