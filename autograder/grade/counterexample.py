"""After the checks: the smallest call found that goes wrong, for failing public checks.

Where there is a reference, a failing call is made smaller as long as the reference and the
submission differ. Where there is none, small calls that the builder has recorded are tried.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.channel.local import LocalTransport
from autograder.channel.outcome import CheckEnded, Outcome, Raised, Unsendable, Value
from autograder.channel.recordings import RecordedCall
from autograder.channel.returned import CallRecord
from autograder.checks.compare import difference
from autograder.diagnose.differing import (
    APART,
    Arguments,
    Differing,
    Failure,
    discloses,
    draws,
    how,
)
from autograder.diagnose.known import SpentError
from autograder.diagnose.pasted import UNTOLD, as_python
from autograder.diagnose.places import is_plain
from autograder.diagnose.smaller import smallest
from autograder.sandbox.client import WorkerClient

SECONDS = 2.0
"""For all counterexamples of one submission."""
_SEARCH = 0.8
"""The part of a check's time in which calls are made smaller; the rest is for trying the last one
again.
"""


@dataclass(frozen=True)
class Smallest:
    """The smallest call found for a check, as lines of Python."""

    check: str
    text: str


@dataclass(frozen=True)
class Failed:
    """A public check that ended on a value: its calls, and what it compared last, if it did."""

    check: str
    calls: tuple[CallRecord, ...]
    compared: tuple[Any, Any] | None = None

    def asks(self, plain: Container[str]) -> bool:
        """Whether a call of it is one of ``plain``, with arguments that can be written down."""
        return any(is_plain_call(call, plain) for call in self.calls)


def is_plain_call(call: CallRecord, plain: Container[str]) -> bool:
    """Whether a call is of one of the ``plain`` names and hides nothing that it was given."""
    return call.name in plain and is_plain((call.args, call.kwargs))


class Sides:
    """The submission as it is asked in the search, on a worker, as long as there is time."""

    def __init__(self, client: WorkerClient, fresh: bool = True) -> None:
        self._client, self._fresh = client, fresh
        self.until = 0.0

    def student(self, name: str, seed: int = 0) -> Callable[[Arguments], Outcome]:
        """Makes calls on the worker, each seeded alike; raises `SpentError` where the worker
        does not survive them or the time is over.
        """

        def ask(call: Arguments) -> Outcome:
            left = self.until - time.monotonic()
            if left <= 0:
                raise SpentError
            self._client.allow(left)
            self._client.begin(seed)
            try:
                return self._client("call", name, *call)[0]
            except CheckEnded:
                raise SpentError from None

        return ask

    def anew(self) -> None:
        """A worker that has not answered yet, where that is cheap."""
        if self._fresh:
            self._client.close()

    def confirmed(self, name: str, failure: Failure) -> bool:
        """Whether the submission answers the same once more, as it will for the student."""
        self.anew()
        try:
            again = self.student(name, seed=1)((failure.args, failure.kwargs))
        except SpentError:
            return False
        return _same(again, failure.got)


def _same(one: Outcome, two: Outcome) -> bool:
    if isinstance(one, Value) and isinstance(two, Value):
        return not difference(one.value, two.value, APART)
    if isinstance(one, Raised) and isinstance(two, Raised):
        return one.types[0] == two.types[0]
    return type(one) is type(two)


def shrunk(
    module: str,
    failed: Sequence[Failed],
    sides: Sides,
    reference: LocalTransport,
    plain: Container[str],
) -> Iterator[Smallest]:
    """For each check its smallest failing call, if there is one. ``reference`` is a transport that
    can be seeded; ``plain`` names the calls that are of tasks and not of probes.
    """
    ends = time.monotonic() + SECONDS
    for index, each in enumerate(failed):
        now = time.monotonic()
        share = (ends - now) / (len(failed) - index)
        sides.until = now + _SEARCH * share
        found = _of_check(each, sides, reference, plain)
        if found is None:
            continue
        name, failure, told = found
        sides.until = now + share
        right = failure.right if told else UNTOLD
        text = as_python(module, name, failure.args, failure.kwargs, failure.got, right)
        if text and sides.confirmed(name, failure):
            yield Smallest(each.check, text)


def _of_check(
    failed: Failed, sides: Sides, reference: LocalTransport, plain: Container[str]
) -> tuple[str, Failure, bool] | None:
    """The smallest call of the one that the check ended at, else of the last that went wrong, and
    whether the check itself tells what is right: where it only looks at a type or a bound, the
    reference's answer is nobody's business.
    """
    for call in _suspects(failed):
        if not is_plain_call(call, plain):
            continue
        ask = asked(reference, call.name)
        right = ask((call.args, call.kwargs))
        if not isinstance(right, Value) or not how(call.outcome, right.value):
            continue
        if _by_chance(call, failed, reference, right.value):
            return None
        sides.anew()
        differing = Differing(sides.student(call.name), ask)
        found = smallest(call.args, call.kwargs, differing)
        told = failed.compared is not None and discloses(failed.compared[1], right.value)
        return (call.name, found, told) if found else None
    return None


def _suspects(failed: Failed) -> list[CallRecord]:
    """What cannot be compared at all is none: its message says so, and each call may take long."""
    last_first = [call for call in reversed(failed.calls) if not _is_unsendable(call.outcome)]
    ended = [call for call in last_first if failed.compared and _came_of(failed.compared[0], call)]
    return ended or last_first


def _is_unsendable(outcome: Outcome) -> bool:
    return isinstance(outcome, Unsendable)


def _came_of(value: Any, call: CallRecord) -> bool:
    """Whether this very object, or a part of it, is what the call gave."""
    if not isinstance(call.outcome, Value):
        return False
    given = call.outcome.value
    return value is given or (isinstance(given, tuple | list) and any(value is i for i in given))


def _by_chance(call: CallRecord, failed: Failed, reference: LocalTransport, right: Any) -> bool:
    """Whether other draws would be right too: chance decides the answer, and the check did not
    compare it with the reference's.
    """
    args = (call.args, call.kwargs)
    ask = unseeded(reference, call.name)
    if not draws(ask, reference.seed, args):
        return False
    expected = failed.compared[1] if failed.compared else None
    by_itself = draws(ask, reference.seed, args, given=False)
    return by_itself or bool(difference(expected, right, APART))


def unseeded(transport: LocalTransport, name: str) -> Callable[[Arguments], Outcome]:
    """Makes calls of one name in this process."""
    return lambda call: transport("call", name, *call)[0]


def asked(transport: LocalTransport, name: str) -> Callable[[Arguments], Outcome]:
    """The same, with each call seeded alike."""

    def ask(call: Arguments) -> Outcome:
        transport.seed(0)
        return transport("call", name, *call)[0]

    return ask


def recorded(
    module: str, failed: Iterable[str], sides: Sides, cases: Mapping[str, Sequence[RecordedCall]]
) -> Iterator[Smallest]:
    """For each check the first of its recorded small calls that the submission gets wrong."""
    sides.until = time.monotonic() + SECONDS
    for check in failed:
        sides.anew()
        for case in cases[check]:
            try:
                got = sides.student(case.name)((case.args, case.kwargs))
            except SpentError:
                break
            if _is_unsendable(got):
                break
            if not isinstance(case.outcome, Value) or not how(got, case.outcome.value):
                continue
            right = case.outcome.value
            failure = Failure(case.args, case.kwargs, got, right)
            text = as_python(module, case.name, case.args, case.kwargs, got, right)
            if text and sides.confirmed(case.name, failure):
                yield Smallest(check, text)
                break
