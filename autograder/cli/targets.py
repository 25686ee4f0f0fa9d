"""What grading commands have in common: which modules, where they stand, and the words for it."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from autograder.build.checkout import other_grader
from autograder.cli.wording import python_here
from autograder.errors import UsageError
from autograder.feedback.stubs import task_places
from autograder.grade.find import Target
from autograder.grade.plan import Course, Plan
from autograder.grade.runner import ModuleGrader
from autograder.model import ModuleResult
from autograder.notebook.packaging import GIVEN
from autograder.sandbox.host import forks_safely, open_host

_TORCH = "torch==2.13.0"
_KEPT = ".autograder"


def default_path() -> Path:
    """The assignments here, else this folder."""
    assignments = Path("assignments")
    return assignments if assignments.is_dir() else Path()


def commands() -> str:
    """What next steps begin with: make where there is a Makefile, else this program's own name."""
    if Path("Makefile").is_file():
        return "make"
    called = Path(sys.argv[0])
    return str(called) if called.stem == "autograder" else f"{python_here()} -m autograder"


def chosen(targets: list[Target], *, task: str | None, public: bool) -> list[Target]:
    """Of several modules those that have ``task``, with the wanted checks; all where none has it,
    so that an error names it.
    """
    having = [each for each in targets if task in {known.name for known in each.plan.tasks}]
    return [
        replace(each, plan=each.plan.only(public=public, task=task)) for each in having or targets
    ]


def demand_libraries(targets: Iterable[Target]) -> None:
    """Refuse to grade without the libraries that the modules declare."""
    needed = sorted({name for target in targets for name in target.plan.libraries})
    missing = [name for name in needed if importlib.util.find_spec(name) is None]
    if missing:
        named = " ".join(_TORCH if name == "torch" else name for name in missing)
        raise UsageError(
            f"{' and '.join(missing)} must be installed first. Run: python -m pip install {named}"
        )


def places(target: Target) -> dict[str, str]:
    """Where each task stands, as a path that an editor opens from here."""
    here, stands = Path.cwd(), target.place
    prefix = f"{stands.relative_to(here)}/" if stands and stands.is_relative_to(here) else ""
    found = task_places(target.folder)
    if target.notebook is not None:  # what it does not write stands in files that nobody has
        given, at_home = GIVEN, target.notebook.shown
        found = {task: at_home if at.startswith(given) else at for task, at in found.items()}
    return {task: prefix + place for task, place in found.items()}


def noted(result: ModuleResult, target: Target) -> ModuleResult:
    """With what the student should know about the submission and the versions."""
    others = (target.plan.other_release(target.folder), other_grader(Path.cwd()))
    return replace(result, notes=(*target.notes, *filter(None, others), *result.notes))


def kept_file(course: Course | None, module: str, path: Path) -> Path:
    """Where the ends of checks are kept for the submission at ``path``."""
    root = course.root if course else Path.cwd()
    place = hashlib.sha256(str(path.absolute()).encode("utf-8", "surrogateescape")).hexdigest()
    return root / _KEPT / f"{module}-{place[:12]}"


@contextlib.contextmanager
def grader_for(plan: Plan, *, held: bool) -> Iterator[ModuleGrader]:
    """A grader that ends with the block."""
    grader = ModuleGrader(lambda: open_host(plan.warm), plan, held=held and forks_safely())
    try:
        yield grader
    finally:
        grader.close()
