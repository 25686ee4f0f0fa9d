"""A module as the parts of a notebook: text, given code, and a question for each task."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from autograder.config.models import ModuleConfig
from autograder.model import total
from autograder.notebook.export_text import Handout, handout_cells
from autograder.notebook.flat import Flat, Segment, flat

GIVEN = "given"
"""The tag of a cell with given code."""


@dataclass(frozen=True)
class Cell:
    """A cell that is the same for everybody."""

    kind: str
    """``markdown``, ``code`` or ``raw``."""
    source: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Case:
    """One check of a task, as otter counts it."""

    name: str
    points: float
    hidden: bool


@dataclass(frozen=True)
class Question:
    """A task: its text, the cell that students fill in, and the cell of the solution."""

    task: str
    text: str
    stub: str
    solution: str
    cases: tuple[Case, ...]

    @property
    def tag(self) -> str:
        """The tag of the cell in which the task is written."""
        return f"task:{self.task}"


@dataclass(frozen=True)
class Lesson:
    """A module's notebook before anybody's view of it."""

    module: str
    about: Mapping[str, object]
    """Which module and release it is: ``metadata.autograder`` of the notebook."""
    parts: tuple[Cell | Question, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(part for part in self.parts if isinstance(part, Question))


@dataclass(frozen=True)
class Material:
    """What a notebook is made of: both builds of a module, its configuration and its checks."""

    module: str
    config: ModuleConfig
    student: Mapping[str, bytes]
    solution: Mapping[str, bytes]
    public: frozenset[str]

    @property
    def tasks(self) -> tuple[str, ...]:
        return tuple(self.config.tasks)


def lesson(material: Material, setup: str, about: Mapping[str, object]) -> Lesson:
    """Lay a module out as a notebook whose first cell of code is ``setup``."""
    text = material.student["README.md"].decode()
    handout = handout_cells(text, material.module, material.tasks, material.student)
    laid = flat(material.module, material.student, material.tasks, scripts=True)
    parts = [
        *_first_cells(handout, setup, material, laid),
        *_code(material, laid, handout),
        *(Cell("markdown", section) for section in handout.after),
    ]
    return Lesson(material.module, about, tuple(parts))


def _first_cells(handout: Handout, setup: str, material: Material, laid: Flat) -> Iterator[Cell]:
    title, *rest = handout.before
    yield Cell("markdown", title)
    yield Cell("code", setup)
    yield from (Cell("markdown", section) for section in rest)
    yield Cell("markdown", _in_this_notebook(material, laid))


_IN_THIS_NOTEBOOK = """\
## In this notebook

All the code that you write is in the cells below. Where the text speaks of a file, look for the
part with its name. The cells share one namespace: one task uses another by its name, without an
import. {given}

Write each task in its own cell, in place of the line `raise NotImplementedError(...)`. Run that
cell, and then the one below it, such as `grader.check("{first}")`. It runs the public checks of the
task.

To hand in, save the notebook and hand in the file `{module}.ipynb`."""


_GIVEN_FILES = """\
What is in a file of its own is imported from the folder beside this notebook: where the text says
`from .{stem} import ...`, write `from {module}.{stem} import ...`. But never import a task from
there: the folder holds the stubs."""


def _in_this_notebook(material: Material, laid: Flat) -> str:
    module = material.module
    stems = [name.removesuffix(".py") for name in material.student if _is_apart(name, laid)]
    given = _GIVEN_FILES.format(module=module, stem=stems[0]) if stems else ""
    text = _IN_THIS_NOTEBOOK.format(module=module, first=material.tasks[0], given=given)
    return text.replace(" \n", "\n")


def _is_apart(name: str, laid: Flat) -> bool:
    """Whether this file of the package did not become cells."""
    inside = name.endswith(".py") and "/" not in name and name != "__init__.py"
    return inside and name not in laid.files


def _code(material: Material, stub: Flat, handout: Handout) -> Iterator[Cell | Question]:
    right = flat(material.module, material.solution, material.tasks, scripts=True)
    solutions = solution_cells(stub, right)
    file = ""
    for segment in stub.segments:
        if segment.file != file:
            file = segment.file
            yield Cell("markdown", _about(file, stub.about[file]))
        if not segment.task:
            yield Cell("code", _in_folder(material.module, segment), (GIVEN,))
            continue
        for section in handout.beside.get(segment.task, ()):
            yield Cell("markdown", section)
        yield Question(
            segment.task,
            _worth(material, segment.task),
            segment.text,
            solutions[segment.task],
            _cases(material, segment.task),
        )


def _about(file: str, words: str) -> str:
    return f"---\n\n**`{file}`**\n\n{words}".rstrip()


def _in_folder(module: str, segment: Segment) -> str:
    """Given code finds its data from the notebook: a cell has no ``__file__``."""
    return segment.text.replace("__file__", f'"{module}/{segment.file}"')


def _cases(material: Material, task: str) -> tuple[Case, ...]:
    checks = material.config.tasks[task].checks.items()
    return tuple(Case(name, each.points, name not in material.public) for name, each in checks)


def _worth(material: Material, task: str) -> str:
    cases = _cases(material, task)
    shown = total(case.points for case in cases if not case.hidden)
    hidden = total(case.points for case in cases if case.hidden)
    text = f"**`{task}`**: {shown:g} points in public checks, {hidden:g} in hidden ones."
    if uses := material.config.tasks[task].uses:
        text += f" It builds on {', '.join(f'`{used}`' for used in uses)}."
    return text


def solution_cells(stub: Flat, right: Flat) -> dict[str, str]:
    """Each task's solution, with what the solution's file has at its top beyond the stub's: imports
    and helpers stand in the cell of the next task, or of the last.
    """
    cells: dict[str, str] = {}
    for file in right.files:
        known = {ast.unparse(node) for node in _given_nodes(stub, file)}
        waiting: list[str] = []
        task = ""
        for segment in (each for each in right.segments if each.file == file):
            if not segment.task:
                waiting += _beyond(segment, known)
                continue
            task = segment.task
            cells[task] = "\n\n\n".join([*_together(waiting), segment.text])
            waiting = []
        if waiting and task:
            cells[task] = "\n\n\n".join([cells[task], *_together(waiting)])
    return cells


def _given_nodes(laid: Flat, file: str) -> Iterator[ast.stmt]:
    for segment in laid.segments:
        if segment.file == file and not segment.task:
            yield from ast.parse(segment.text).body


def _beyond(segment: Segment, known: set[str]) -> Iterator[str]:
    """The statements of a segment that are not ``known``, as they are written."""
    lines = segment.text.split("\n")
    for node in ast.parse(segment.text).body:
        if ast.unparse(node) not in known:
            marks: Sequence[ast.expr] = getattr(node, "decorator_list", [])
            first = min([node.lineno, *(mark.lineno for mark in marks)])
            yield "\n".join(lines[first - 1 : node.end_lineno])


def _together(statements: Sequence[str]) -> list[str]:
    """Imports in one piece, then the others."""
    imports = [text for text in statements if text.startswith(("import ", "from "))]
    others = [text for text in statements if text not in imports]
    return [*(["\n".join(imports)] if imports else []), *others]
