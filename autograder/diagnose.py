"""Which known mistake a failing check shows, told from recorded answers alone.

A mistake is recognised where every recorded call of the student gives the mistake's value, and at least
one of these values is not the right one. Where two mistakes answer alike, neither is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.channel.outcome import Outcome, Raised, Unsendable, Value
from autograder.channel.recordings import CheckRecording, RecordedCall, Recordings
from autograder.channel.returned import CallRecord
from autograder.checks.compare import Tolerance, difference

_SAME = Tolerance(rtol=1e-4, atol=1e-6)
"""Closer than any mistake's answer is to the right one, wider than float32 noise."""


@dataclass(frozen=True)
class Diagnosis:
    """The mistake (``task/name``) that gives the student's values, and its hint."""

    mistake: str
    hint: str


def diagnose(
    recordings: Recordings, check: str, task: str, transcript: Sequence[CallRecord]
) -> Diagnosis | None:
    """The mistake behind a failing public check, or None where none fits or several do.

    Of mistakes that fit equally, those of the check's own ``task`` come first; if they share one hint,
    that hint is given.
    """
    recording = recordings.checks.get(check)
    calls = [call for call in transcript if call.side == "student"]
    if recording is None or not calls or len(calls) > len(recording.student):
        return None
    fitting = [name for name in recording.ends if _fits(recording, name, calls)]
    own = [name for name in fitting if name.split("/")[0] == task]
    names = own or fitting
    hints = {recordings.hints[name] for name in names if name in recordings.hints}
    return Diagnosis(names[0], hints.pop()) if len(hints) == 1 else None


def _fits(recording: CheckRecording, mistake: str, calls: Sequence[CallRecord]) -> bool:
    if recording.ends[mistake] != len(calls):
        return False
    pairs = list(zip(recording.student, calls, strict=False))
    alike = all(_same(_answer(known, mistake), call.outcome) for known, call in pairs)
    return alike and any(mistake in known.mistakes for known, _ in pairs)


def _answer(known: RecordedCall, mistake: str) -> Outcome | None:
    return known.mistakes.get(mistake, known.outcome)


def _same(known: Outcome | None, got: Outcome) -> bool:
    if isinstance(known, Value) and isinstance(got, Value):
        return not difference(got.value, known.value, _SAME)
    if isinstance(known, Raised) and isinstance(got, Raised):
        return known.types[0] == got.types[0]
    return isinstance(known, Unsendable) and isinstance(got, Unsendable)
