"""What a judge tells the grader, as plain data for the wire and as words of Python."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, overload

from autograder.channel.outcome import Outcome
from autograder.channel.reader import decode
from autograder.channel.returned import CallRecord
from autograder.channel.wire import WireError, encode
from autograder.model import Evidence, Verdict
from autograder.sandbox.client import unpacked
from autograder.sandbox.worker import packed

_MAX_EVIDENCE = 64 * 1024


class Unread(Sequence[CallRecord]):
    """A transcript as it came: bytes that are read when somebody looks. Most graders never do, and
    then need not load torch for the tensors in it, which takes 125 MB and more than a second.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data

    @cached_property
    def _calls(self) -> tuple[CallRecord, ...]:
        return tuple(map(_unpack_call, decode(self.data))) if self.data else ()

    def __len__(self) -> int:
        return len(self._calls)

    def __iter__(self) -> Iterator[CallRecord]:
        return iter(self._calls)

    @overload
    def __getitem__(self, index: int) -> CallRecord: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[CallRecord, ...]: ...
    def __getitem__(self, index: int | slice) -> CallRecord | tuple[CallRecord, ...]:
        return self._calls[index]


@dataclass(frozen=True)
class CheckEvent:
    """A check has ended."""

    name: str
    verdict: Verdict
    message: str
    share: float
    """The part of its points that it earns, from 0 to 1."""
    seconds: float
    exception: str
    """Class of the exception that ended it, where it is one of Python's own."""
    at_import: bool
    """Whether the submission could not even be imported."""
    prints: str
    transcript: Sequence[CallRecord]
    """Calls of both sides; empty for hidden checks, whose inputs stay in the judge."""
    margin: float | None = None
    """The largest distance of a number from what was expected, in units of the tolerance, where
    that was measured."""
    evidence: Evidence | None = None
    """What was compared when a public check failed, where that is small enough to draw."""

    def pack(self) -> list[Any]:
        """As plain data; a transcript that is too large to send is left out, and so is evidence."""
        head = ["check", self.name, self.verdict.name, self.message, self.share, self.seconds]
        known = self.transcript
        calls = known.data if isinstance(known, Unread) else _encoded(known)
        shown = _small([self.evidence.got, self.evidence.expected]) if self.evidence else []
        return [*head, self.exception, self.at_import, self.prints, calls, self.margin, shown]


def unpack_check(data: list[Any]) -> CheckEvent:
    """What `CheckEvent.pack` wrote."""
    name, verdict, message, share, seconds, exception, at_import, prints, calls, margin, shown = (
        data
    )
    return CheckEvent(
        name,
        Verdict[verdict],
        message,
        share,
        seconds,
        exception,
        at_import,
        prints,
        Unread(calls),
        margin,
        Evidence(*shown) if shown else None,
    )


def _encoded(calls: Iterable[CallRecord]) -> bytes:
    """Nothing where it is too large to send, or holds what cannot be."""
    try:
        return encode([_pack_call(call) for call in calls])
    except WireError:
        return b""


def _small(values: list[Any]) -> list[Any]:
    """``values`` where they are few enough to be drawn, else nothing."""
    try:
        return values if len(encode(values)) <= _MAX_EVIDENCE else []
    except WireError:
        return []


def _pack_call(call: CallRecord) -> list[Any]:
    outcome = list(packed(call.outcome))
    return [call.side, call.name, call.args, call.kwargs, outcome, call.seconds]


def _unpack_call(data: list[Any]) -> CallRecord:
    side, name, args, kwargs, outcome, seconds = data
    result: Outcome = unpacked((*outcome, ""))[0]
    return CallRecord(side, name, args, kwargs, result, seconds)
