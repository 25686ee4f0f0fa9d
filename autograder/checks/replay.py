"""The reference in a student's repository: recorded answers, handed out in their order."""

from __future__ import annotations

from typing import Any

from autograder.channel.callbacks import shown
from autograder.channel.outcome import Outcome
from autograder.channel.plain import Opaque
from autograder.channel.recordings import CheckRecording, RecordedCall
from autograder.checks.compare import Tolerance, difference
from autograder.errors import AuthoringError

_SAME_INPUT = Tolerance(rtol=1e-5, atol=1e-7)
"""Inputs are made anew from a seed; another machine's libm may move their last bits."""


class ReplayTransport:
    """Answers the calls of one check from its recording."""

    def __init__(self, check: str, recording: CheckRecording) -> None:
        self._check, self._calls, self._next = check, recording.reference, 0

    def __call__(
        self, kind: str, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> tuple[Outcome, str]:
        recorded = self._calls[self._next] if self._next < len(self._calls) else None
        self._next += 1
        if recorded is None or not _fits(recorded, name, args, kwargs) or recorded.outcome is None:
            raise AuthoringError(
                f"the recording of {self._check} has no answer for this call of reference.{name}. "
                "The module's files are of different releases: get the module again"
            )
        return recorded.outcome, ""


def _fits(call: RecordedCall, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
    if call.name != name or set(call.kwargs) != set(kwargs) or len(call.args) != len(args):
        return False
    args, kwargs = shown(args, kwargs)
    named = ((kwargs[key], call.kwargs[key]) for key in kwargs)
    pairs = [*zip(args, call.args, strict=True), *named]
    return all(_same(given, known) for given, known in pairs)


def _same(given: Any, known: Any) -> bool:
    if isinstance(known, Opaque):  # a callback, of which a recording keeps no more
        return bool(given == known)
    return not difference(given, known, _SAME_INPUT)
