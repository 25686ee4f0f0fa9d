"""Recordings and their plain JSON: round trips, equal bytes, and one sentence for a damaged file."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings

from autograder.channel.outcome import Raised, Unsendable, Value
from autograder.channel.plain_json import from_json, to_json
from autograder.channel.recordings import (
    CheckRecording,
    RecordedCall,
    Recordings,
    dumps,
    loads,
)
from autograder.channel.wire import Opaque
from autograder.errors import AutograderError

from .strategies import ARRAYS, PLAIN, TENSORS, same


def through(value: Any) -> Any:
    return from_json(json.loads(json.dumps(to_json(value))))


def alike(left: Any, right: Any) -> bool:
    """As `same`, but nan is nan whatever its sign and payload."""
    return same(left, right) or json.dumps(to_json(left)) == json.dumps(to_json(right))


@given(PLAIN)
@settings(max_examples=150, deadline=None)
def test_plain_data_survives_json(value: Any) -> None:
    assert alike(through(value), value)


@given(ARRAYS | TENSORS)
@settings(max_examples=200, deadline=None)
def test_arrays_and_tensors_survive_json_to_the_last_bit(value: Any) -> None:
    back = through(value)
    assert type(back) is type(value)
    assert back.dtype == value.dtype
    assert tuple(back.shape) == tuple(value.shape)
    assert alike(back, value)


@pytest.mark.parametrize("dtype", [np.float16, np.float32])
def test_every_finite_small_float_survives_json(dtype: Any) -> None:
    values = np.random.default_rng(0).integers(0, 2**16, 3000, dtype=np.uint16).view(np.float16)
    finite = values[np.isfinite(values)].astype(dtype) / dtype(3)
    assert same(through(finite), finite)


@pytest.mark.parametrize("value", [Opaque("Word"), np.float32(0.1), np.int64(3), torch.float32])
def test_the_rest_of_what_crosses_survives_json(value: Any) -> None:
    assert through(value) == value
    assert type(through(value)) is type(value)


def test_generators_survive_json() -> None:
    rng = np.random.default_rng(3)
    assert through(rng).normal() == rng.normal()


def test_small_values_are_readable() -> None:
    assert to_json({"a": (1.5, {2})}) == {"dict": [["a", {"tuple": [1.5, {"set": [2]}]}]]}
    assert to_json(torch.tensor([0.1, float("nan")])) == {
        "tensor": "float32", "shape": [2], "data": [0.1, {"float": "nan"}],
    }  # fmt: skip


def example() -> Recordings:
    right = RecordedCall("f", (np.ones(2), "a"), {"n": 3}, Value(torch.ones(2)))
    judged = RecordedCall(
        "f", (np.ones(2), "secret input"), {"n": 3}, Value(torch.ones(2)),
        {"f/b": Raised(("ValueError",), ""), "f/a": Value(None), "f/c": Unsendable("too large")},
    )  # fmt: skip
    large = RecordedCall("g", (), {}, None)
    check = CheckRecording((right,), (judged, large), {"f/b": 1, "f/a": 2, "f/c": 2})
    hints = {"f/b": "Look \u00e0 la loupe.", "f/a": "Why None?"}
    return Recordings("m01_toy", "abc", hints, {"test_f": check, "test_e": CheckRecording((), ())})


def test_recordings_come_back_from_their_file() -> None:
    back = loads(dumps(example()))
    assert (back.module, back.made_from, back.hints) == ("m01_toy", "abc", example().hints)
    reference, student = back.checks["test_f"].reference, back.checks["test_f"].student
    assert reference[0].args[0].tolist() == [1, 1]
    assert reference[0].kwargs == {"n": 3}
    assert isinstance(reference[0].outcome, Value)
    assert student[0].mistakes["f/b"] == Raised(("ValueError",), "")
    assert student[0].mistakes["f/a"] == Value(None)
    assert student[1].outcome is None
    assert back.checks["test_f"].ends == {"f/a": 2, "f/b": 1, "f/c": 2}
    assert back.checks["test_e"] == CheckRecording((), ())


def test_small_cases_come_back_with_inputs_and_answers() -> None:
    case = RecordedCall("f", (np.zeros(2),), {"n": 1}, Value([1.5]))
    checks = {"test_f": CheckRecording((), (), {}, (case,))}
    (back,) = loads(dumps(Recordings("m", "", {}, checks))).checks["test_f"].small
    assert (back.name, back.args[0].tolist(), back.kwargs) == ("f", [0, 0], {"n": 1})
    assert back.outcome == Value([1.5])


def test_inputs_are_kept_of_the_reference_only() -> None:
    written = dumps(example())
    assert b"secret input" not in written
    student = loads(written).checks["test_f"].student[0]
    assert (student.name, student.args, student.kwargs) == ("f", (), {})


def test_the_file_is_the_same_bytes_whatever_the_order_and_after_reading() -> None:
    recordings = example()
    turned = Recordings(
        "m01_toy", "abc", dict(reversed(recordings.hints.items())),
        dict(reversed(recordings.checks.items())),
    )  # fmt: skip
    written = dumps(recordings)
    assert dumps(turned) == written
    assert dumps(loads(written)) == written


def test_the_file_is_json_with_one_call_a_line() -> None:
    text = dumps(example()).decode()
    assert json.loads(text)["schema"] == "autograder.recordings/3"
    assert sum(line.startswith('{"call"') for line in text.splitlines()) == 3


DAMAGE = {
    "empty": b"",
    "no JSON": b"{",
    "no UTF-8": b"\xff\xfe",
    "a list": b"[]",
    "no schema": b"{}",
    "hints of another kind": dumps(example()).replace(b'"hints": {', b'"hints": 3, "x": {'),
    "unknown word": dumps(example()).replace(b'"tensor"', b'"tonsor"'),
    "unknown dtype": dumps(example()).replace(b'"tensor": "float32"', b'"tensor": "load"'),
    "wrong shape": dumps(example()).replace(b'"shape": [2]', b'"shape": [3]'),
    "wrong entries": dumps(example()).replace(b'"data": [1.0', b'"data": ["one"'),
    "no calls": dumps(example()).replace(b'"student"', b'"pupil"'),
    "cut": dumps(example())[:-20],
    "wrong wire": dumps(example()).replace(b'"args": [', b'"args": [{"wire": "AAAA"}, '),
    "nested without end": b'{"schema":' + b"[" * 100_000,
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_file_gives_one_sentence_and_what_to_do(name: str) -> None:
    with pytest.raises(AutograderError) as error:
        loads(DAMAGE[name])
    text = str(error.value)
    assert text.startswith("tests/recordings.json is damaged (")
    assert text.endswith("). Get a fresh copy of it.")
    assert "\n" not in text
    assert len(text) < 150


def test_recordings_of_another_version_say_so() -> None:
    with pytest.raises(AutograderError, match=r"are of autograder\.recordings/9, this program"):
        loads(dumps(example()).replace(b"recordings/3", b"recordings/9"))
