"""What a piece of code answered in a check, and when two pieces of code answer alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.channel.describe import is_array
from autograder.channel.outcome import Outcome, Raised, Unsendable, Value
from autograder.channel.returned import CallRecord
from autograder.checks.compare import Tolerance, as_numbers, difference

_RTOL, _ATOL = 1e-4, 1e-6
"""Closer than any mistake's answer is to the right one, wider than float32 noise. The second is in
units of the largest number of an answer, where that is below 1."""


@dataclass(frozen=True)
class Answer:
    """One call and what came of it; None where that is not known, being too large to keep."""

    name: str
    outcome: Outcome | None


@dataclass(frozen=True)
class Answers:
    """The calls of the student's side in one check, in order, and whether the check passed."""

    calls: tuple[Answer, ...]
    passed: bool


@dataclass(frozen=True)
class Seen:
    """A check as a submission went through it. ``told`` is False where its end says nothing of
    values: a time-out, a crash, a task that is not written yet.
    """

    answers: Answers
    told: bool = True

    @property
    def failed(self) -> bool:
        return self.told and not self.answers.passed


def answers_of(transcript: Iterable[CallRecord], passed: bool) -> Answers:
    """The student's side of a transcript."""
    calls = (Answer(call.name, call.outcome) for call in transcript if call.side == "student")
    return Answers(tuple(calls), passed)


def fits(mistaken: Answers, right: Answers, seen: Answers) -> bool:
    """Whether every call of ``seen`` gives what a mistake gives, as far as that is known, and at
    least one of them tells the mistake from the solution.
    """
    if mistaken.passed or seen.passed or not len(mistaken.calls) == len(seen.calls) > 0:
        return False
    pairs = zip(mistaken.calls, seen.calls, strict=True)
    if not all(_alike(known, got) for known, got in pairs):
        return False
    return any(_apart(*pair) for pair in zip(mistaken.calls, right.calls, strict=False))


def raise_alike(some: Answers, others: Answers) -> bool:
    """Whether both end with an exception of one class, whatever its text is."""
    ends = [each.calls[-1].outcome for each in (some, others) if each.calls]
    kinds = [end.types[0] for end in ends if isinstance(end, Raised)]
    return len(kinds) == 2 and kinds[0] == kinds[1]


def apart(some: Answers, others: Answers) -> bool:
    """Whether two pieces of code answer a check differently, as far as that is known."""
    if len(some.calls) != len(others.calls):
        return True
    return not all(_alike(*pair) for pair in zip(some.calls, others.calls, strict=True))


def _alike(known: Answer, got: Answer) -> bool:
    unknown = known.outcome is None or got.outcome is None
    return known.name == got.name and (unknown or same(known.outcome, got.outcome))


def _apart(mistaken: Answer, right: Answer) -> bool:
    """Whether the mistake's answer is known to be another one than the right one."""
    known = mistaken.outcome is not None
    return known and (right.outcome is None or not same(mistaken.outcome, right.outcome))


def same(known: Outcome | None, got: Outcome | None) -> bool:
    """Whether two calls came to the same: values but for float noise, exceptions by their class and
    first line.
    """
    if isinstance(known, Value) and isinstance(got, Value):
        near = Tolerance(_RTOL, _ATOL * min(1.0, max(_scale(known.value), _scale(got.value))))
        return not difference(got.value, known.value, near)
    if isinstance(known, Raised) and isinstance(got, Raised):
        return known.brief == got.brief
    return isinstance(known, Unsendable) and isinstance(got, Unsendable)


def _scale(value: Any) -> float:
    """The largest finite number anywhere in a value; 0 where there is none."""
    if isinstance(value, dict):
        return max(map(_scale, value.values()), default=0.0)
    if isinstance(value, list | tuple):
        return max(map(_scale, value), default=0.0)
    if is_array(value) or isinstance(value, float | complex | np.inexact):
        numbers = np.abs(as_numbers(value if is_array(value) else np.asarray(value)))
        return float(np.max(numbers[np.isfinite(numbers)], initial=0.0))
    return 1.0 if isinstance(value, int | np.integer) else 0.0
