"""BLOCKED: a check that failed, of a task that builds on one that failed too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from autograder.grade.plan import TaskPlan
from autograder.model import CheckResult, TaskResult, Verdict, total

_CAN_BE_BLOCKED = frozenset(
    {Verdict.FAILED, Verdict.ERROR, Verdict.TIMEOUT, Verdict.MEMORY, Verdict.CRASHED}
)
_OWN_FAULT = _CAN_BE_BLOCKED | {Verdict.FORBIDDEN}


def mark_blocked(
    results: Sequence[TaskResult], plans: Sequence[TaskPlan], keeps: float
) -> tuple[TaskResult, ...]:
    """Turn failures that wait for another task into BLOCKED, naming that task.

    ``keeps`` is the share of a blocked check's points that the student keeps.
    """
    uses = {plan.name: plan.uses for plan in plans}
    failed = {task.name for task in results if any(c.verdict in _OWN_FAULT for c in task.checks)}
    return tuple(_marked(task, _first_failed(task.name, uses, failed), keeps) for task in results)


def _first_failed(name: str, uses: Mapping[str, Sequence[str]], failed: set[str]) -> str:
    """The most basic failed task below ``name``: what a student should mend first; "" for none."""
    for used in uses.get(name, ()):
        below = _first_failed(used, uses, failed)
        if below or used in failed:
            return below or used
    return ""


def _marked(task: TaskResult, root: str, keeps: float) -> TaskResult:
    if not root:
        return task
    return replace(task, checks=tuple(_blocked(check, root, keeps) for check in task.checks))


def _blocked(check: CheckResult, root: str, keeps: float) -> CheckResult:
    if check.verdict not in _CAN_BE_BLOCKED or check.at_import:
        return check
    kept = max(check.score, total([keeps * check.max_score]))
    text = (
        f"{check.task} builds on {root}, which has a failing check. "
        f"Mend {root} first, then look here again"
    )
    blocked = replace(check, verdict=Verdict.BLOCKED, score=kept, message=text)
    if check.mistake.split("/")[0] == check.task:
        return blocked  # a mistake of its own was recognised: its hint holds all the same
    return replace(blocked, hint="", mistake="")
