"""In the judge, after the checks: which known mistakes explain the failing ones.

Each failing check is run again, on the solution and on the solution with each known mistake in it,
and what these answer is compared with what the submission answered. That happens in a fork for
each task, which may take a second and is killed where a mistake hangs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.build.recorded import made_from
from autograder.channel.implementation import Transport
from autograder.channel.outcome import Outcome
from autograder.channel.plain import WireError
from autograder.channel.recordings import loads
from autograder.channel.returned import CallRecord
from autograder.channel.wire import encode
from autograder.diagnose import Recogniser, Seen
from autograder.diagnose.answers import answers_of
from autograder.diagnose.known import Recognised, TaskChecks
from autograder.diagnose.mistaken import Mistaken
from autograder.diagnose.recorded import Recorded
from autograder.diagnose.replay import Replayed, Run
from autograder.grade.events import CheckEvent
from autograder.grade.plan import Plan
from autograder.model import Verdict

SECONDS = 1.0
"""Of processor time for the mistakes of one task."""
_WALL = 10.0
"""Seconds in which they must come to an end on a machine that does other things too."""
_TELLING = (Verdict.PASSED, Verdict.FAILED, Verdict.ERROR)
"""Ends that say what the code answers."""


_CODE = "code"
"""The kind of module of which answers are recorded."""


@dataclass(frozen=True)
class Ended:
    """A check that has ended, with the calls of both sides, of a hidden check too."""

    verdict: Verdict
    student: tuple[CallRecord, ...]
    reference: tuple[CallRecord, ...]
    compared: tuple[Any, Any] | None = None
    """What the student's code gave and what was expected, where the check ended by comparing."""

    @property
    def seen(self) -> Seen:
        passed = self.verdict is Verdict.PASSED
        seconds = sum(call.seconds for call in self.student)
        return Seen(answers_of(self.student, passed), self.verdict in _TELLING, seconds)


def in_order(tasks: Iterable[TaskChecks]) -> list[TaskChecks]:
    """Tasks after those that they build on; their own order otherwise."""
    known = {task.name: task for task in tasks}
    ordered: dict[str, TaskChecks] = {}

    def add(name: str) -> None:
        if name in ordered or name not in known:
            return
        for used in known[name].uses:
            add(used)
        ordered[name] = known[name]

    for name in known:
        add(name)
    return list(ordered.values())


@dataclass(frozen=True)
class Catalogue:
    """The known mistakes of a module, and what was recorded of them, if that is up to date."""

    mistaken: Mistaken
    recorded: Recorded | None

    @staticmethod
    def of(folder: Path, recordings: Path | None, libraries: Iterable[str]) -> Catalogue:
        """The catalogue of the annotated module in ``folder``."""
        mistaken = Mistaken(folder)
        known = loads(recordings.read_bytes()) if recordings else None
        current = known and known.made_from == made_from(mistaken.source, _CODE, libraries)
        return Catalogue(mistaken, Recorded(known) if known and current else None)


def explained(
    catalogue: Catalogue,
    run: Run,
    tasks: Iterable[TaskChecks],
    ended: Mapping[str, Ended],
) -> Iterator[Recognised]:
    """What explains the failing checks of ``ended``, task by task. ``run`` runs a check on a
    package.
    """
    from autograder.sandbox.apart import in_a_fork  # not on systems that cannot fork

    seen = {name: each.seen for name, each in ended.items()}
    ordered = in_order(tasks)
    found: dict[str, list[Recognised]] = {}
    for task in ordered:
        if not any(seen[name].failed for name in task.checks if name in seen):
            continue

        def work(task: TaskChecks = task) -> Iterator[list[str]]:
            recogniser = Recogniser(
                Replayed(catalogue.mistaken, run, SECONDS, catalogue.recorded), ordered, seen
            )
            for name, told in found.items():
                recogniser.take_over(name, told)
            for each in recogniser.task(task.name):
                yield [each.check, each.key, each.hint]

        words = in_a_fork(work, cpu=2 * SECONDS, wall=_WALL)
        found[task.name] = [Recognised(*each) for each in words]
        yield from found[task.name]


class Remembered:
    """The reference's answers to the calls that a check has made before, in their order; calls
    that are others go to the reference itself.
    """

    def __init__(self, calls: Iterable[CallRecord], otherwise: Transport) -> None:
        self._calls, self._otherwise = iter(calls), otherwise

    def __call__(
        self, kind: str, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> tuple[Outcome, str]:
        known = next(self._calls, None)
        if known is not None and known.name == name and _same(known, args, kwargs):
            return known.outcome, ""
        return self._otherwise(kind, name, args, kwargs)


def _same(known: CallRecord, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
    """Never so for a callback, which has work to do in the call."""
    try:
        return encode((known.args, known.kwargs)) == encode((args, kwargs))
    except WireError:
        return False


def from_recordings(plan: Plan, events: Iterable[CheckEvent]) -> Iterator[Recognised]:
    """The same where there is no solution: from what the builder recorded of the public checks."""
    assert plan.recordings is not None
    known = Recorded(loads(plan.recordings.read_bytes()))
    tasks = [
        TaskChecks(task.name, task.uses, tuple(check.name for check in task.checks))
        for task in plan.tasks
    ]
    seen = {event.name: Ended(event.verdict, event.transcript, ()).seen for event in events}
    recogniser = Recogniser(known, tasks, seen)
    for task in in_order(tasks):
        yield from recogniser.task(task.name)
