"""Whether checks notice mutants: each is graded like a submission, up to its first loss."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.build.products import solution_files
from autograder.errors import AutograderError
from autograder.grade.files import write_files
from autograder.grade.making import Authored
from autograder.grade.other_hands import graded
from autograder.grade.plan import CheckPlan, Plan
from autograder.grade.pool import Progress, side_by_side
from autograder.grade.record import without_forbidden
from autograder.grade.runner import ModuleGrader
from autograder.mutation import Mutant
from autograder.sandbox.host import open_host
from autograder.source import Equivalent, ModuleSource

_LEAST_SECONDS = 2.0
_SLOWER = 10
"""A mutant's check may take so many times what the solution's takes, and at least the above: what
takes longer is taken for an endless loop."""


@dataclass(frozen=True)
class Tried:
    """A mutant, and the first check that noticed it; "" where all of them pass."""

    mutant: Mutant
    check: str

    @property
    def survived(self) -> bool:
        return not self.check


def try_mutants(
    authored: Authored, mutants: Sequence[Mutant], *, jobs: int, progress: Progress
) -> list[Tried]:
    """Grade every mutant, ``jobs`` side by side, each with the checks of its own task first and
    the quickest of these first. Checks without points notice nothing that counts.
    """
    order = _by_seconds(authored)
    seconds = max(_LEAST_SECONDS, _SLOWER * max(order.values(), default=0.0))
    plan = without_forbidden(authored.plan)
    plan = replace(plan, limits=replace(plan.limits, check_seconds=seconds))

    def tried(grader: ModuleGrader, mutant: Mutant) -> Tried:
        return _tried(grader, _in_order(plan, mutant.task, order), authored.source, mutant)

    return side_by_side(plan, mutants, tried, jobs=jobs, progress=progress)


def noticing(authored: Authored, check: CheckPlan, mutants: Sequence[Mutant]) -> Tried | None:
    """The first of ``mutants`` that ``check`` notices by itself; None where it notices none."""
    plan = without_forbidden(authored.plan)
    grader = ModuleGrader(lambda: open_host(plan.warm), plan, held=True)
    try:
        tried = (_tried(grader, (check,), authored.source, mutant) for mutant in mutants)
        return next((each for each in tried if not each.survived), None)
    finally:
        grader.close()


def _by_seconds(authored: Authored) -> dict[str, float]:
    """What each check takes on the solution; all of them must pass on it."""
    plan = authored.plan
    grader = ModuleGrader(lambda: open_host(plan.warm), plan, held=True)
    try:
        result = graded(plan, grader, solution_files(authored.source, authored.config))
    finally:
        grader.close()
    failing = [check.name for check in result.checks if not check.passed]
    if failing:
        raise AutograderError(
            f"{plan.module}: the solution fails {', '.join(failing)}. Run `autograder verify "
            f"{plan.module}` and mend that first."
        )
    return {check.name: check.seconds for check in result.checks}


def _in_order(plan: Plan, task: str, seconds: dict[str, float]) -> tuple[CheckPlan, ...]:
    own = {check.name for each in plan.tasks if each.name == task for check in each.checks}
    counting = [check for check in plan.checks if check.points]
    ranked = sorted(counting, key=lambda check: (check.name not in own, seconds[check.name]))
    return tuple(ranked)


def _tried(
    grader: ModuleGrader, checks: tuple[CheckPlan, ...], module: ModuleSource, mutant: Mutant
) -> Tried:
    with tempfile.TemporaryDirectory(prefix="mutant-") as scratch:
        folder = Path(scratch) / module.name
        write_files(files_of(module, mutant), folder)
        event = grader.first_loss(folder, checks)
    return Tried(mutant, event.name if event else "")


def files_of(module: ModuleSource, mutant: Mutant) -> dict[str, bytes]:
    """The package: annotated sources are Python as they stand."""
    texts = {module.relative(source): source.text for source in module.sources}
    texts[mutant.file] = mutant.text
    return {**module.data, **{name: text.encode() for name, text in texts.items()}}


def noted(module: ModuleSource, mutant: Mutant) -> Equivalent | None:
    """The note in the source that says why a survivor is no mistake; None where there is none."""
    for source in module.sources:
        if module.relative(source) == mutant.file:
            for region in source.regions:
                for note in region.equivalents:
                    if _is_about(note, mutant):
                        return note
    return None


def _is_about(note: Equivalent, mutant: Mutant) -> bool:
    place = (note.of, note.operator) == (mutant.line, mutant.operator)
    return place and note.change in ("", f"{mutant.before} -> {mutant.after}")
