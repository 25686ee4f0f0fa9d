"""A submission while it is looked through, and what course or releases say of its modules."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from autograder.grade.among import Notebooks
from autograder.grade.plan import GRADING_FILE, Course, Plan
from autograder.grade.released import release_plan
from autograder.intake import Layout, Taken

_DEPTHS = ("", "*/", "*/*/", "*/*/*/")
"""How deep a module may lie in what a student hands in: a zip often wraps it in a folder or two."""
_MANIFEST = ".release.json"


@dataclass(frozen=True)
class Search:
    """A submission, where its Python files lie, and the modules that it may hold."""

    taken: Taken
    layout: Layout
    course: Course | None
    known: tuple[str, ...]
    notebooks: Notebooks


def known_modules(folder: Path, course: Course | None) -> tuple[str, ...]:
    """Names of the modules that can be graded here, in reading order."""
    if course is not None:
        listed = course.modules
        rest = sorted(
            child.name for child in (course.root / "solutions").iterdir() if child.is_dir()
        )
        return (*listed, *(name for name in rest if name not in listed and name[0].isalpha()))
    found = (
        path.parents[1]
        for depth in _DEPTHS
        for path in sorted(folder.glob(f"{depth}tests/{GRADING_FILE}"))
    )
    return tuple(dict.fromkeys(path.name for path in found if "__MACOSX" not in path.parts))


def known_here(taken: Taken, layout: Layout, course: Course | None) -> tuple[str, ...]:
    """For files without their package also the modules of the working folder, and for one's own
    notebook those beside it.
    """
    if known := known_modules(taken.folder, course):
        return known
    folder = taken.folder
    is_loose = is_package(folder) and not (folder / "__init__.py").is_file()
    if not is_loose and not layout.notebooks:
        return ()
    return known_modules(Path.cwd(), None) or known_modules(taken.shown.absolute().parent, None)


def plan_of(search: Search, folder: Path, module: str) -> Plan:
    """The plan of ``module``: the course's, or that of a release in ``folder`` or around."""
    if search.course is not None:
        from autograder.grade.course_plans import course_plan  # not for students: takes pydantic

        return course_plan(search.course, module)
    if (folder / "tests" / GRADING_FILE).is_file():
        return release_plan(folder)
    around = (
        found
        for root in (search.taken.folder, Path.cwd(), search.taken.shown.absolute().parent)
        for depth in _DEPTHS
        for found in root.glob(f"{depth}{module}/tests/{GRADING_FILE}")
    )
    return release_plan(next((path.parents[1] for path in around), folder))


def given_names(plan: Plan, course: Course | None) -> set[str] | None:
    """The files that the module comes with; None where nothing tells."""
    if course is not None:
        return {path.name for path in course.solution(plan.module).glob("*.py")}
    try:
        data = json.loads((plan.tests.parent / _MANIFEST).read_text("utf-8"))
        return set(data["files"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def told_tasks(search: Search, folder: Path, module: str) -> tuple[str, ...]:
    """The names of a module's tasks, where course or release tells them."""
    if search.course is None and not (folder / "tests" / GRADING_FILE).is_file():
        return ()
    return all_tasks(search, module, folder)


def all_tasks(search: Search, module: str, folder: Path | None = None) -> tuple[str, ...]:
    """The names of a module's tasks."""
    plan = plan_of(search, folder or search.taken.folder, module)
    return tuple(task.name for task in plan.tasks)


def is_package(folder: Path) -> bool:
    """Whether a folder has Python files of its own."""
    return folder.is_dir() and any(folder.glob("*.py"))
