"""The real tools on the notebooks of each editor: what they write is read as what they read."""

from __future__ import annotations

import subprocess
import sys
import warnings
from pathlib import Path

import nbformat
import pytest

from autograder.grade.making import Authored
from autograder.notebook.cells import Cell, read_notebook
from autograder.notebook.packaging import packaged
from autograder.notebook.scripts import is_script, read_script

from .reading_ground import home_of

NOTEBOOKS = Path(__file__).parent / "notebooks"
EDITORS = ("jupyterlab", "colab", "vscode")
ALL = sorted(NOTEBOOKS.glob("*.ipynb"))


def by_nbformat(text: str) -> list[tuple[int, str]]:
    """Python cells as nbformat reads them, whatever the version."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it misses the ids of old versions
        cells = nbformat.reads(text, as_version=4).cells
    return [
        (number, cell.source.replace("\r\n", "\n"))
        for number, cell in enumerate(cells, 1)
        if cell.cell_type == "code"
        and cell.metadata.get("vscode", {}).get("languageId", "python") == "python"
    ]


def numbered(cells: tuple[Cell, ...]) -> list[tuple[int, str]]:
    return [(cell.number, cell.text) for cell in cells]


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_cells_are_those_that_nbformat_reads(path: Path) -> None:
    assert numbered(read_notebook(path.read_bytes()).cells) == by_nbformat(path.read_text("utf-8"))


@pytest.mark.parametrize("editor", EDITORS)
def test_older_versions_that_nbformat_writes_hold_the_same_cells(editor: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        notebook = nbformat.read(NOTEBOOKS / f"{editor}.ipynb", as_version=4)
        older = nbformat.v3.writes_json(nbformat.convert(notebook, 3))
    ours = read_notebook(older.encode()).cells
    theirs = read_notebook((NOTEBOOKS / f"{editor}.ipynb").read_bytes()).cells
    assert [each.text for each in ours][: len(theirs)] == [each.text for each in theirs]


@pytest.mark.slow
@pytest.mark.parametrize("editor", EDITORS)
def test_a_script_of_nbconvert_keeps_what_the_notebook_keeps(
    editor: str, authored: Authored, tmp_path: Path
) -> None:
    path = NOTEBOOKS / f"{editor}.ipynb"
    command = ["-m", "nbconvert", "--to", "python", "--output-dir", tmp_path, path]
    subprocess.run([sys.executable, *command], check=True, capture_output=True, timeout=120)
    script = (tmp_path / f"{editor}.py").read_text("utf-8")
    assert is_script(script)
    kept = [
        sorted(text.strip() for name, text in files.items() if name.startswith("cell_"))
        for files in (
            packaged(read_notebook(path.read_bytes()), home_of(authored)).files,
            packaged(read_script(script), home_of(authored)).files,
        )
    ]
    assert kept[0] == kept[1]
