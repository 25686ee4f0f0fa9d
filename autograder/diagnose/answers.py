"""What a piece of code answered in a check, and when two pieces of code answer alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from autograder.channel.describe import is_array
from autograder.channel.outcome import Outcome, Raised, Unsendable, Value
from autograder.channel.returned import CallRecord
from autograder.checks.compare import Tolerance, as_numbers, difference
from autograder.late import np

_RTOL, _ATOL = 1e-4, 1e-6
"""Closer than any mistake's answer is to the right one, wider than float32 noise. The second is in
units of the largest number of an answer, where that is below 1."""


_MANY = 3
"""What a number with many digits counts for, where others count for one."""


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
    seconds: float = 0.0
    """How long the submission worked in it."""

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


def tells(mistaken: Answers, right: Answers) -> int:
    """How much a mistake's answers tell it from the right ones: the number of different values in
    them that stand in no such place of the right answers; a number with many digits counts more.
    """
    found: set[Any] = set()
    for known, other in zip(mistaken.calls, right.calls, strict=False):
        if not isinstance(known.outcome, Value):
            continue
        mine = list(_leaves(known.outcome.value))
        theirs = list(_leaves(other.outcome.value)) if isinstance(other.outcome, Value) else []
        if len(mine) != len(theirs):
            theirs = [None] * len(mine)
        found |= {one for one, two in zip(mine, theirs, strict=True) if one != two}
    return sum(_MANY if isinstance(each, float) and each * 8 % 1 else 1 for each in found)


def _leaves(value: Any) -> Iterator[Any]:
    """The single values in an answer, numbers to six digits."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _leaves(key)
            yield from _leaves(each)
    elif isinstance(value, list | tuple | set | frozenset):
        for each in value:
            yield from _leaves(each)
    elif is_array(value):
        yield from map(_rounded, np.asarray(as_numbers(value)).ravel().tolist())
    else:
        yield _rounded(value)


def _rounded(value: Any) -> Any:
    is_number = isinstance(value, float | np.floating)
    return float(f"{value:.6g}") if is_number and np.isfinite(value) else repr(value)


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
        scale = max(_scale(known.value), _scale(got.value))
        near = Tolerance(_RTOL, _ATOL * min(1.0, scale)) if scale else None
        return not difference(got.value, known.value, near)
    if isinstance(known, Raised) and isinstance(got, Raised):
        return known.brief == got.brief
    return isinstance(known, Unsendable) and isinstance(got, Unsendable)


def _scale(value: Any) -> float:
    """The largest finite number with a decimal point in a value; 0 where there is none: then it is
    compared exactly.
    """
    if isinstance(value, dict):
        return max(map(_scale, value.values()), default=0.0)
    if isinstance(value, list | tuple):
        return max(map(_scale, value), default=0.0)
    if is_array(value) or isinstance(value, float | complex | np.inexact):
        numbers = as_numbers(value) if is_array(value) else np.asarray(value)
        if not np.issubdtype(numbers.dtype, np.inexact):
            return 0.0
        numbers = np.abs(numbers)
        return float(np.max(numbers[np.isfinite(numbers)], initial=0.0))
    return 0.0
