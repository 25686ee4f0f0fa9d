"""The channel as a check sees it: an object whose attributes are the tasks of a module."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import partial
from typing import Any

from autograder.channel import describe
from autograder.channel.callbacks import shown
from autograder.channel.outcome import (
    CheckEnded,
    ImportEnded,
    Outcome,
    Raised,
    Unsendable,
    Value,
    stub_name,
)
from autograder.channel.reader import decode
from autograder.channel.returned import CallRecord, Returned, is_judged, value_or_end
from autograder.channel.wire import encode
from autograder.errors import AuthoringError
from autograder.model import Verdict


class Implementation(ABC):
    """One side of a check. ``side.sdpa(q, k, v)`` makes a call; probes go through `run`."""

    @abstractmethod
    def run(self, kind: str, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Make a call of ``kind`` (``call`` or ``probe``) and give back what the check gets."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *args, **kwargs: self.run("call", name, args, kwargs)


Transport = Callable[[str, str, tuple[Any, ...], dict[str, Any]], tuple[Outcome, str]]
"""Carries one call to wherever the code is: (kind, name, args, kwargs) -> outcome and prints."""


class Student(Implementation):
    """The submission. Every call is recorded; what comes back is opaque."""

    def __init__(self, transport: Transport, tasks: frozenset[str]) -> None:
        self._transport, self._tasks = transport, tasks
        self._transcript: list[CallRecord] = []
        self._pending: list[Returned] = []

    def run(self, kind: str, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Returned:
        plain_args = tuple(map(_passed_on, args))
        plain_kwargs = {key: _passed_on(value) for key, value in kwargs.items()}
        kept = shown(plain_args, plain_kwargs)
        restated = describe.later(name, *kept)
        started = time.perf_counter()
        try:
            outcome, prints = self._transport(kind, name, plain_args, plain_kwargs)
        except ImportEnded:
            raise
        except CheckEnded as ended:
            text = f"{restated()}: {ended.message}"
            raise CheckEnded(ended.verdict, text, ended.exception) from None
        seconds = getattr(self._transport, "last_seconds", time.perf_counter() - started)
        record = CallRecord("student", name, *kept, outcome, seconds, prints, restated)
        self._transcript.append(record)
        returned = Returned(record, outcome)
        self._end_at_stub(outcome, name)
        self._pending.append(returned)
        return returned

    def _end_at_stub(self, outcome: Outcome, name: str) -> None:
        task = stub_name(outcome, self._tasks) if isinstance(outcome, Raised) else None
        if task is not None and isinstance(outcome, Raised):
            if outcome.original is not None:
                raise outcome.original
            same = task == name or name not in self._tasks
            via = "" if same else f"{name} calls {task}, and "
            raise CheckEnded(Verdict.NOT_ATTEMPTED, f"{via}{task} is not written yet")

    def forget_calls(self) -> None:
        """Begin a new check: an empty transcript."""
        self._transcript, self._pending = [], []

    @property
    def transcript(self) -> tuple[CallRecord, ...]:
        """The calls of this check so far."""
        return tuple(self._transcript)

    def demand_all_judged(self) -> None:
        """Raise `AuthoringError` where a call's result was never looked at."""
        for returned in self._pending:
            if not is_judged(returned):
                raise AuthoringError(
                    f"the check never judges what {returned._record.text} returned. "
                    "Give it to expect(...), or do not make the call."
                )


class Reference(Implementation):
    """The solution, which the judge trusts: calls give plain values."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._transcript: list[CallRecord] = []

    def run(self, kind: str, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if _holds_returned([*args, *kwargs.values()]):
            raise AuthoringError(
                f"the check passes the student's value to reference.{name}. "
                "Pass what the check made itself; a recording cannot depend on a student's value."
            )
        # Copies, since the check may change its own later.
        kept: tuple[tuple[Any, ...], dict[str, Any]] = decode(encode(shown(args, kwargs)))
        started = time.perf_counter()
        outcome, _ = self._transport(kind, name, args, kwargs)
        seconds = time.perf_counter() - started
        restated = partial(describe.call, name, *kept)
        record = CallRecord("reference", name, *kept, outcome, seconds, restated=restated)
        self._transcript.append(record)
        return _trusted(record)

    def forget_calls(self) -> None:
        """Begin a new check: an empty transcript."""
        self._transcript = []

    @property
    def transcript(self) -> tuple[CallRecord, ...]:
        """The calls of this check so far."""
        return tuple(self._transcript)


def _trusted(call: CallRecord) -> Any:
    outcome = call.outcome
    if isinstance(outcome, Value):
        return outcome.value
    reason = outcome.reason if isinstance(outcome, Unsendable) else outcome.summary
    raise AuthoringError(
        f"the reference's {call.text} gave no value: {reason}. Mend the solution or the check."
    ) from (outcome.original if isinstance(outcome, Raised) else None)


def _passed_on(value: Any) -> Any:
    """An argument for the student's code; a value of theirs may go back to them, at any depth."""
    if isinstance(value, Returned):
        return value_or_end(value)
    if not _holds_returned(value):
        return value
    if isinstance(value, dict):
        return {key: _passed_on(item) for key, item in value.items()}
    items = map(_passed_on, value)
    return tuple(items) if isinstance(value, tuple) else list(items)


def _holds_returned(value: Any) -> bool:
    if isinstance(value, dict):
        value = [*value.values()]
    if isinstance(value, list | tuple):
        return any(map(_holds_returned, value))
    return isinstance(value, Returned)
