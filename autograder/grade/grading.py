"""Grading one submission of one module: from a plan and a folder to a `ModuleResult`."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from autograder.channel.signs import shown
from autograder.diagnose import Recognised
from autograder.grade.blocked import mark_blocked
from autograder.grade.counterexample import Smallest
from autograder.grade.events import CheckEvent
from autograder.grade.explaining import from_recordings
from autograder.grade.memory import Kept, Memory
from autograder.grade.plan import CheckPlan, Plan
from autograder.grade.runner import ModuleGrader
from autograder.model import CheckResult, ModuleResult, TaskResult, Verdict, total
from autograder.sandbox.host import forks_safely

UNFINISHED = "grading ended before this check ran. Grade again"


Progress = Callable[[str, ModuleResult], None]
"""Called when a check starts (with its name) and when one ended (with ""); gets the results so
far."""


def grade_folder(
    grader: ModuleGrader,
    plan: Plan,
    folder: Path,
    *,
    hints: bool = False,
    memory: Memory | None = None,
    progress: Progress | None = None,
) -> ModuleResult:
    """Grade the package in ``folder``. ``progress`` sees a whole, valid result after every
    check. With ``hints``, failing checks are explained by known mistakes where one fits, and by
    the smallest call that goes wrong. With a ``memory``, only checks on whose code something has
    changed are run.
    """
    grading = _Grading(plan, memory, progress)
    if memory is not None:
        grading.remember(memory.unchanged(grader.read_code(folder)))
    grading.tell()
    for event in grader.check_events(
        folder, grading.wanted(hints=hints), grading.begins, grading.told if hints else None
    ):
        grading.ends(event)
    if hints and plan.recordings and not explains_itself(plan):
        for found in from_recordings(plan, grading.events()):
            grading.told(found)
    grading.tell()
    return grading.so_far()


def explains_itself(plan: Plan) -> bool:
    """Whether the judge finds known mistakes itself: it has the solution, and can fork."""
    return plan.reference is not None and forks_safely()


class _Grading:
    """One submission on its way: what has ended, and what was found out about it."""

    def __init__(self, plan: Plan, memory: Memory | None, progress: Progress | None) -> None:
        self._plan, self._memory, self._progress = plan, memory, progress
        self._started = time.monotonic()
        self._plans = {check.name: check for check in plan.checks}
        self._ended: dict[str, CheckResult] = {}
        self._events: dict[str, CheckEvent] = {}

    def so_far(self) -> ModuleResult:
        return assemble(self._plan, self._ended, time.monotonic() - self._started)

    def events(self) -> list[CheckEvent]:
        """What the checks ended with, for an explanation; nothing where all is well."""
        if all(result.passed for result in self._ended.values()):
            return []
        return list(self._events.values())

    def remember(self, known: Mapping[str, Kept]) -> None:
        """What need not be run again."""
        for kept in known.values():
            self._take(kept.event)
            for found in kept.told:
                self._explain(found)

    def wanted(self, *, hints: bool) -> tuple[CheckPlan, ...]:
        """The checks that must be run. For hints from a reference also the failing ones of tasks
        below, since a mistake there may explain those above.
        """
        missing = [check for check in self._plan.checks if check.name not in self._ended]
        below = self._below({check.task for check in missing}) if hints else set()
        return tuple(
            check
            for check in self._plan.checks
            if check in missing or (check.task in below and not self._ended[check.name].passed)
        )

    def _below(self, tasks: set[str]) -> set[str]:
        uses = {task.name: task.uses for task in self._plan.tasks}
        waiting, seen = set(tasks), set[str]()
        while waiting:
            waiting = {used for task in waiting for used in uses.get(task, ())} - seen
            seen |= waiting
        return seen if self._plan.reference else set()

    def begins(self, name: str) -> None:
        self.tell(name)

    def tell(self, begins: str = "") -> None:
        """The results so far, which are made where somebody listens."""
        if self._progress is not None:
            self._progress(begins, self.so_far())

    def ends(self, event: CheckEvent) -> None:
        self._take(event)
        if self._memory is not None:
            self._memory.keep(self._plans[event.name], event)
        self.tell()

    def _take(self, event: CheckEvent) -> None:
        self._events[event.name] = event
        self._ended[event.name] = check_result(self._plans[event.name], event)

    def told(self, found: Recognised | Smallest) -> None:
        self._explain(found)
        if self._memory is not None:
            self._memory.keep_told(found)

    def _explain(self, found: Recognised | Smallest) -> None:
        result = self._ended[found.check]
        if isinstance(found, Smallest):
            result = replace(result, smallest=shown(found.text))
        else:
            result = replace(result, hint=found.hint, mistake=found.mistake)
        self._ended[found.check] = result


def assemble(plan: Plan, ended: dict[str, CheckResult], seconds: float) -> ModuleResult:
    """The module's result from the checks that have ended; the others wait as GRADER_ERROR."""
    tasks = tuple(
        TaskResult(task.name, tuple(ended.get(c.name) or _unfinished(c) for c in task.checks))
        for task in plan.tasks
    )
    tasks = mark_blocked(tasks, plan.tasks, plan.blocked_keeps)
    return ModuleResult(
        module=plan.module,
        tasks=tasks,
        seconds=seconds,
        title=plan.title,
        hidden_included=any(not check.public for check in plan.checks),
        notes=tuple(_notes(plan, tasks, ended)),
    )


