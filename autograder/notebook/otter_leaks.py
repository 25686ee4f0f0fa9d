"""The proof that a student's notebook folder tells nothing of solution, hidden tests or secret.

Two ways, as for the package. The notebook and its test files must be, to the letter, what was made
from the student release alone. And nothing in them may repeat what is secret.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.build.leaks import copied_statements
from autograder.errors import Problem
from autograder.notebook.export import Cell, Lesson
from autograder.notebook.otter_master import metadata, student_cells, student_test
from autograder.source import ModuleSource

_LOCKED = {"deletable": False, "editable": False}
_MEND = "Mend the builder: only what is made from the student release may be in it"


@dataclass(frozen=True)
class Secrets:
    """What no student may read."""

    source: ModuleSource
    hidden: tuple[str, ...]
    """Names of hidden checks."""
    secret: str


def notebook_leaks(
    lesson: Lesson, notebook: str, tests: Mapping[str, bytes], secrets: Secrets
) -> list[Problem]:
    """Everything in a student's notebook and test files that should not be there."""
    path = secrets.source.folder / f"{lesson.module}.ipynb"
    words = [*_other_cells(lesson, json.loads(notebook)), *_other_tests(lesson, tests)]
    found = [Problem(path, place, what, _MEND) for place, what in words]
    texts = {**_texts(json.loads(notebook)), **{f"tests/{name}": tests[name] for name in tests}}
    return [*found, *copied_statements(secrets.source, texts), *_named(path, texts, secrets)]


def byte_leaks(files: Mapping[str, bytes], secrets: Secrets) -> list[Problem]:
    """Files of the whole folder that hold the course's secret or name a hidden check. The grader's
    wheel is the same for every module, and may hold such a name as an example.
    """
    ours = {name: content for name, content in files.items() if not name.endswith(".whl")}
    nameless = Secrets(secrets.source, (), secrets.secret)
    folder = secrets.source.folder
    return [*_named(folder, ours, secrets), *_named(folder, files, nameless)]


def _named(path: Path, files: Mapping[str, bytes], secrets: Secrets) -> Iterator[Problem]:
    for name, content in sorted(files.items()):
        if secrets.secret and secrets.secret.encode() in content:
            yield Problem(path, 1, f"{name} holds the course's secret", _MEND)
        for check in secrets.hidden:
            if re.search(rf"\b{check}\b".encode(), content):
                yield Problem(path, 1, f"{name} names the hidden check {check}", _MEND)


def _other_cells(lesson: Lesson, notebook: dict[str, Any]) -> Iterator[tuple[int, str]]:
    """Differences from the notebook that the student release alone gives, by the cell's place."""
    expected, cells = student_cells(lesson), notebook["cells"]
    if notebook["metadata"] != metadata(lesson):
        yield 1, "the notebook's metadata is other than what was put there"
    if len(cells) != len(expected):
        yield 1, f"the notebook has {len(cells)} cells instead of {len(expected)}"
    for place, (cell, meant) in enumerate(zip(cells, expected, strict=False), start=1):
        for what in _differs(cell, meant):
            yield place, f"cell {place} has {what}"


def _differs(cell: dict[str, Any], meant: Cell) -> Iterator[str]:
    if "".join(cell["source"]) != meant.source or cell["cell_type"] != meant.kind:
        yield "another text than the student release gives"
    kept = {key: value for key, value in cell["metadata"].items() if key not in _LOCKED}
    if kept != ({"tags": list(meant.tags)} if meant.tags else {}):
        yield "metadata of its own"
    if cell.get("outputs") or cell.get("execution_count") or "attachments" in cell:
        yield "outputs"
    if set(cell) - {"cell_type", "execution_count", "id", "metadata", "outputs", "source"}:
        yield "entries that no cell has"


def _other_tests(lesson: Lesson, tests: Mapping[str, bytes]) -> Iterator[tuple[int, str]]:
    meant = {
        f"{each.task}.py": student_test(lesson.module, each)
        for each in lesson.questions
        if any(not case.hidden for case in each.cases)
    }
    for name in sorted({*meant, *tests}):
        got = tests.get(name, b"").decode()
        if name not in meant or got.split() != meant[name].split():
            yield 1, f"tests/{name} is other than the names of the public checks give"


def _texts(notebook: dict[str, Any]) -> dict[str, bytes]:
    """The notebook's parts as files of the kind that they hold."""
    files = _beside("metadata", notebook["metadata"])
    for place, cell in enumerate(notebook["cells"], start=1):
        suffix = "py" if cell["cell_type"] == "code" else "md"
        files[f"cell {place}.{suffix}"] = "".join(cell["source"])
        rest = {key: value for key, value in cell.items() if key != "source"}
        files |= _beside(f"cell {place}", rest)
    return {name: text.encode() for name, text in files.items()}


def _beside(name: str, value: Any) -> dict[str, str]:
    """Every text inside ``value`` as a file: of Python where it can be read as such."""
    found = enumerate(dict.fromkeys(_strings(value)), start=1)
    return {f"{name}, text {n}.{'py' if _is_python(text) else 'txt'}": text for n, text in found}


def _is_python(text: str) -> bool:
    try:
        ast.parse(text)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return False
    return True


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        yield "".join(item for item in value if isinstance(item, str))  # a text in lines
        for item in value:
            yield from _strings(item)
