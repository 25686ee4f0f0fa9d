"""From what was handed in to modules and the folders of their submissions."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.config.nearest import one_of
from autograder.errors import UsageError
from autograder.grade.plan import GRADING_FILE, Course, Plan, course_plan, release_plan
from autograder.intake import (
    Layout,
    RefusedSubmission,
    Taken,
    as_it_stands,
    by_content,
    chosen,
    copies,
    module_in,
    opened,
    shadowing,
)

__all__ = ["Target", "find_targets", "known_modules", "opened"]

_DEPTHS = ("", "*/", "*/*/", "*/*/*/")
"""How deep a module may lie in what a student hands in: a zip often wraps it in a folder or two."""
_MANIFEST = ".release.json"


@dataclass(frozen=True)
class Target:
    """One module to grade: how, and the package that was submitted."""

    plan: Plan
    folder: Path
    notes: tuple[str, ...] = ()
    """What the student should know about how it was found and read."""
    place: Path | None = None
    """Where the package stands for its author; None where it came packed."""


def find_targets(
    taken: Taken | Path, course: Course | None, module: str | None, shown: Path | None = None
) -> list[Target]:
    """What there is to grade in a submission: the module itself, or the modules inside it.

    With a course, tests and reference are the course's; without, each module's own release. An
    error calls the submission ``shown``.
    """
    if isinstance(taken, Path):
        taken = as_it_stands(taken)
    taken = replace(taken, shown=shown or taken.shown)
    search = _Search(taken, Layout(taken.folder), course, _known(taken.folder, course))
    if module is not None:
        _demand_known(search, module)
        return [_target(search, module)]
    return [_target(search, name) for name in _names(search)]


@dataclass(frozen=True)
class _Search:
    """A submission, where its Python files lie, and the modules that it may hold."""

    taken: Taken
    layout: Layout
    course: Course | None
    known: tuple[str, ...]


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


def _known(folder: Path, course: Course | None) -> tuple[str, ...]:
    """For files without their package also the modules of the working folder."""
    known = known_modules(folder, course)
    is_loose = _is_package(folder) and not (folder / "__init__.py").is_file()
    return known or (known_modules(Path.cwd(), None) if is_loose else ())


def _demand_known(search: _Search, module: str) -> None:
    if not search.known:
        raise _nothing_found(search)
    if module not in search.known:
        here = one_of(module, search.known, "modules here")
        raise UsageError(f"There is no module {module}. {here}.")


def _names(search: _Search) -> list[str]:
    """The modules that lie in the submission, in reading order, or the one it is named after."""
    name = search.taken.folder.name
    if name in search.known and _is_package(search.taken.folder):
        return [name]
    inside = [each for each in search.known if copies(search.layout, each, search.known)]
    named = module_in(name, search.known)
    if not inside and (named is None or not search.layout.code):
        raise _nothing_found(search)
    return inside or [str(named)]


def _target(search: _Search, module: str) -> Target:
    folder, note = _package(search, module)
    plan = _plan(folder, module, search.course)
    notes = [*note, *search.taken.notes(folder)]
    if (given := _given(plan, search.course)) is not None:
        notes += shadowing(folder, given, plan.libraries)
    return Target(plan, folder, tuple(notes), search.taken.place(folder))


def _plan(folder: Path, module: str, course: Course | None) -> Plan:
    if course is not None:
        return course_plan(course, module)
    if (folder / "tests" / GRADING_FILE).is_file():
        return release_plan(folder)
    around = (
        found
        for depth in _DEPTHS
        for found in Path.cwd().glob(f"{depth}{module}/tests/{GRADING_FILE}")
    )
    return release_plan(next((path.parents[1] for path in around), folder))


def _given(plan: Plan, course: Course | None) -> set[str] | None:
    """The files that the module comes with; None where nothing tells."""
    if course is not None:
        return {path.name for path in course.solution(plan.module).glob("*.py")}
    try:
        data = json.loads((plan.tests.parent / _MANIFEST).read_text("utf-8"))
        return set(data["files"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _is_package(folder: Path) -> bool:
    return folder.is_dir() and any(folder.glob("*.py"))


def _package(search: _Search, module: str) -> tuple[Path, tuple[str, ...]]:
    """The package of ``module``, and a note where there are several: by its name, else by what
    its files define, else the only Python files there are.
    """
    layout = search.layout
    if found := copies(layout, module, search.known):
        tasks = _tasks(search, found[0], module) if found[1:] else ()
        return chosen(layout.root, found, module, tasks)
    others = {*search.known} - {module}
    if found_by_content := by_content(layout, _tasks(search, layout.root, module), others):
        return found_by_content, ()
    if _is_package(layout.root):
        return layout.root, ()
    outside = layout.outside({"tests", *others})
    nearest = [each for each in outside if len(each.parts) == len(outside[0].parts)]
    if len(nearest) == 1:
        return nearest[0], ()
    raise RefusedSubmission(
        f"{search.taken.shown} has no folder {module} with Python files. Submit that folder."
        + _read_so_far(search.taken)
    )


def _tasks(search: _Search, folder: Path, module: str) -> tuple[str, ...]:
    """The names of a module's tasks, where course or release tells them."""
    if search.course is None and not (folder / "tests" / GRADING_FILE).is_file():
        return ()
    return tuple(task.name for task in _plan(folder, module, search.course).tasks)


def _nothing_found(search: _Search) -> UsageError:
    shown, known = search.taken.shown, search.known
    return RefusedSubmission(
        _why_nothing(shown, search.taken.folder, known) + _read_so_far(search.taken)
    )


def _read_so_far(taken: Taken) -> str:
    return "".join(f" {note}." for note in taken.all_notes())


def _why_nothing(shown: Path, folder: Path, known: tuple[str, ...]) -> str:
    if not known and _is_package(folder):
        return (
            f"{shown} has no tests/{GRADING_FILE}, so nothing says how to grade it. "
            "Get the module's tests folder again; what you wrote stands outside it."
        )
    if not known:
        return (
            f"{shown} holds no module of a course. Go to the course's folder, "
            "or name the folder of a module, such as assignments/s05_bpe."
        )
    if not any(folder.iterdir()):
        return f"{shown} holds no file that takes part. Hand in the module's folder."
    if shown.suffix == ".py":
        return (
            f"Nothing says of which module {shown} is. Name it with --module: {', '.join(known)}."
        )
    return (
        f"{shown} holds none of the modules {', '.join(known)}. "
        "Name the module's folder, or say which module it is with --module."
    )
