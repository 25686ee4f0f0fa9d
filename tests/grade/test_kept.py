"""What a judge keeps between submissions changes no answer."""

from __future__ import annotations

import random
from typing import Any

from autograder.channel.callbacks import callback
from autograder.channel.outcome import Value
from autograder.diagnose.answers import Answer, Answers
from autograder.diagnose.known import Mistake
from autograder.grade.kept import Kept, Recalling, digest
from autograder.grade.notes import Notes

from ..channel.sides import transport


class Side:
    """A reference that counts how often its code is asked."""

    def __init__(self, kept: Kept, code: bytes = b"code") -> None:
        self.asked = 0
        self._side = Recalling(transport(draw=self._draw, use=self._use), kept, code)

    def _draw(self, _about: Any) -> float:
        self.asked += 1
        return random.random()

    def _use(self, env: Any) -> int:
        self.asked += 1
        return int(env.step())

    def draws(self, seed: int, *about: Any) -> list[Any]:
        self._side.seed(seed)
        return [self("draw", each) for each in about]

    def __call__(self, name: str, argument: Any) -> Any:
        outcome, _ = self._side("call", name, (argument,), {})
        assert isinstance(outcome, Value)
        return outcome.value


def test_the_same_calls_are_answered_without_the_code():
    kept = Kept()
    first, second = Side(kept), Side(kept)
    assert first.draws(1, "a", "b") == second.draws(1, "a", "b")
    assert (first.asked, second.asked) == (2, 0)


def test_another_seed_or_code_is_asked_anew():
    kept = Kept()
    first = Side(kept).draws(1, "a")
    assert Side(kept).draws(2, "a") != first
    other = Side(kept, b"other code")
    other.draws(1, "a")
    assert other.asked == 1


def test_after_a_call_that_is_another_the_reference_stands_where_it_would_stand():
    """Its second number is the second one of the seed, though the first was recalled."""
    kept = Kept()
    Side(kept).draws(1, "a", "b")
    later = Side(kept)
    assert later.draws(1, "a", "another") == Side(Kept()).draws(1, "a", "another")
    assert later.asked == 2


def test_an_answer_in_the_middle_is_recalled_only_after_the_same_calls():
    kept = Kept()
    Side(kept).draws(1, "a", "b")
    assert Side(kept).draws(1, "x", "b") == Side(Kept()).draws(1, "x", "b")


def test_what_a_check_does_to_an_answer_is_not_kept():
    kept = Kept()
    kept.put(b"k", [1, 2])
    side = Recalling(transport(f=lambda: [1, 2]), kept, b"")
    for _ in range(2):
        side.seed(1)
        outcome, _ = side("call", "f", (), {})
        assert isinstance(outcome, Value)
        assert outcome.value == [1, 2]
        outcome.value.append(3)


class Steps:
    def step(self) -> int:
        return 5


def test_a_callback_is_used_each_time():
    kept = Kept()
    for _ in range(2):
        env, side = callback(Steps(), ("step",)), Side(kept)
        side.draws(1)
        assert side("use", env) == 5
        assert env.calls == 1


def test_the_oldest_answers_make_way():
    kept = Kept(most=250)
    for number in range(10):
        kept.put(digest(number), "x" * 95)
    known = [number for number in range(10) if kept.get(digest(number)) is not None]
    assert known == [8, 9]


def test_a_very_large_answer_is_not_kept():
    kept = Kept()
    kept.put(b"k", bytes(2**20))
    assert kept.get(b"k") is None


def test_answers_of_mistakes_are_noted_for_their_check_alone():
    notes, made = Notes(Kept()), [Mistake("root", "no-floor")]
    answers = Answers((Answer("root", Value(3)), Answer("root", None)), passed=False)
    notes.note("test_root", made, 0, answers)
    assert notes.answers("test_root", made, 0) == answers
    assert notes.answers("test_other", made, 0) is None
    assert notes.answers("test_root", [], 0) is None
    assert notes.answers("test_root", made, 1) is None
