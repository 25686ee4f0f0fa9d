"""From what many pieces of code answer to the one known mistake that explains a failing check.

A mistake explains a failing check where it gives the submission's values (see `answers.fits`), and
no check that the submission passes fails with it, and where it does so in most of the task's
failing checks that fail with it too, those that chance decides left out. Of several, those that
explain most checks count; where these still are several, only a hint that they share is given.
Above a task that fails for no known reason, nothing is told.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from autograder.diagnose.answers import Answers, Seen, fits, raise_alike


class SpentError(Exception):
    """The time for looking is over: what was not looked at stays unknown."""


@dataclass(frozen=True)
class Mistake:
    """A known mistake of ``task``, by its name in the annotated source."""

    task: str
    name: str

    def __str__(self) -> str:
        return f"{self.task}/{self.name}"


@dataclass(frozen=True)
class Recognised:
    """The mistake (``task/name``) that explains a failing check, and its hint."""

    check: str
    mistake: str
    hint: str


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

    def varies(self, check: str) -> bool:
        """Whether chance decides what right code answers in a check."""


class Recogniser:
    """Names the mistakes of one submission, task by task."""

    def __init__(self, known: Known, tasks: Sequence[TaskChecks], seen: Mapping[str, Seen]) -> None:
        self._known, self._seen = known, seen
        self._tasks = {task.name: task for task in tasks}
        self._found: dict[str, list[Mistake]] = {}
        self._unexplained: set[str] = set()

    def task(self, name: str) -> Iterator[Recognised]:
        """The failing checks of a task that a mistake explains. Tasks that it builds on come
        first, so that a mistake beside one of theirs is recognised too.
        """
        fitting: dict[str, list[Mistake]] = {}
        if any(used in self._unexplained for used in self._below(name)):
            self._unexplained.add(name)
            return
        # What was found before the time was over, was looked at in full.
        with contextlib.suppress(SpentError):
            for check in self._tasks[name].checks:
                if self._failed(check):
                    before = list(
                        dict.fromkeys(each for names in fitting.values() for each in names)
                    )
                    fitting[check] = self._explaining(name, check, before)
        try:
            fitting = self._agreeing(fitting)
        except SpentError:  # then nobody knows what fits by accident
            return
        named = {check: self._named(check, fitting) for check in fitting}
        yield from self._told(named)
        single = {each for each in named.values() if each is not None}
        if not single and any(map(self._failed, self._tasks[name].checks)):
            self._unexplained.add(name)
        self._found[name] = sorted((each for each in single if each.task == name), key=str)
        if len(single) == 1:
            (only,) = single
            unexplained = [check for check, each in fitting.items() if not each]
            with contextlib.suppress(SpentError):
                yield from self._also(only, unexplained)

    def found(self, task: str) -> list[Mistake]:
        """The task's own mistakes that were recognised so far."""
        return self._found.get(task, [])

    def take_over(self, task: str, told: Iterable[Recognised]) -> None:
        """Go on from what was told elsewhere of a task that failed."""
        named = {Mistake(*each.mistake.split("/", 1)) for each in told}
        self._found[task] = sorted((each for each in named if each.task == task), key=str)
        if not named:
            self._unexplained.add(task)

    def _failed(self, check: str) -> bool:
        return check in self._seen and self._seen[check].failed

    def _explaining(self, task: str, check: str, before: Sequence[Mistake]) -> list[Mistake]:
        """What explains a check: a mistake that was recognised in a task below, else one that
        explains a check ``before`` it, else another of the task's own, alone or beside one below,
        else another of a task below.
        """
        own, below = self._known.mistakes(task), self._below(task)
        given = [each for used in below for each in self.found(used)]
        theirs = [each for used in below for each in self._known.mistakes(used)]
        return (
            [each for each in given if self._fits(check, each)]
            or [each for each in before if self._explains(check, each)]
            or [each for each in own if self._explains(check, each)]
            or [each for each in own if any(self._fits(check, each, given=it) for it in given)]
            or [each for each in theirs if self._explains(check, each)]
        )

    def _below(self, task: str) -> list[str]:
        """All tasks that a task builds on, the nearest first."""
        found: list[str] = []
        waiting = list(self._tasks[task].uses)
        while waiting:
            name = waiting.pop(0)
            if name not in found and name in self._tasks:
                found.append(name)
                waiting += self._tasks[name].uses
        return found

    def _explains(self, check: str, mistake: Mistake) -> bool:
        return self._fits(check, mistake) and not self._contradicted(mistake)

    def _fits(self, check: str, mistake: Mistake, given: Mistake | None = None) -> bool:
        """Whether the submission answers as the solution with this mistake, beside ``given``."""
        beside = [given] if given is not None else []
        right = self._known.answers(check, *beside)
        wrong = self._known.answers(check, *beside, mistake)
        if right is None or wrong is None:
            return False
        return fits(wrong, right, self._seen[check].answers)

    def _contradicted(self, mistake: Mistake) -> bool:
        """Whether a check of the mistake's task fails with it and not with the submission."""
        passed = (
            check
            for check in self._tasks[mistake.task].checks
            if check in self._seen and self._seen[check].answers.passed
        )
        return any(self._fails(check, mistake) for check in passed)

    def _agreeing(self, fitting: Mapping[str, Sequence[Mistake]]) -> dict[str, list[Mistake]]:
        """Without mistakes that fit by accident: those that would answer otherwise in as many of
        the task's failing checks as they fit. What was recognised in a task below stands.
        """
        every = {each for names in fitting.values() for each in names}
        given = {each for found in self._found.values() for each in found}
        standing = {each for each in every if each in given or self._mostly_fits(each, fitting)}
        return {
            check: [each for each in names if each in standing] for check, names in fitting.items()
        }

    def _mostly_fits(self, mistake: Mistake, fitting: Mapping[str, Sequence[Mistake]]) -> bool:
        others = (check for check, names in fitting.items() if mistake not in names)
        against = sum(self._speaks_against(each, mistake) for each in others)
        return against < self._weight(mistake, fitting)

    def _speaks_against(self, check: str, mistake: Mistake) -> bool:
        """Whether a failing check fails with the mistake too, and otherwise than it did."""
        answers = self._known.answers(check, mistake)
        if answers is None or answers.passed or self._known.varies(check):
            return False
        return not raise_alike(answers, self._seen[check].answers)

    def _fails(self, check: str, mistake: Mistake) -> bool:
        answers = self._known.answers(check, mistake)
        return answers is not None and not answers.passed

    def _named(self, check: str, fitting: Mapping[str, Sequence[Mistake]]) -> Mistake | None:
        """The mistake to name, or None where none fits or several do that differ in their hints."""
        most = max((self._weight(each, fitting) for each in fitting[check]), default=0)
        best = [each for each in fitting[check] if self._weight(each, fitting) == most]
        hints = {self._known.hint(each) for each in best}
        return min(best, key=str) if len(hints) == 1 and hints != {""} else None

    def _weight(self, mistake: Mistake, fitting: Mapping[str, Sequence[Mistake]]) -> int:
        return sum(mistake in each for each in fitting.values())

    def _told(self, named: Mapping[str, Mistake | None]) -> Iterator[Recognised]:
        for check, mistake in named.items():
            if mistake is not None:
                yield Recognised(check, str(mistake), self._known.hint(mistake))

    def _also(self, only: Mistake, others: Iterable[str]) -> Iterator[Recognised]:
        """Checks of the task that fail with its one mistake too, by values that chance decides."""
        for check in others:
            if self._fails(check, only):
                yield Recognised(check, str(only), self._known.hint(only))
