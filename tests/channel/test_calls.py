"""Calls of both sides: copies, exceptions, stubs, seeds, and the transcript."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from autograder.channel import describe
from autograder.channel.implementation import Student
from autograder.channel.local import own_frames, perform, raised
from autograder.channel.outcome import CheckEnded, Raised, Unsendable, Value, stub_name
from autograder.checks import expect
from autograder.errors import AuthoringError
from autograder.model import Verdict

from .sides import package, reference, student, transport


class Angry(dict):
    def items(self) -> Any:
        raise LookupError("no items here")


def outcome_of(function: Any, *args: Any) -> Any:
    return perform(package(f=function), {}, Path(__file__).parent, "call", "f", args, {})


def fill(x: Any) -> Any:
    x.zero_()
    return x


def test_arguments_and_results_are_copies() -> None:
    kept: list[Any] = []

    def keep(x: Any) -> Any:
        kept.append(x)
        return x

    mine = torch.ones(2)
    for side in (student(f=fill), reference(f=fill)):
        side.f(mine)
        assert mine.tolist() == [1, 1]
    value = reference(f=keep).f(mine)
    kept[0].zero_()
    assert value.tolist() == [1, 1]


def test_a_generator_of_the_check_is_not_advanced_by_the_call() -> None:
    rng = np.random.default_rng(1)
    first, second = (reference(f=lambda g: g.normal()).f(rng) for _ in range(2))
    assert first == second == rng.normal()


def test_the_transcript_keeps_what_was_asked_when_the_check_changes_it_later() -> None:
    side, x, rng = reference(f=lambda x, g: g.normal()), np.ones(2), np.random.default_rng(1)
    side.f(x, rng)
    x[:] = 7
    rng.normal()
    args = side.transcript[0].args
    assert args[0].tolist() == [1, 1]
    assert args[1].normal() == np.random.default_rng(1).normal()


def test_an_exception_is_caught_with_its_names_text_and_own_frames() -> None:
    def bad() -> None:
        raise ZeroDivisionError("by nought")

    outcome = outcome_of(bad)
    assert isinstance(outcome, Raised)
    assert outcome.types[:2] == ("ZeroDivisionError", "ArithmeticError")
    assert outcome.summary == "ZeroDivisionError: by nought"
    assert [frame.function for frame in outcome.frames] == ["bad"]
    assert outcome.frames[0].code == 'raise ZeroDivisionError("by nought")'


def test_even_leaving_the_interpreter_is_caught() -> None:
    assert outcome_of(lambda: exit(3)).types[0] == "SystemExit"


def test_a_container_that_cannot_be_read_is_the_exception_it_raises() -> None:
    assert outcome_of(lambda: Angry(a=1)).summary == "LookupError: no items here"


def test_an_exception_without_a_text_is_caught() -> None:
    class MuteError(Exception):
        def __str__(self) -> str:
            raise ValueError

    def bad() -> None:
        raise MuteError

    assert outcome_of(bad).message == "(its text cannot be shown: __str__ raised)"


def test_frames_of_a_neighbour_with_a_longer_name_are_not_ones_own(tmp_path: Path) -> None:
    neighbour = tmp_path / "toy_two"
    neighbour.mkdir()
    code = compile("1 / 0", str(neighbour / "a.py"), "exec")
    with pytest.raises(ZeroDivisionError) as caught:
        exec(code)
    assert own_frames(caught.value, tmp_path / "toy") == ()
    assert [frame.path for frame in own_frames(caught.value, neighbour)] == ["a.py"]


def test_endless_recursion_keeps_the_last_frames_only() -> None:
    def deep() -> None:
        deep()

    outcome = outcome_of(deep)
    assert outcome.types[0] == "RecursionError"
    assert len(outcome.frames) == 6


def test_a_task_that_is_missing_is_named() -> None:
    outcome = outcome_of(lambda: 1)
    assert isinstance(outcome, Value)
    with pytest.raises(AttributeError) as error:
        expect(student(f=len).g()).equal_to(1)
    assert str(error.value) == "toy has no g. Define it and import it in __init__.py."


def stub() -> None:
    raise NotImplementedError("softmax: weights that sum to one")


def test_a_stub_ends_the_check_at_the_call() -> None:
    outcome = raised(NotImplementedError("softmax: weights"), Path())
    assert stub_name(outcome, frozenset({"softmax"})) == "softmax"
    assert stub_name(outcome, frozenset({"sdpa"})) is None
    elsewhere = Raised(outcome.types, outcome.message)
    for name, words in (("softmax", ""), ("sdpa", "sdpa calls softmax, and "), ("my_probe", "")):
        side = Student(lambda *_: (elsewhere, ""), frozenset({"softmax", "sdpa"}))
        with pytest.raises(CheckEnded) as end:
            getattr(side, name)()
        assert end.value.verdict is Verdict.NOT_ATTEMPTED
        assert end.value.message == f"{words}softmax is not written yet"


def test_in_this_process_a_stub_raises_its_own_exception() -> None:
    with pytest.raises(NotImplementedError, match="weights that sum"):
        student(softmax=stub).softmax()


def test_another_exception_of_that_kind_is_no_stub() -> None:
    names = ("NotImplementedError", "RuntimeError")
    for outcome in (Raised(names, "later"), Raised(("ValueError",), "softmax: no")):
        assert stub_name(outcome, frozenset({"softmax"})) is None
    assert stub_name(Raised(names, "Head.forward: x"), frozenset({"Head"})) == "Head"


def test_a_judged_exception_reads_as_call_error_and_place() -> None:
    outcome = Raised(("ValueError",), "bad", (outcome_of(stub).frames))
    side = Student(lambda *_: (outcome, ""), frozenset())
    with pytest.raises(CheckEnded) as end:
        expect(side.f([1], n=2)).equal_to(1)
    assert end.value.verdict is Verdict.ERROR
    assert end.value.exception == "ValueError"
    first, second = end.value.message.split("\n")
    assert first == "f([1], n=2) raised ValueError: bad"
    assert second.startswith("  test_calls.py:")
    assert second.endswith('in stub: raise NotImplementedError("softmax: weights that sum to one")')


def test_a_message_is_always_printable_and_short() -> None:
    end = CheckEnded(Verdict.ERROR, "\ud800" + "x" * 10**6, "MyError")
    end.message.encode()
    assert len(end.message) < 30_000
    assert end.exception == ""


def test_the_end_of_a_transport_restates_the_call() -> None:
    def late(*_args: object) -> Any:
        raise CheckEnded(Verdict.TIMEOUT, "no answer within 2 s")

    with pytest.raises(CheckEnded) as end:
        Student(late, frozenset()).train("ab", steps=3)
    assert end.value.message == "train('ab', steps=3): no answer within 2 s"


def test_a_reference_without_a_value_is_the_authors_error() -> None:
    with pytest.raises(AuthoringError, match=r"the reference's f\(\) gave no value: ZeroDivision"):
        reference(f=lambda: 1 / 0).f()
    outcome = outcome_of(lambda: "x" * (65 * 2**20))
    assert outcome == Unsendable("the value is larger than 64 MB")


def draws() -> list[float]:
    return [random.random(), float(np.random.rand()), float(torch.rand(1))]


def test_both_sides_draw_alike_and_apart_from_the_process() -> None:
    torch.manual_seed(1)
    mine, theirs = (transport(f=draws) for _ in range(2))
    for side in (mine, theirs):
        side.seed(7)
    first = [mine("call", "f", (), {})[0] for _ in range(2)]
    outside = torch.rand(1)
    assert [theirs("call", "f", (), {})[0] for _ in range(2)] == first
    assert first[0] != first[1]
    torch.manual_seed(1)
    assert torch.equal(outside, torch.rand(1))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "None"),
        (3, "int 3"),
        (True, "bool True"),
        (np.float32(1.5), "numpy float32 1.5"),
        ([1, 2], "list of 2"),
        (torch.ones(2, 3), "float32 tensor (2, 3)"),
        (np.ones((2,), ">f8"), "float64 array (2,)"),
        (10**6000, "int <int of 19932 bits>"),
        ("x" * 10**6, "str '" + "x" * 32 + " ... " + "x" * 32 + "'"),
    ],
    ids=lambda value: "" if isinstance(value, str) else type(value).__name__,
)
def test_values_are_described_in_short_words(value: Any, words: str) -> None:
    assert describe.kind(value) == words


def test_calls_are_restated_as_one_would_type_them() -> None:
    args = (torch.tensor([1.0, 2.5]), np.zeros((3, 4)), [1, 2], "a", np.random.default_rng(0))
    assert describe.call("f", args, {"g": torch.Generator(), "n": 10**6000}) == (
        "f([1. , 2.5], <float64 array (3, 4)>, [1, 2], 'a', <numpy Generator>, "
        "g=<torch Generator>, n=<int of 19932 bits>)"
    )
