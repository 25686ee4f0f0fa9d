"""What the solution and its mistakes answer, as the builder recorded it: no solution is needed."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.channel.recordings import CheckRecording, Recordings
from autograder.diagnose.answers import Answer, Answers
from autograder.diagnose.recognise import Mistake


class Recorded:
    """Known answers of the public checks. Two mistakes at once were never recorded."""

    def __init__(self, recordings: Recordings) -> None:
        self._recordings = recordings

    def hint(self, mistake: Mistake) -> str:
        """The hint of a mistake; "" where it has none."""
        return self._recordings.hints.get(str(mistake), "")

    def mistakes(self, task: str) -> Sequence[Mistake]:
        """The mistakes of a task that some public check notices."""
        names = {name for check in self._recordings.checks.values() for name in check.ends}
        pairs = (name.split("/", 1) for name in sorted(names))
        return [Mistake(*pair) for pair in pairs if pair[0] == task]

    def answers(self, check: str, *made: Mistake) -> Answers | None:
        """What was recorded of a check; None where nothing was."""
        recording = self._recordings.checks.get(check)
        if recording is None or len(made) > 1:
            return None
        return _wrong(recording, str(made[0])) if made else _right(recording)

    def varies(self, check: str) -> bool:
        """Whether chance decides what right code answers in a check."""
        return check in self._recordings.checks and self._recordings.checks[check].varies


def _right(recording: CheckRecording) -> Answers:
    return Answers(tuple(Answer(call.name, call.outcome) for call in recording.student), True)


def _wrong(recording: CheckRecording, mistake: str) -> Answers:
    """A mistake that the check does not notice answers as the solution does."""
    if mistake not in recording.ends:
        return _right(recording)
    calls = recording.student[: recording.ends[mistake]]
    answered = (Answer(call.name, call.mistakes.get(mistake, call.outcome)) for call in calls)
    return Answers(tuple(answered), False)
