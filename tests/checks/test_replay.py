"""The recorded reference: answers in order, to the same questions only."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

from autograder.channel.implementation import Reference
from autograder.channel.outcome import Value
from autograder.channel.recordings import CheckRecording, RecordedCall, Recordings, dumps, loads
from autograder.checks import arrays, tensors
from autograder.checks.bench import seed_for
from autograder.checks.replay import ReplayTransport
from autograder.errors import AuthoringError


def replay(*calls: RecordedCall) -> Reference:
    return Reference(ReplayTransport("test_f", CheckRecording(calls, ())))


def call(*args: Any, answer: Any = 1, **kwargs: Any) -> RecordedCall:
    return RecordedCall("f", args, kwargs, Value(answer))


def test_answers_come_in_their_order() -> None:
    side = replay(call(1, answer="a"), call(1, answer="b"), call([np.ones(2)], n=3, answer="c"))
    assert [side.f(1), side.f(1), side.f([np.ones(2)], n=3)] == ["a", "b", "c"]


def test_the_last_bits_of_an_input_may_move() -> None:
    x = torch.randn(5)
    assert replay(call(x)).f(x * (1 + 1e-7)) == 1


def test_a_generator_as_argument_is_recognised_by_its_state_even_when_drawn_from_later() -> None:
    recorded = loads(
        dumps(Recordings("m", "", {}, {"c": CheckRecording((call(np.random.default_rng(3)),), ())}))
    )
    side = Reference(ReplayTransport("c", recorded.checks["c"]))
    rng = np.random.default_rng(3)
    assert side.f(rng) == 1
    with pytest.raises(AuthoringError):
        replay(call(np.random.default_rng(3))).f(np.random.default_rng(4))


@pytest.mark.parametrize(
    "ask",
    [
        lambda side: side.g(1),
        lambda side: side.f(2),
        lambda side: side.f(1, 2),
        lambda side: side.f(n=1),
        lambda side: (side.f(1), side.f(1)),
    ],
)
def test_another_question_has_no_answer(ask: Any) -> None:
    with pytest.raises(AuthoringError, match="test_f has no answer for this call of reference"):
        ask(replay(call(1)))


def test_seeds_differ_by_module_check_and_secret() -> None:
    seeds = {seed_for("m", "a"), seed_for("m", "b"), seed_for("n", "a"), seed_for("m", "a", "s")}
    assert len(seeds) == 4
    assert seed_for("m", "a") == seed_for("m", "a")


def test_arrays_and_tensors_hold_the_same_numbers() -> None:
    made = arrays(np.random.default_rng(1), (2, 3), (), scale=10.0)
    same = tensors(np.random.default_rng(1), (2, 3), (), scale=10.0, dtype="float32")
    for array, tensor in zip(made, same, strict=True):
        assert tuple(tensor.shape) == np.shape(array)
        assert np.allclose(tensor.numpy(), array)
    assert same[0].dtype == torch.float32
