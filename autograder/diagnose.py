"""Which known mistake a failing check shows, told from recorded answers alone.

A mistake is recognised where every call of the student gives the mistake's value, as far as it was
recorded, and at least one of these values is not the right one. Where two mistakes answer alike,
neither is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.channel.outcome import Outcome, Raised, Unsendable, Value
from autograder.channel.recordings import CheckRecording, RecordedCall, Recordings, loads
from autograder.channel.returned import CallRecord
from autograder.checks.compare import Tolerance, difference
from autograder.grade.events import CheckEvent
from autograder.grade.grading import Explain, Recognised
from autograder.grade.plan import Plan

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

    Of mistakes that fit equally, those of the check's own ``task`` come first; if they share one
    hint, that hint is given.
    """
    recording = recordings.checks.get(check)
    calls = [call for call in transcript if call.side == "student"]
    if recording is None or not calls or len(calls) > len(recording.student):
        return None
    fitting = [name for name in recording.ends if _fits(recording, name, calls)]
    own = [name for name in fitting if name.split("/")[0] == task]
    names = own or fitting
    hints = {recordings.hints.get(name, "") for name in names}
    hint = hints.pop() if len(hints) == 1 else ""
    return Diagnosis(names[0], hint) if hint else None


def _fits(recording: CheckRecording, mistake: str, calls: Sequence[CallRecord]) -> bool:
    if recording.ends[mistake] != len(calls):
        return False
    pairs = list(zip(recording.student, calls, strict=False))
    alike = all(_gives(known, mistake, call) for known, call in pairs)
    return alike and any(_tells(known, mistake) for known, _ in pairs)


def _gives(known: RecordedCall, mistake: str, call: CallRecord) -> bool:
    """Whether ``call`` answers as the mistake does; an answer too large to ship tells nothing."""
    answer = known.mistakes.get(mistake, known.outcome)
    return known.name == call.name and (answer is None or _same(answer, call.outcome))


def _tells(known: RecordedCall, mistake: str) -> bool:
    """Whether the mistake's answer to this call is another one than the right one."""
    answer, right = known.mistakes.get(mistake), known.outcome
    return answer is not None and (right is None or not _same(answer, right))


def _same(known: Outcome, got: Outcome) -> bool:
    if isinstance(known, Value) and isinstance(got, Value):
        return not difference(got.value, known.value, _SAME)
    if isinstance(known, Raised) and isinstance(got, Raised):
        return known.brief == got.brief
    return isinstance(known, Unsendable) and isinstance(got, Unsendable)


def explainer(plan: Plan) -> Explain:
    """Recognises known mistakes from the recordings, where the module has them."""
    recordings = loads(plan.recordings.read_bytes()) if plan.recordings else None
    tasks = {check.name: check.task for check in plan.checks}

    def explain(event: CheckEvent) -> Recognised | None:
        return _recognise(recordings, event, tasks[event.name]) if recordings else None

    return explain


def _recognise(recordings: Recordings, event: CheckEvent, task: str) -> Recognised | None:
    found = diagnose(recordings, event.name, task, event.transcript)
    return Recognised(found.mistake, found.hint) if found else None
