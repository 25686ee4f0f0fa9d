"""A notebook, laid as a package over the files that its module comes with."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.build.manifest import MANIFEST
from autograder.grade.files import write_files
from autograder.grade.notebooks import as_package
from autograder.grade.plan import Course, Plan
from autograder.intake import make_readable, scratch_folder

if TYPE_CHECKING:
    from autograder.grade.find import Target


@dataclass(frozen=True)
class Written:
    """Where a notebook lies, how its author calls it, and all tasks of its module."""

    path: Path
    shown: str
    tasks: tuple[str, ...]


@contextlib.contextmanager
def laid_out(target: Target, notebook: Written, course: Course | None) -> Iterator[Target]:
    """``target`` with the package that ``notebook`` becomes, in a temporary folder."""
    plan = target.plan
    given = given_files(plan, course)
    files, notes = as_package(notebook.path, notebook.shown, plan.module, notebook.tasks, given)
    with scratch_folder() as scratch:
        folder = scratch / plan.module
        write_files({**given, **files}, folder)
        make_readable(folder)
        yield replace(target, folder=folder, notes=(*target.notes, *notes), place=None)


def given_files(plan: Plan, course: Course | None) -> Mapping[str, bytes]:
    """All files that students start from, tests aside: of the course, or of the module beside its
    tests.
    """
    if course is not None:
        from autograder.build.products import (
            student_files,  # where there is no notebook: not loaded
        )
        from autograder.source import read_module

        source = read_module(course.solution(plan.module))
        files = student_files(source, course.config(plan.module))
    else:
        folder = plan.tests.parent
        paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
        files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    return {name: content for name, content in files.items() if _takes_part(name)}


def _takes_part(name: str) -> bool:
    folders = name.split("/")[:-1]
    return "tests" not in folders[:1] and "__pycache__" not in folders and name != MANIFEST
