"""What the solution and its mistakes answer, found out by running a check on each of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Protocol

from autograder.diagnose.answers import Answers, apart
from autograder.diagnose.known import Mistake, SpentError
from autograder.diagnose.mistaken import Mistaken
from autograder.diagnose.recorded import Recorded

Run = Callable[[str, ModuleType, int], Answers]
"""Runs a check, by its name, on a package in place of the submission. The number is 0, or moves the
seed of the package's own draws."""


class NoteBook(Protocol):
    """Keeps what was found out for those who ask after this process."""

    def answers(self, check: str, made: Sequence[Mistake], draws: int) -> Answers | None:
        """What was noted of a check on the solution with these mistakes, if anything was; ``draws``
        as in `Run`.
        """

    def note(self, check: str, made: Sequence[Mistake], draws: int, answers: Answers) -> None:
        """Note it."""


class Replayed:
    """Known answers of any check, each found out once, for ``seconds`` of this process's time
    from each `begin` on. What is ``recorded`` or in ``notes`` is not found out again.
    """

    def __init__(
        self,
        mistaken: Mistaken,
        run: Run,
        seconds: float,
        recorded: Recorded | None = None,
        notes: NoteBook | None = None,
    ) -> None:
        self._mistaken, self._run, self._recorded = mistaken, run, recorded
        self._notes = notes
        self._seconds = seconds
        self._packages: dict[tuple[Mistake, ...], ModuleType | None] = {}
        self._varies: dict[str, bool] = {}
        self._answers: dict[tuple[str, tuple[Mistake, ...]], Answers | None] = {}
        self.begin()

    def begin(self) -> None:
        """Begin with a task: from now on its seconds count."""
        self._until = time.process_time() + self._seconds

    def hint(self, mistake: Mistake) -> str:
        """The hint of a mistake; "" where it has none."""
        return self._mistaken.hints.get(mistake, "")

    def mistakes(self, task: str) -> Sequence[Mistake]:
        """All known mistakes of a task."""
        return [each for each in self._mistaken.mistakes if each.task == task]

    def answers(self, check: str, *made: Mistake) -> Answers | None:
        """Run the check on the solution with these mistakes; None where that cannot be imported."""
        if self._recorded is not None and self._recorded.knows(check, made):
            return self._recorded.answers(check, *made)
        if (check, made) not in self._answers:
            self._answers[check, made] = self._found_out(check, made)
        return self._answers[check, made]

    def _found_out(self, check: str, made: tuple[Mistake, ...], draws: int = 0) -> Answers | None:
        noted = self._notes.answers(check, made, draws) if self._notes is not None else None
        if noted is not None:
            return noted
        if time.process_time() > self._until and not draws:
            raise SpentError
        package = self._package(made)
        if package is None:
            return None
        answers = self._run(check, package, draws)
        if self._notes is not None:
            self._notes.note(check, made, draws, answers)
        return answers

    def at_hand(self, check: str, *made: Mistake) -> bool:
        """Whether this was recorded, or found out before."""
        recorded = self._recorded is not None and self._recorded.knows(check, made)
        return recorded or (check, made) in self._answers

    def varies(self, check: str) -> bool:
        """Whether the solution answers otherwise when it draws other numbers."""
        if self._recorded is not None and self._recorded.knows(check, ()):
            return self._recorded.varies(check)
        if check not in self._varies:
            right, other = self.answers(check), self._found_out(check, (), 1)
            self._varies[check] = right is not None and other is not None and apart(right, other)
        return self._varies[check]

    def _package(self, made: tuple[Mistake, ...]) -> ModuleType | None:
        if made not in self._packages:
            try:
                self._packages[made] = self._mistaken.package(*made)
            except Exception:  # a mistake may break the import, and then shows nothing else
                self._packages[made] = None
        return self._packages[made]
