"""From what was handed in to modules and the folders of their submissions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.config.nearest import one_of
from autograder.errors import UsageError
from autograder.grade.among import Notebooks, pick
from autograder.grade.from_notebook import Written
from autograder.grade.plan import GRADING_FILE, Course, Plan
from autograder.grade.search import (
    Search,
    all_tasks,
    given_names,
    is_package,
    known_here,
    known_modules,
    plan_of,
    told_tasks,
)
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
    written,
)

__all__ = ["Target", "find_targets", "known_modules", "opened"]


@dataclass(frozen=True)
class Target:
    """One module to grade: how, and the package that was submitted."""

    plan: Plan
    folder: Path
    notes: tuple[str, ...] = ()
    """What the student should know about how it was found and read."""
    place: Path | None = None
    """Where the package stands for its author; None where it came packed."""
    notebook: Written | None = None
    """The notebook that becomes the package; until then ``folder`` is where it lies."""


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
    layout = Layout(taken.folder)
    notebooks = Notebooks.of(taken, layout.notebooks)
    search = Search(taken, layout, course, known_here(taken, layout, course), notebooks)
    if module is not None:
        _demand_known(search, module)
        return [_target(search, module)]
    return [_target(search, name) for name in _names(search)]


def _demand_known(search: Search, module: str) -> None:
    if not search.known:
        raise _nothing_found(search)
    if module not in search.known:
        here = one_of(module, search.known, "modules here")
        raise UsageError(f"There is no module {module}. {here}.")


def _names(search: Search) -> list[str]:
    """The modules that lie in the submission, in reading order, or the one it is named after."""
    name = search.taken.folder.name
    if name in search.known and is_package(search.taken.folder):
        return [name]
    written_here = search.notebooks.modules(search.known, lambda each: all_tasks(search, each))
    inside = [
        each
        for each in search.known
        if each in written_here or copies(search.layout, each, search.known)
    ]
    named = module_in(name, search.known)
    if not inside and (named is None or not search.layout.code):
        raise _nothing_found(search)
    return inside or [str(named)]


def _target(search: Search, module: str) -> Target:
    if target := _notebook(search, module):
        return target
    folder, note = _package(search, module)
    return _of_package(search, module, folder, note)


def _of_package(search: Search, module: str, folder: Path, note: tuple[str, ...]) -> Target:
    plan = plan_of(search, folder, module)
    notes = [*note, *search.taken.notes(folder)]
    if (given := given_names(plan, search.course)) is not None:
        notes += shadowing(folder, given, plan.libraries)
    return Target(plan, folder, tuple(notes), search.taken.place(folder))


def _notebook(search: Search, module: str) -> Target | None:
    """The module's notebook or, where there is one and more of it is written, its package; None
    where there is no notebook.
    """
    found = search.notebooks.of_module(module, search.known, lambda each: all_tasks(search, each))
    if not found:
        return None
    tasks, layout = all_tasks(search, module), search.layout
    folder, note = _named_package(search, module, tasks)
    if any(each.path.suffix == ".py" and each.path.parent == folder for each in found):
        folder, note = None, ()  # a script that was a notebook is not a package as well
    package = folder.relative_to(layout.root).as_posix() if folder else ""
    picked = pick(search.notebooks, found, tasks, package, written(folder, tasks) if folder else 0)
    if picked.notebook is not None:
        path = picked.notebook.path
        plan = plan_of(search, folder or path.parent, module)
        made_of = Written(path, search.notebooks.shown(path), tuple(tasks))
        return Target(plan, path.parent, picked.notes, notebook=made_of)
    if folder is None:
        raise RefusedSubmission(_sentences((*picked.notes, *search.taken.all_notes())))
    return _of_package(search, module, folder, (*note, *picked.notes))


def _named_package(
    search: Search, module: str, tasks: tuple[str, ...]
) -> tuple[Path | None, tuple[str, ...]]:
    """The package of ``module`` by its name, else by what its files define."""
    layout = search.layout
    if found := copies(layout, module, search.known):
        return chosen(layout.root, found, module, tasks if found[1:] else ())
    return by_content(layout, tasks, {*search.known} - {module}), ()


def _package(search: Search, module: str) -> tuple[Path, tuple[str, ...]]:
    """The package of ``module``, and a note where there are several: by its name, else by what
    its files define, else the only Python files there are.
    """
    layout = search.layout
    found = copies(layout, module, search.known)
    if len(found) == 1:
        return found[0], ()
    tasks = told_tasks(search, found[0] if found else layout.root, module)
    folder, note = _named_package(search, module, tasks)
    if folder is not None:
        return folder, note
    if is_package(layout.root):
        return layout.root, ()
    outside = layout.outside({"tests", *search.known} - {module})
    nearest = [each for each in outside if len(each.parts) == len(outside[0].parts)]
    if len(nearest) == 1:
        return nearest[0], ()
    raise RefusedSubmission(
        f"{search.taken.shown} has no folder {module} with Python files. Submit that folder."
        + _read_so_far(search)
    )


def _nothing_found(search: Search) -> UsageError:
    shown, known = search.taken.shown, search.known
    if known and not search.layout.code and (problems := list(search.notebooks.problems())):
        return RefusedSubmission(_sentences((*problems, *search.taken.all_notes())))
    return RefusedSubmission(_why_nothing(shown, search.taken.folder, known) + _read_so_far(search))


def _read_so_far(search: Search) -> str:
    notes = (*search.taken.all_notes(), *search.notebooks.unused())
    return " " * bool(notes) + _sentences(notes)


def _sentences(notes: Iterable[str]) -> str:
    return " ".join(f"{note}." for note in notes)


def _why_nothing(shown: Path, folder: Path, known: tuple[str, ...]) -> str:
    if not known and is_package(folder):
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