def _notes(
    plan: Plan, tasks: tuple[TaskResult, ...], ended: dict[str, CheckResult]
) -> Iterable[str]:
    ours = sum(
        check.verdict is Verdict.GRADER_ERROR and check.name in ended
        for task in tasks
        for check in task.checks
    )
    if ours:
        checks = "1 check" if ours == 1 else f"{ours} checks"
        yield (
            f"{checks} could not be judged through a fault of the grader. "
            "Tell the staff: the points are theirs to give"
        )
    if plan.hidden_points:
        points = (
            "1 more point" if plan.hidden_points == 1 else f"{plan.hidden_points:g} more points"
        )
        yield f"Hidden checks, graded by the staff, are worth {points}"


def _unfinished(check: CheckPlan) -> CheckResult:
    return CheckResult(
        check.name,
        check.task,
        Verdict.GRADER_ERROR,
        0.0,
        check.points,
        check.public,
        check.visibility,
        check.docstring,
        UNFINISHED,
    )


def check_result(check: CheckPlan, event: CheckEvent) -> CheckResult:
    """An event as a result: its points, and as much of its text as a student may read."""
    return CheckResult(
        name=check.name,
        task=check.task,
        verdict=event.verdict,
        score=total([event.share * check.points]),
        max_score=check.points,
        public=check.public,
        visibility=check.visibility,
        about=check.docstring,
        message=shown(student_message(check, event)),
        detail=shown(event.message),
        at_import=event.at_import,
        seconds=event.seconds,
        evidence=event.evidence,
        picture=check.picture,
    )


def student_message(check: CheckPlan, event: CheckEvent) -> str:
    """All of it for a public check. For a hidden one its docstring's first line and the kind of
    end: an exception's text, or a restated call, could carry the inputs out.
    """
    if event.verdict is Verdict.PASSED:
        return ""
    if event.verdict is Verdict.GRADER_ERROR:
        return "the grader itself failed here, not your code. Tell the staff"
    if check.public:
        printed = f"\nit printed: {event.prints.rstrip()}" if event.prints.strip() else ""
        return event.message + printed
    if event.at_import or event.verdict in (Verdict.FORBIDDEN, Verdict.NOT_ATTEMPTED):
        return event.message  # none of these ever carries an input
    kind = f" ({event.exception})" if event.exception else ""
    return f"{check.docstring}{kind}"
