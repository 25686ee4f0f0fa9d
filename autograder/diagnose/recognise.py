"""From what many pieces of code answer to the one known mistake that explains a failing check.

A mistake explains a failing check where it gives the submission's values (see `answers.fits`).
Where these could be met by accident, no check that the submission passes may fail with it; and in
any case it must do so in most of the task's failing checks that fail with it too, those that chance
decides left out. Of several, those that explain most checks count; where these still are several,
only a hint that they share is given. Above a task that fails for no known reason, nothing is told.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from autograder.diagnose.answers import Seen, fits, raise_alike, tells
from autograder.diagnose.known import Known, Mistake, Recognised, SpentError, TaskChecks

_TELLING = 3
"""From so much on, as `tells` counts, answers are not met by accident."""


def _key(mistake: Mistake) -> str:
    return mistake.key


class Recogniser:
    """Names the mistakes of one submission, task by task."""

    def __init__(self, known: Known, tasks: Sequence[TaskChecks], seen: Mapping[str, Seen]) -> None:
        self._known, self._seen = known, seen
        self._tasks = {task.name: task for task in tasks}
        self._found: dict[str, list[Mistake]] = {}
        self._unexplained: set[str] = set()
        self._sure: set[Mistake] = set()

    def task(self, name: str) -> Iterator[Recognised]:
        """The failing checks of a task that a mistake explains. Tasks that it builds on come
        first, so that a mistake beside one of theirs is recognised too.
        """
        fitting: dict[str, list[Mistake]] = {}
        if any(used in self._unexplained for used in self._below(name)):
            self._unexplained.add(name)
            return
        with contextlib.suppress(SpentError):  # what was found before that stands
            self._explain(name, fitting)
        try:
            standing = self._standing(fitting)
        except SpentError:  # then nobody knows what fits by accident
            return
        fitting = {
            check: [each for each in names if each in standing] for check, names in fitting.items()
        }
        named = {check: self._named(check, fitting) for check in fitting}
        yield from self._told(named)
        single = {each for each in named.values() if each is not None}
        if not single and any(map(self._failed, self._tasks[name].checks)):
            self._unexplained.add(name)
        self._found[name] = sorted((each for each in single if each.task == name), key=_key)
        if len(set(map(str, single))) == 1:
            only = min(single, key=_key)
            unexplained = [check for check, each in fitting.items() if not each]
            with contextlib.suppress(SpentError):
                yield from self._also(only, unexplained)

    def _explain(self, name: str, fitting: dict[str, list[Mistake]]) -> None:
        """Put what explains each failing check into ``fitting``, the quickest checks first. What
        one shows explains the others most often, so all else is tried only after that.
        """
        failing = sorted(filter(self._failed, self._tasks[name].checks), key=self._seconds)
        for check in failing:
            likely = list(dict.fromkeys(each for names in fitting.values() for each in names))
            if likely:
                fitting[check] = self._of_likely(check, likely)
            else:
                fitting[check] = self._explaining(name, check)
        for check in failing:
            fitting[check] = fitting[check] or self._explaining(name, check)
        for check in failing:
            fitting[check] = self._with_sure_ones(name, check, fitting[check])

    def _of_likely(self, check: str, likely: Sequence[Mistake]) -> list[Mistake]:
        """Which of the ``likely`` mistakes explain a check; one of a mistake's forms is enough."""
        named: set[str] = set()
        for each in likely:
            if str(each) not in named and self._explains(check, each):
                named.add(str(each))
        return [each for each in likely if str(each) in named]

    def _with_sure_ones(self, name: str, check: str, fitting: list[Mistake]) -> list[Mistake]:
        """With mistakes that later checks have shown to be met by no accident."""
        sure = [each for each in self._known.mistakes(name) if each in self._sure]
        found = [each for each in sure if each in fitting or self._fits(check, each)]
        own = [each for each in fitting if each.task == name]
        return list(dict.fromkeys([*found, *own])) if found else fitting

    def _seconds(self, check: str) -> float:
        return self._seen[check].seconds

    def found(self, task: str) -> list[Mistake]:
        """The task's own mistakes that were recognised so far."""
        return self._found.get(task, [])

    def take_over(self, task: str, told: Iterable[Recognised]) -> None:
        """Go on from what was told elsewhere of a task that failed."""
        named = {each.made for each in told}
        self._found[task] = sorted((each for each in named if each.task == task), key=_key)
        if not named:
            self._unexplained.add(task)

    def _failed(self, check: str) -> bool:
        return check in self._seen and self._seen[check].failed

    def _passed(self, task: str) -> list[str]:
        checks = self._tasks[task].checks
        return [each for each in checks if each in self._seen and self._seen[each].answers.passed]

    def _explaining(self, task: str, check: str) -> list[Mistake]:
        """What explains a check: a mistake that was recognised in a task below, else one of the
        task's own, alone or beside one below, else another of a task below.
        """
        own, below = self._likeliest_first(task), self._below(task)
        given = [each for used in below for each in self.found(used)]
        theirs = [each for used in below for each in self._known.mistakes(used)]
        beside = [(each,) for each in given] + ([tuple(given)] if len(given) > 1 else [])
        return (
            [made[0] for made in beside if self._fits(check, *made)]
            or self._explaining_alone(check, own)
            or [each for each in own if any(self._fits(check, each, given=it) for it in beside)]
            or [each for each in theirs if self._explains(check, each)]
        )

    def _explaining_alone(self, check: str, own: Iterable[Mistake]) -> list[Mistake]:
        """The mistakes that explain a check by themselves. Where the time is over in between, what
        fits by no accident stands.
        """
        found: list[Mistake] = []
        try:
            found.extend(each for each in own if self._explains(check, each))
        except SpentError:
            found = [each for each in found if each in self._sure]
            if not found:
                raise
        return found

    def _likeliest_first(self, task: str) -> list[Mistake]:
        """Last the mistakes that are known to fail a check that passed."""
        passed = self._passed(task)

        def is_unlikely(mistake: Mistake) -> bool:
            at_hand = (check for check in passed if self._known.at_hand(check, mistake))
            return any(self._fails(check, mistake) for check in at_hand)

        return sorted(self._known.mistakes(task), key=is_unlikely)

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
        if not self._fits(check, mistake):
            return False
        if self._is_telling(check, mistake):
            self._sure.add(mistake)
        return mistake in self._sure or not self._contradicted(mistake)

    def _is_telling(self, check: str, mistake: Mistake) -> bool:
        """Whether its answers cannot be met by accident, so that checks which the submission passes
        do not speak against it; but they do where all of another task is right.
        """
        if check not in self._tasks[mistake.task].checks:
            return False
        right, wrong = self._known.answers(check), self._known.answers(check, mistake)
        return right is not None and wrong is not None and tells(wrong, right) >= _TELLING

    def _fits(self, check: str, *made: Mistake, given: tuple[Mistake, ...] = ()) -> bool:
        """Whether the submission answers as the solution with these mistakes, beside ``given``."""
        right, wrong = self._known.answers(check, *given), self._known.answers(check, *given, *made)
        if right is None or wrong is None:
            return False
        return fits(wrong, right, self._seen[check].answers)

    def _contradicted(self, mistake: Mistake) -> bool:
        """Whether a check of the mistake's task fails with it and not with the submission."""
        passed = sorted(self._passed(mistake.task), key=self._seconds)
        return any(self._fails(check, mistake) for check in passed)

    def _standing(self, fitting: Mapping[str, Sequence[Mistake]]) -> set[Mistake]:
        """Mistakes that would answer otherwise in fewer of the task's failing checks than they
        fit. What was recognised in a task below stands.
        """
        every = {each for names in fitting.values() for each in names}
        given = {each for found in self._found.values() for each in found}
        return {each for each in every if each in given or self._mostly_fits(each, fitting)}

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
        return min(best, key=_key) if len(hints) == 1 and hints != {""} else None

    def _weight(self, mistake: Mistake, fitting: Mapping[str, Sequence[Mistake]]) -> int:
        return sum(mistake in each for each in fitting.values())

    def _told(self, named: Mapping[str, Mistake | None]) -> Iterator[Recognised]:
        for check, mistake in named.items():
            if mistake is not None:
                yield Recognised(check, mistake.key, self._known.hint(mistake))

    def _also(self, only: Mistake, others: Iterable[str]) -> Iterator[Recognised]:
        """Checks of the task that fail with its one mistake too, by values that chance decides."""
        for check in others:
            if self._fails(check, only):
                yield Recognised(check, only.key, self._known.hint(only))
