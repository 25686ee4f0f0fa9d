"""What known mistakes answered in checks, as a judge keeps it from one submission for the next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from autograder.channel.reader import decode
from autograder.diagnose.answers import Answer, Answers
from autograder.diagnose.known import Mistake
from autograder.grade.kept import Kept, digest
from autograder.sandbox.client import unpacked
from autograder.sandbox.worker import packed


class Notes:
    """What known mistakes answered in checks, among what a judge keeps."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept

    def answers(self, check: str, made: Sequence[Mistake], draws: int) -> Answers | None:
        """What the solution with these mistakes answered, if that is known."""
        found = self._kept.get(_place(check, made, draws))
        return _unpacked(decode(found)) if found is not None else None

    def note(self, check: str, made: Sequence[Mistake], draws: int, answers: Answers) -> None:
        """Keep what it answered."""
        self._kept.put(_place(check, made, draws), _packed(answers))


def _place(check: str, made: Sequence[Mistake], draws: int) -> bytes:
    return digest("mistakes", check, [each.key for each in made], draws)


def _packed(answers: Answers) -> list[Any]:
    """As plain data."""
    calls = [[c.name, *(packed(c.outcome) if c.outcome else ())] for c in answers.calls]
    return [calls, answers.passed]


def _unpacked(data: list[Any]) -> Answers:
    """What `_packed` made."""
    calls, passed = data
    known = (Answer(name, unpacked((*rest, ""))[0] if rest else None) for name, *rest in calls)
    return Answers(tuple(known), passed)
