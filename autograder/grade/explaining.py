"""In the judge, after the checks: which known mistakes explain the failing ones.

Each failing check is run again, on the solution and on the solution with each known mistake in it,
and what these answer is compared with what the submission answered. That happens in a fork, which
may take a second for each task. Where a mistake hangs it is killed, and another goes on with the
next task.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.build.recorded import made_from
from autograder.channel.recordings import loads
from autograder.channel.returned import CallRecord
from autograder.diagnose import Recogniser, Seen
from autograder.diagnose.answers import answers_of
from autograder.diagnose.known import Recognised, TaskChecks
from autograder.diagnose.mistaken import Mistaken
from autograder.diagnose.recorded import Recorded
from autograder.diagnose.replay import Replayed, Run
from autograder.grade.events import CheckEvent
from autograder.grade.kept import Kept
from autograder.grade.notes import Notes
from autograder.model import Verdict

if TYPE_CHECKING:
    from autograder.grade.plan import Plan

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
    kept: Kept,
) -> Iterator[Recognised]:
    """What explains the failing checks of ``ended``, task by task. ``run`` runs a check on a
    package; what is found out by that is kept.
    """
    from autograder.sandbox.apart import in_a_fork  # not on systems that cannot fork

    seen = {name: each.seen for name, each in ended.items()}
    ordered = in_order(tasks)
    found: dict[str, list[Recognised]] = {}
    waiting = [
        task.name
        for task in ordered
        if any(seen[name].failed for name in task.checks if name in seen)
    ]
    for name in waiting:
        catalogue.mistaken.make_ready(name)

    def work() -> Iterator[list[Any]]:
        kept.taken_new()  # what has come in before the fork is known on the other side
        known = Replayed(catalogue.mistaken, run, SECONDS, catalogue.recorded, Notes(kept))
        recogniser = Recogniser(known, ordered, seen)
        for name, told in found.items():
            recogniser.take_over(name, told)
        for name in waiting:
            yield ["task", name]
            known.begin()
            for each in recogniser.task(name):
                yield ["told", each.check, each.key, each.hint]
            for entry in kept.taken_new():
                yield ["kept", *entry]

    while waiting:  # a fork goes through all tasks, unless it is killed over one of them
        name = waiting[0]
        for word, *rest in in_a_fork(work, cpu=2 * SECONDS, wall=_WALL):
            if word == "task":
                name = rest[0]
                found[name] = []
            elif word == "kept":
                kept.add(*rest)
            else:
                found[name].append(Recognised(*rest))
                yield found[name][-1]
        waiting = waiting[waiting.index(name) + 1 :]


def from_recordings(plan: Plan, events: Iterable[CheckEvent]) -> Iterator[Recognised]:
    """The same where there is no solution: from what the builder recorded of the public checks."""
    assert plan.recordings is not None
    events = list(events)
    if all(event.verdict is Verdict.PASSED for event in events):
        return  # before the calls are read, which takes the library of their values
    known = Recorded(loads(plan.recordings.read_bytes()))
    tasks = [
        TaskChecks(task.name, task.uses, tuple(check.name for check in task.checks))
        for task in plan.tasks
    ]
    seen = {event.name: Ended(event.verdict, tuple(event.transcript), ()).seen for event in events}
    recogniser = Recogniser(known, tasks, seen)
    for task in in_order(tasks):
        yield from recogniser.task(task.name)
