"""Notebooks as students hand them in: made of a package's files, or of texts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.build.products import solution_files, student_files, variant_files
from autograder.channel.packages import forget_package, load_package
from autograder.grade.files import write_files
from autograder.grade.find import find_targets, opened
from autograder.grade.grading import grade_folder
from autograder.grade.loose import whole
from autograder.grade.making import Authored
from autograder.grade.plan import Course
from autograder.grade.runner import ModuleGrader
from autograder.model import ModuleResult
from autograder.notebook.cells import read_notebook
from autograder.notebook.flat import flat
from autograder.notebook.home import Home
from autograder.notebook.packaging import Packaged, packaged
from autograder.sandbox.host import open_host

Cell = dict[str, Any]
Load = Callable[..., ModuleType]

NAME = "a01_numbers"
SETUP = """\
%load_ext autoreload
!pip install --quiet numpy
from __future__ import annotations
import otter
grader = otter.Notebook()"""


def code(source: str | list[str], task: str = "", **metadata: Any) -> Cell:
    """A code cell as JupyterLab writes it, made for a task where one is named."""
    tags = {"tags": [f"task:{task}"]} if task else {}
    metadata = {**metadata, **tags}
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": "x",
        "metadata": metadata,
        "outputs": [],
        "source": source,
    }


def words(text: str) -> Cell:
    """A Markdown cell."""
    return {"cell_type": "markdown", "id": "y", "metadata": {}, "source": text}


def document(cells: Iterable[Cell | str], **metadata: Any) -> bytes:
    """A notebook of version 4.5; a text stands for a code cell."""
    made = [code(each) if isinstance(each, str) else each for each in cells]
    whole = {"cells": made, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole).encode()


def cells_of(module: str, files: Mapping[str, bytes], tasks: Iterable[str]) -> list[Cell]:
    """A package's code as the cells of a notebook, with what a student writes around them."""
    plain = {name: text for name, text in files.items() if not name.startswith("tests/")}
    cells = [words(f"# {module}"), code(SETUP, tags=["setup"])]
    for segment in flat(module, plain, tuple(tasks)).segments:
        cells.append(words(f"## {segment.task or segment.file}"))
        cells.append(code(segment.text, segment.task))
        if segment.task:
            cells.append(code(f'grader.check("{segment.task}")'))
    return [*cells, code("%matplotlib inline\nfor step in range(10**12):\n    print(step)")]


def solution_cells(authored: Authored) -> list[Cell]:
    """The notebook of somebody who solved everything."""
    files = solution_files(authored.source, authored.config)
    return cells_of(authored.plan.module, files, authored.config.tasks)


def stub_files(authored: Authored) -> dict[str, bytes]:
    """What students get, tests aside."""
    files = student_files(authored.source, authored.config)
    return {name: text for name, text in files.items() if not name.startswith("tests/")}


def variant_cells(authored: Authored, task: str, mistake: str) -> list[Cell]:
    """The solution with one known mistake."""
    files = variant_files(authored.source, authored.config, task, mistake)
    return cells_of(authored.plan.module, files, authored.config.tasks)


def home_of(authored: Authored) -> Home:
    """The ground that a module's notebooks stand on."""
    return Home(authored.plan.module, tuple(authored.config.tasks), stub_files(authored))


def made(home: Home, cells: Iterable[Cell | str]) -> Packaged:
    """The package that cells become."""
    return packaged(read_notebook(document(cells)), home)


def graded_path(course: Course | None, path: Path, module: str | None = None) -> ModuleResult:
    """Grade what was handed in as the program does."""
    with opened(path, own=course is None) as taken:
        (target,) = find_targets(taken, course, module)
        with whole(target, course) as found:
            grader = ModuleGrader(
                lambda: open_host(found.plan.warm), found.plan, held=course is not None
            )
            try:
                result = grade_folder(grader, found.plan, found.folder)
            finally:
                grader.close()
            return ModuleResult(
                result.module, result.tasks, result.seconds, notes=(*found.notes, *result.notes)
            )


def ends(result: ModuleResult) -> dict[str, tuple[str, float]]:
    """How each check ended, and its points."""
    return {check.name: (check.verdict.name, check.score) for check in result.checks}


def written(tmp_path: Path, cells: list[Cell | str], name: str = f"{NAME}.ipynb") -> Path:
    """A notebook of the small course as a file."""
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(document(cells))
    return path


def replaced(cells: list[Cell], task: str, text: str) -> list[Cell | str]:
    """The cells with another text in the one that was made for ``task``."""
    tag = {"tags": [f"task:{task}"]}
    return [{**each, "source": text} if each["metadata"] == tag else each for each in cells]


FILES = {
    "__init__.py": "from .ways import way, Walk, helper\nfrom .maps import MAP\n",
    "maps.py": "MAP = {'a': 1}\nSIZE = 3\n",
    "ways.py": (
        "from __future__ import annotations\nimport math\nfrom .maps import SIZE\n\n"
        "def helper(x):\n    return x + SIZE\n\n"
        "def way(x):\n    raise NotImplementedError('way: write it')\n\n"
        "class Walk:\n    def first(self):\n        raise NotImplementedError('Walk')\n"
        "    def second(self):\n        return 2\n"
    ),
}
HOME = Home("m01", ("way", "Walk"), {name: text.encode() for name, text in FILES.items()})
"""A module of three files, two tasks and some given code."""


@contextmanager
def loading(folder: Path) -> Iterator[Load]:
    """Imports packages that cells become, for a while."""

    def imported(*cells: Cell | str, home: Home = HOME) -> ModuleType:
        write_files({**home.files, **made(home, cells).files}, folder / home.module)
        return load_package(home.module, folder / home.module)

    yield imported
    for name in (NAME, HOME.module):
        forget_package(name)


def notes_on(*cells: Cell | str) -> tuple[str, ...]:
    """What the author of these cells is told."""
    return made(HOME, cells).notes
