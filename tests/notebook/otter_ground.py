"""Notebook releases made by the real otter, and gradings by it."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from autograder.build.products import public_checks, solution_files, student_files, variant_files
from autograder.build.repository import Part
from autograder.cli.notebook import notebook_zips
from autograder.config.load import load_course
from autograder.grade.making import Authored, released_part
from autograder.grade.plan import Course
from autograder.notebook.export import Lesson, Material, lesson
from autograder.notebook.otter_master import solved

ROOT = Path(__file__).resolve().parents[2]


@lru_cache
def release(course: Course, module: str) -> tuple[Authored, Part]:
    """A module's student release, proved free of leaks."""
    return released_part(course, module)


@lru_cache
def zips(course: Course, module: str) -> Mapping[str, bytes]:
    """The notebook release of a module."""
    return notebook_zips(load_course(course.configs), *release(course, module))


def material(authored: Authored, solution: Mapping[str, bytes] | None = None) -> Material:
    """What the notebook of a module is made of; its solution may be another package."""
    source, config = authored.source, authored.config
    files = solution_files(source, config) if solution is None else solution
    return Material(
        source.name, config, student_files(source, config), files, public_checks(source)
    )


def laid(authored: Authored, solution: Mapping[str, bytes] | None = None) -> Lesson:
    """The lesson of a module, with a set-up cell that needs nothing."""
    setup = "from __future__ import annotations\nimport otter\ngrader = otter.Notebook()"
    about = {"module": authored.source.name, "release": 1, "content": "0123456789ab"}
    return lesson(material(authored, solution), setup, about)


def with_mistake(authored: Authored, task: str, mistake: str) -> str:
    """The solution's notebook with one known mistake in it."""
    files = variant_files(authored.source, authored.config, task, mistake)
    return solved(laid(authored, files))


def unpacked(archive: bytes, folder: Path) -> Path:
    """The content of a zip in a folder."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        opened.extractall(folder)
    return folder


def members(archive: bytes) -> dict[str, bytes]:
    """The content of a zip by its names."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def answered(notebook: str, answers: Mapping[str, str]) -> str:
    """A student's notebook with other code in the cells of some tasks."""
    document = json.loads(notebook)
    for task, code in answers.items():
        (cell,) = (c for c in document["cells"] if f"task:{task}" in c["metadata"].get("tags", ()))
        cell["source"] = code
    return json.dumps(document)


@dataclass(frozen=True)
class Scored:
    """What otter gave a notebook."""

    score: float
    possible: float
    tasks: Mapping[str, float]
    text: str


def otter_run(notebook: str, archive: bytes, folder: Path, name: str) -> Scored:
    """``otter run``, as a user calls it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(notebook, "utf-8")
    (folder / "otter.zip").write_bytes(archive)
    _otter("run", name, "-a", "otter.zip", "-o", ".", cwd=folder)
    tests = json.loads((folder / "results.json").read_text("utf-8"))["tests"]
    rows = [row for row in tests if "score" in row]
    return Scored(
        sum(row["score"] for row in rows),
        sum(row["max_score"] for row in rows),
        {row["name"]: row["score"] for row in rows},
        "\n".join(row["output"] for row in tests),
    )


def otter_check(folder: Path, name: str) -> str:
    """``otter check``, as a student calls it in the folder of the notebook."""
    return _otter("check", name, "-t", "tests", cwd=folder)


def _otter(*arguments: str, cwd: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "otter", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=300,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def executed(notebook: Any, folder: Path) -> list[str]:
    """Run a notebook in a Jupyter kernel; what each cell of code showed, as plain text."""
    import nbclient
    import nbformat

    document = nbformat.reads(json.dumps(notebook), as_version=4)
    nbclient.NotebookClient(
        document,
        timeout=120,
        allow_errors=True,
        resources={"metadata": {"path": str(folder)}},
    ).execute()
    return [_shown(cell) for cell in document.cells if cell.cell_type == "code"]


def _shown(cell: Any) -> str:
    texts = []
    for output in cell.outputs:
        texts += [output.get("text", ""), output.get("data", {}).get("text/plain", "")]
        texts += output.get("traceback", [])
    return "\n".join(texts)
