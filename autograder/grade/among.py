"""The notebooks of a submission: of which module each is, and which one is graded."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.grade.notebooks import Glance, glances
from autograder.intake import Taken, module_in
from autograder.intake.names import said
from autograder.intake.remarks import listed

TasksOf = Callable[[str], Collection[str]]


@dataclass(frozen=True)
class Notebooks:
    """Everything in a submission that is a notebook, or a script made of one."""

    taken: Taken
    found: tuple[Glance, ...]

    @classmethod
    def of(cls, taken: Taken, paths: Sequence[Path]) -> Notebooks:
        """Look at all of them."""
        return cls(taken, tuple(glances(paths)))

    def of_module(self, module: str, known: Sequence[str], tasks_of: TasksOf) -> list[Glance]:
        """Those that are of ``module``, and those that do not say of which they are."""
        named = [(each, _module_of(each, known, tasks_of)) for each in self.found]
        own = [each for each, name in named if name == module]
        return own or [each for each, name in named if not name and _may_be(each)]

    def modules(self, known: Sequence[str], tasks_of: TasksOf) -> set[str]:
        """The modules that they say they are of, by metadata, name or content."""
        return {_module_of(each, known, tasks_of) for each in self.found} - {""}

    def shown(self, path: Path) -> str:
        """A notebook as its author knows it."""
        if self.taken.shown.suffix.lower() == path.suffix.lower():
            return str(self.taken.shown)
        return said(path.relative_to(self.taken.folder).parts)

    def problems(self, among: Sequence[Glance] | None = None) -> Iterator[str]:
        """A note, without a full stop, for each that cannot be read."""
        for each in self.found if among is None else among:
            if each.problem:
                yield f"{self.shown(each.path)} {each.problem}"

    def unused(self) -> Iterator[str]:
        """What to say of each where nothing was found that could be graded."""
        for each in self.found:
            yield f"{self.shown(each.path)} {each.problem or 'is a notebook of no module here'}"


def _module_of(glance: Glance, known: Sequence[str], tasks_of: TasksOf) -> str:
    """The module that a notebook is of; "" where nothing tells."""
    if glance.module in known:
        return glance.module
    if named := module_in(glance.path.stem, known):
        return named
    counts = {name: len(glance.defined & set(tasks_of(name))) for name in known}
    most = max(counts.values(), default=0)
    best = [name for name, count in counts.items() if count == most > 0]
    return best[0] if len(best) == 1 else ""


def _may_be(glance: Glance) -> bool:
    """Whether a notebook that does not say of which module it is may be of any; of a script the
    functions tell.
    """
    return not glance.module and glance.path.suffix != ".py"


@dataclass(frozen=True)
class Graded:
    """The notebook to grade, or None where the package is; and what to say about it."""

    notebook: Glance | None
    notes: tuple[str, ...]


def pick(
    notebooks: Notebooks, found: Sequence[Glance], tasks: Collection[str], package: str, done: int
) -> Graded:
    """Of notebooks of one module and of its ``package``, in which ``done`` tasks are written, the
    one with the most tasks written. ``package`` is how it is called, "" where there is none.
    """

    def count(glance: Glance) -> int:
        return len(glance.written & set(tasks))

    readable = sorted((each for each in found if not each.problem), key=count, reverse=True)
    written = [each for each in readable if count(each)]
    notes = tuple(notebooks.problems(found))
    best = readable[0] if readable else None
    if best is None or (package and done >= max(count(best), 1)):
        others = [notebooks.shown(each.path) for each in written]
        return Graded(None, (*_passed_by(f"The package {package}", others), *notes))
    others = [notebooks.shown(each.path) for each in written if each is not best]
    others += [f"the package {package}"] if package and done else []
    shown = notebooks.shown(best.path)
    return Graded(best, (*_passed_by(shown, others), *_read_as_cells(best, shown), *notes))


def _passed_by(graded: str, others: list[str]) -> tuple[str, ...]:
    if not others:
        return ()
    return (
        f"The module was handed in more than once: {graded} was graded, and {listed(others)} "
        f"{'was' if len(others) == 1 else 'were'} not. Hand in only one",
    )


def _read_as_cells(best: Glance, shown: str) -> tuple[str, ...]:
    if best.path.suffix != ".py":
        return ()
    return (
        f"{shown} was read cell by cell, as the notebook that it was: of it only what the tasks "
        "need is run",
    )
