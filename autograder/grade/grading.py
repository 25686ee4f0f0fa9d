"""Grading one submission of one module: from a plan and a folder to a `ModuleResult`."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from autograder.channel.signs import shown
from autograder.diagnose import Recognised
from autograder.grade.blocked import mark_blocked
from autograder.grade.counterexample import Smallest
from autograder.grade.events import CheckEvent
from autograder.grade.explaining import from_recordings
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
    progress: Progress = lambda _name, _result: None,
) -> ModuleResult:
    """Grade the package in ``folder``. ``progress`` sees a whole, valid result after every
    check. With ``hints``, failing checks are explained by known mistakes where one fits, and by
    the smallest call that goes wrong.
    """
    started = time.monotonic()
    ended: dict[str, CheckResult] = {}
    events: list[CheckEvent] = []

    def so_far() -> ModuleResult:
        return assemble(plan, ended, time.monotonic() - started)

    def told(found: Recognised | Smallest) -> None:
        result = ended[found.check]
        if isinstance(found, Smallest):
            ended[found.check] = replace(result, smallest=shown(found.text))
        else:
            ended[found.check] = replace(result, hint=found.hint, mistake=found.mistake)

    progress("", so_far())
    plans = {check.name: check for check in plan.checks}
    for event in grader.check_events(
        folder, plan.checks, lambda name: progress(name, so_far()), told if hints else None
    ):
        events.append(event)
        ended[event.name] = check_result(plans[event.name], event)
        progress("", so_far())
    if hints and plan.recordings and not (plan.reference and forks_safely()):
        for found in from_recordings(plan, events):
            told(found)
    progress("", so_far())
    return so_far()


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
