"""The public checks on a zip that is about to be handed in."""

from __future__ import annotations

import contextlib
import importlib.util
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from autograder.errors import UsageError
from autograder.grade.find import Target
from autograder.grade.grading import grade_folder
from autograder.grade.handing_in import released
from autograder.grade.loose import whole
from autograder.grade.plan import Plan
from autograder.grade.released import release_plan
from autograder.grade.runner import ModuleGrader
from autograder.intake import opened, shadowing
from autograder.model import ModuleResult
from autograder.sandbox.host import open_host

Progress = Callable[[str, ModuleResult], None]


def public_plan(folder: Path) -> Plan:
    """How a student checks the module in ``folder``; `UsageError` where that is not possible."""
    plan = release_plan(folder.resolve()).only(public=True)
    missing = [name for name in plan.libraries if importlib.util.find_spec(name) is None]
    if missing:
        raise UsageError(f"{' and '.join(missing)} must be installed first.")
    return plan


def checked_zip(path: Path, plan: Plan, progress: Progress) -> ModuleResult:
    """Take in the zip as it will be when it is graded, and grade it from there: what only the
    student's folder has is missing.
    """
    with contextlib.ExitStack() as stack:
        taken = stack.enter_context(opened(path))
        folder = taken.folder / plan.module
        given = set(released(plan.tests.parent).files)
        notes = (*taken.notes(folder), *shadowing(folder, given, plan.libraries))
        target = stack.enter_context(whole(Target(plan, folder, notes), None))
        stack.enter_context(contextlib.chdir(taken.folder))
        grader = ModuleGrader(lambda: open_host(plan.warm), plan, held=False)
        stack.callback(grader.close)
        result = grade_folder(grader, plan, target.folder, progress=progress)
        return replace(result, notes=(*target.notes, *result.notes))
