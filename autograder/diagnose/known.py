"""The words of the diagnosis: a known mistake, what was recognised, and where answers come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from autograder.diagnose.answers import Answers


class SpentError(Exception):
    """The time for looking is over: what was not looked at stays unknown."""


@dataclass(frozen=True)
class Mistake:
    """A known mistake of ``task``, by its name in the annotated source, in one of its forms: the
    first is the block in the source, the second the writing by another hand.
    """

    task: str
    name: str
    form: int = 1

    def __str__(self) -> str:
        return f"{self.task}/{self.name}"

    @property
    def key(self) -> str:
        """``task/name``, and for another form than the first ``task/name#2``."""
        return str(self) if self.form == 1 else f"{self}#{self.form}"

    @staticmethod
    def of(key: str) -> Mistake:
        """The mistake with this key."""
        path, _, form = key.partition("#")
        task, _, name = path.partition("/")
        return Mistake(task, name, int(form or 1))


@dataclass(frozen=True)
class Recognised:
    """The mistake, by its key, that explains a failing check, and its hint."""

    check: str
    key: str
    hint: str

    @property
    def made(self) -> Mistake:
        return Mistake.of(self.key)

    @property
    def mistake(self) -> str:
        """``task/name``, whatever form it has."""
        return str(self.made)


@dataclass(frozen=True)
class TaskChecks:
    """A task, the tasks that it builds on, and the names of its checks."""

    name: str
    uses: tuple[str, ...]
    checks: tuple[str, ...]


class Known(Protocol):
    """Where the answers of the solution and of its known mistakes come from."""

    def hint(self, mistake: Mistake) -> str:
        """The hint of a mistake; "" where it has none."""

    def mistakes(self, task: str) -> Sequence[Mistake]:
        """The known mistakes of a task."""

    def answers(self, check: str, *made: Mistake) -> Answers | None:
        """What the solution with these mistakes in it answers in a check; None where that is not
        known. Raises `SpentError` where there is no time left to find out.
        """

    def at_hand(self, check: str, *made: Mistake) -> bool:
        """Whether `answers` costs no time."""

    def varies(self, check: str) -> bool:
        """Whether chance decides what right code answers in a check."""
