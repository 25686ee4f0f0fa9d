"""Real wrong submissions: a module's solution with known mistakes in it, graded as students do."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from autograder.build.products import solution_files, variant_files
from autograder.feedback.html import page
from autograder.feedback.stubs import task_places
from autograder.feedback.terminal import Look
from autograder.feedback.views import Graded
from autograder.grade.files import write_files
from autograder.grade.grading import grade_folder
from autograder.grade.making import read_authored
from autograder.grade.plan import Course
from autograder.grade.released import release_plan
from autograder.grade.runner import ModuleGrader
from autograder.model import ModuleResult
from autograder.sandbox.host import open_host

from ..tiny import ROOT

NOW = datetime(2026, 9, 1, 12, 30, tzinfo=UTC)
COURSE = Course(ROOT)


def student_folder(scratch: Path, module: str, mistakes: Iterable[tuple[str, str]] = ()) -> Path:
    """A student's folder of ``module`` with the solution in it, and the ``mistakes`` in that."""
    folder = scratch / module
    shutil.copytree(COURSE.release(module), folder, ignore=shutil.ignore_patterns("__pycache__"))
    authored = read_authored(COURSE, module)
    right = solution_files(authored.source, authored.config)
    files = dict(right)
    for task, mistake in mistakes:
        wrong = variant_files(authored.source, authored.config, task, mistake)
        files |= {name: text for name, text in wrong.items() if text != right.get(name)}
    write_files({n: text for n, text in files.items() if not n.startswith("tests/")}, folder)
    return folder


def graded(folder: Path) -> ModuleResult:
    """What the student sees, hints included."""
    plan = release_plan(folder)
    grader = ModuleGrader(lambda: open_host(plan.warm), plan, held=False)
    try:
        return grade_folder(grader, plan, folder, hints=True)
    finally:
        grader.close()


def with_place(result: ModuleResult, folder: Path) -> Graded:
    """A result with its handout and the places of its tasks."""
    return Graded(result, task_places(folder), folder / "README.md", "release 1")


def written(file: Path, *results: Graded) -> Path:
    """The page of ``results``."""
    file.write_text(page(results, Look(), file, NOW), "utf-8")
    return file


def changed(result: ModuleResult, name: str, **fields: object) -> ModuleResult:
    """``result`` with other fields in the check ``name``."""
    tasks = tuple(
        replace(
            task,
            checks=tuple(
                replace(check, **fields) if check.name == name else check  # type: ignore[arg-type]
                for check in task.checks
            ),
        )
        for task in result.tasks
    )
    return replace(result, tasks=tasks)
