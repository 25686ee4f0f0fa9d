"""What the solution and its mistakes answer, as the builder recorded it: no solution is needed."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.channel.recordings import CheckRecording, Recordings
from autograder.diagnose.answers import Answer, Answers
from autograder.diagnose.known import Mistake


class Recorded:
    """Known answers of the public checks. Two mistakes at once were never recorded."""

    def __init__(self, recordings: Recordings) -> None:
        self._recordings = recordings

    def hint(self, mistake: Mistake) -> str:
        """The hint of a mistake; "" where it has none."""
        return self._recordings.hints.get(mistake.key, "")

    def mistakes(self, task: str) -> Sequence[Mistake]:
        """The mistakes of a task that some public check notices."""
        names = {name for check in self._recordings.checks.values() for name in check.ends}
        return [each for each in map(Mistake.of, sorted(names)) if each.task == task]

    def answers(self, check: str, *made: Mistake) -> Answers | None:
        """What was recorded of a check; None where nothing was."""
        recording = self._recordings.checks.get(check)
        if recording is None or len(made) > 1:
            return None
        return _wrong(recording, made[0].key) if made else _right(recording)

    def at_hand(self, check: str, *made: Mistake) -> bool:
        """Always: there is nothing to wait for."""
        return True

    def knows(self, check: str, made: Sequence[Mistake]) -> bool:
        """Whether that was recorded: any public check, for one mistake at most."""
        return check in self._recordings.checks and len(made) < 2

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
