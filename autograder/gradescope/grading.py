"""One submission of one module, graded as it lies in a folder, whatever is wrong with it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.config.models import ModuleConfig
from autograder.errors import UsageError
from autograder.grade.course_plans import course_plan
from autograder.grade.find import Target, find_targets, opened
from autograder.grade.grading import assemble, grade_folder
from autograder.grade.loose import whole
from autograder.grade.plan import Course, Plan
from autograder.grade.runner import ModuleGrader
from autograder.gradescope.check_rows import Complaint
from autograder.gradescope.rows import nothing_handed_in
from autograder.model import ModuleResult
from autograder.sandbox.host import forks_safely, open_host
from autograder.sandbox.layers import demand_isolation

_SHOWN = Path("Your submission")
SoFar = Callable[[ModuleResult], None]
"""Gets a whole, valid result each time that a check has ended."""


@dataclass(frozen=True)
class Assignment:
    """A module as it is graded on the platform."""

    course: Course
    module: str
    config: ModuleConfig
    plan: Plan

    def within(self, seconds: float) -> Assignment:
        """The same, with no more time than this for all checks together."""
        limits = self.plan.limits
        least = max(1.0, min(limits.module_seconds, seconds))
        shorter = replace(
            limits, module_seconds=least, check_seconds=min(limits.check_seconds, least)
        )
        return replace(self, plan=replace(self.plan, limits=shorter))

    def not_run(self) -> ModuleResult:
        """The result before any check has run."""
        return assemble(self.plan, {}, 0.0)


def read_assignment(course: Course, module: str) -> Assignment:
    """The assignment of ``module``, hidden checks included."""
    return Assignment(course, module, course.config(module), course_plan(course, module))


@dataclass(frozen=True)
class Graded:
    """A result, and what is wrong with the submission as a whole."""

    result: ModuleResult
    complaints: tuple[Complaint, ...] = ()


def grade_submission(
    assignment: Assignment,
    submission: Path,
    so_far: SoFar = lambda _result: None,
    secrets: Iterable[Path] = (),
) -> Graded:
    """Grade what lies in ``submission``. What is the student's fault becomes a complaint; raises
    `AutograderError` where the course or the grader is at fault, and where this machine cannot
    keep a stranger's code from reading the course or ``secrets``.
    """
    root = assignment.course.root
    demand_isolation(root / "solutions", root / "grading_configs", *secrets)
    with contextlib.ExitStack() as stack:
        try:
            target = _target(assignment, submission, stack)
        except UsageError as error:
            result = nothing_handed_in(assignment.not_run())
            return Graded(result, (_complaint(error, submission),))
        return Graded(_graded(assignment, target, so_far))


def _target(assignment: Assignment, submission: Path, stack: contextlib.ExitStack) -> Target:
    taken = stack.enter_context(opened(submission, shown=_SHOWN))
    (target,) = find_targets(taken, assignment.course, assignment.module)
    target = stack.enter_context(whole(target, assignment.course))
    notes = [*target.notes, assignment.plan.other_release(target.folder)]
    return replace(target, plan=assignment.plan, notes=tuple(filter(None, notes)))


def _graded(assignment: Assignment, target: Target, so_far: SoFar) -> ModuleResult:
    def noted(result: ModuleResult) -> ModuleResult:
        return replace(result, notes=(*target.notes, *result.notes))

    with _grader(assignment.plan) as grader:
        return noted(
            grade_folder(
                grader,
                assignment.plan,
                target.folder,
                hints=True,
                progress=lambda name, result: None if name else so_far(noted(result)),
            )
        )


@contextlib.contextmanager
def _grader(plan: Plan) -> Iterator[ModuleGrader]:
    grader = ModuleGrader(lambda: open_host(plan.warm), plan, held=forks_safely())
    try:
        yield grader
    finally:
        grader.close()


def _complaint(error: UsageError, submission: Path) -> Complaint:
    """What was expected, and what came instead."""
    came = sorted(_names(submission))
    shown = "\n".join(came[:20]) + (f"\n... and {len(came) - 20} more" if len(came) > 20 else "")
    text = f"{error}\nThis is what arrived:" if came else "The submission has no file in it."
    return Complaint("Your submission could not be graded", text, shown)


def _names(folder: Path) -> Iterator[str]:
    """Paths of the files that arrived, a few of them where there are many."""
    for count, path in enumerate(folder.rglob("*")):
        if count > 10_000:
            return
        if not path.is_dir() and "__MACOSX" not in path.parts:
            yield path.relative_to(folder).as_posix()
