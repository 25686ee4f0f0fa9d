"""Files that came without the rest of their package, laid over the module that they belong to."""

from __future__ import annotations

import contextlib
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from autograder.grade.files import write_files
from autograder.grade.find import Target
from autograder.grade.from_notebook import laid_out
from autograder.grade.plan import Course, Plan
from autograder.intake import make_readable, scratch_folder

_LEFT_OUT = ("tests", "__MACOSX", "__pycache__")


@contextlib.contextmanager
def whole(target: Target, course: Course | None) -> Iterator[Target]:
    """``target`` as it is; a notebook as the package that it becomes. Where there is no
    ``__init__.py``, its files over those that the module comes with, in a temporary folder: what
    is missing is a stub, and what was written counts.
    """
    if target.notebook is not None:
        with laid_out(target, target.notebook, course) as made:
            yield made
        return
    if (target.folder / "__init__.py").is_file():
        yield target
        return
    with scratch_folder() as scratch:
        folder = scratch / target.plan.module
        write_files(_given(target.plan, course), folder)
        loose = sorted(path for path in target.folder.glob("*.py") if path.is_file())
        ignored = shutil.ignore_patterns(*_LEFT_OUT, *(path.name for path in loose))
        shutil.copytree(target.folder, folder, symlinks=True, dirs_exist_ok=True, ignore=ignored)
        tasks = {task.name for task in target.plan.tasks}
        with (folder / "__init__.py").open("a", encoding="utf-8") as init:
            for path in loose:
                init.write(_put_in(path, folder, tasks))
        make_readable(folder)
        notes = (*target.notes, _note(loose))
        yield replace(target, folder=folder, notes=notes, place=None)


def _given(plan: Plan, course: Course | None) -> dict[str, bytes]:
    """The code that students start from: of the course, or of the module beside its tests."""
    if course is not None:
        from autograder.build.products import student_files  # where nothing came alone: not loaded
        from autograder.source import read_module

        files = student_files(read_module(course.solution(plan.module)), course.config(plan.module))
        return {name: text for name, text in files.items() if not name.startswith("tests/")}
    return {path.name: path.read_bytes() for path in plan.tests.parent.glob("*.py")}


def _put_in(path: Path, folder: Path, tasks: set[str]) -> str:
    """Copy one file in; the line of ``__init__.py`` that has its tasks win over the stubs."""
    module = re.sub(r"\W+", "_", path.stem).strip("_") or "handed_in"
    module = f"_{module}" if module[0].isdigit() else module
    shutil.copy(path, folder / f"{module}.py", follow_symlinks=False)
    names = _defined(path) & tasks
    return f"from .{module} import {', '.join(sorted(names))}\n" if names else ""


def _defined(path: Path) -> set[str]:
    """The functions and classes of a file, told without parsing it: it is a stranger's."""
    text = path.read_text("utf-8", "replace")
    return set(re.findall(r"^(?:async +def|def|class) +(\w+)", text, re.MULTILINE))


def _note(loose: list[Path]) -> str:
    names = ", ".join(path.name for path in loose)
    if len(loose) == 1:
        return f"{names} came alone, so it was laid over the files that the module comes with"
    return (
        "What was handed in has no __init__.py, so its files were laid over those that the module "
        f"comes with: {names}"
    )
