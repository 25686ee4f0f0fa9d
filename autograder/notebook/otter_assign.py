"""``otter assign``, the real one, in a process of its own; each build comes out the same."""

from __future__ import annotations

import importlib.metadata
import io
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.errors import AutograderError, UsageError
from autograder.notebook.export import Lesson
from autograder.notebook.otter_master import cell_id, metadata, text_of

_MINUTES = 20
_TELLING = 12


@dataclass(frozen=True)
class Assigned:
    """What otter made of a master notebook, ids, times and names made even."""

    notebook: str
    """The student's notebook."""
    tests: Mapping[str, bytes]
    """The student's test files by name."""
    autograder: Mapping[str, bytes]
    """The content of the autograder zip."""


def otter_version() -> str:
    """The version of the installed otter-grader; `UsageError` where there is none."""
    try:
        return importlib.metadata.version("otter-grader")
    except importlib.metadata.PackageNotFoundError:
        raise UsageError(
            "A notebook is made by otter-grader, which is not installed here. "
            "Run: python -m pip install 'ml-course-autograder[otter]'"
        ) from None


def assign(lesson: Lesson, master: str, files: Mapping[str, bytes]) -> Assigned:
    """Run ``otter assign`` on ``master`` with ``files`` beside it. otter grades the solution as its
    last step. Raises `AutograderError` where it does not get full marks there.
    """
    with tempfile.TemporaryDirectory(prefix="otter-") as scratch:
        folder, result = Path(scratch) / "master", Path(scratch) / "result"
        for path, content in files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        name = f"{lesson.module}.ipynb"
        (folder / name).write_text(master, "utf-8")
        _run(["assign", name, str(result)], folder)
        return _collected(lesson, result, name)


def _run(arguments: list[str], folder: Path) -> None:
    command = [sys.executable, "-m", "otter", *arguments]
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=60 * _MINUTES,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise AutograderError(
            f"otter {arguments[0]} was not done after {_MINUTES} minutes. Run the solution's "
            "notebook by hand: which cell does not end?"
        ) from None
    if done.returncode:
        said = "\n".join((done.stdout + done.stderr).strip().split("\n")[-_TELLING:])
        raise AutograderError(f"otter {arguments[0]} failed. Its last words:\n{said}")


def _collected(lesson: Lesson, result: Path, name: str) -> Assigned:
    student = result / "student"
    (archive,) = (result / "autograder").glob("*.zip")
    return Assigned(
        notebook=even(lesson, (student / name).read_text("utf-8")),
        tests={path.name: path.read_bytes() for path in sorted((student / "tests").glob("*.py"))},
        autograder=_members(archive.read_bytes()),
    )


def even(lesson: Lesson, text: str) -> str:
    """A notebook with ids by place, without outputs, counts and versions of programs."""
    import nbformat

    notebook: Any = nbformat.reads(text, as_version=4)
    notebook.metadata = nbformat.from_dict(metadata(lesson))
    for index, cell in enumerate(notebook.cells):
        cell["id"] = cell_id(index, cell.cell_type)
        cell.metadata.pop("otter", None)  # it asks for the tests of a task with hidden checks only
        if cell.cell_type == "code":
            cell["outputs"], cell["execution_count"] = [], None
    return text_of(notebook)


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return {name: opened.read(name) for name in sorted(opened.namelist())}
