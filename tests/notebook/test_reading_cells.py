"""From a file's bytes to code cells, whatever wrote it and whatever happened to it on the way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograder.notebook.cells import UnreadableNotebook, read_notebook

from .reading_ground import code, document, words

NOTEBOOKS = Path(__file__).parent / "notebooks"
DOUBLE = "    return x + x"


def texts(data: bytes) -> list[tuple[int, str]]:
    return [(cell.number, cell.text) for cell in read_notebook(data).cells]


def test_code_cells_keep_their_place_among_all_cells() -> None:
    data = document([words("# Hello"), "a = 1", words("text"), code(["b = 2\n", "c = 3"])])
    assert texts(data) == [(2, "a = 1"), (4, "b = 2\nc = 3")]


def test_a_task_is_told_by_its_tag() -> None:
    cells = read_notebook(document([code("x", "softmax"), code("y", tags=["hide", 3])])).cells
    assert [cell.tasks for cell in cells] == [("softmax",), ()]


def test_the_module_is_told_by_the_metadata() -> None:
    assert read_notebook(document([], autograder={"module": "s05_bpe"})).module == "s05_bpe"
    assert read_notebook(document([], autograder=[1])).module == ""


@pytest.mark.parametrize(
    "name",
    sorted(path.name for path in NOTEBOOKS.glob("*.ipynb")),
)
def test_notebooks_of_each_editor_hold_the_same_code(name: str) -> None:
    """JupyterLab, Colab, VS Code, nbformat 2, 3 and 4.0: see the files' own metadata."""
    text = "\n".join(text for _, text in texts((NOTEBOOKS / name).read_bytes()))
    assert DOUBLE in text
    assert "self.counts[word] = self.counts.get(word, 0) + 1" in text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_any_unicode_is_read(encoding: str) -> None:
    whole = json.loads(document(["s = 'é'"]))
    data = json.dumps(whole, ensure_ascii=False).encode(encoding)
    assert texts(data) == [(1, "s = 'é'")]


def test_line_ends_numbers_and_junk_do_not_matter() -> None:
    data = document([code(["a = 1\r\n", "b = 2\r", "c = 3"])])[:-1]
    assert texts(data + b', "x": NaN, "y": ' + b"9" * 10_000 + b"}\n\n>>> junk") == [
        (1, "a = 1\nb = 2\nc = 3")
    ]


def test_half_a_character_is_no_reason_to_fail() -> None:
    data = document(["s = 'A'"]).replace(b"'A'", b"'\\ud83d'")
    assert texts(data) == [(1, "s = '?'")]


def test_odd_cells_are_passed_by() -> None:
    whole = {"cells": [None, 3, {}, {"cell_type": "code"}, {"cell_type": "code", "source": 7}]}
    assert texts(json.dumps(whole).encode()) == [(4, ""), (5, "")]


def test_cells_of_other_languages_are_no_python() -> None:
    data = document([code("ls", vscode={"languageId": "shellscript"}), "a = 1"])
    assert texts(data) == [(2, "a = 1")]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty. Save the notebook"),
        (b" \n\0", "is empty"),
        (b"<!DOCTYPE html><html>", "is a web page, not the notebook itself. Download"),
        (document(["a = 1"])[:60], r"is cut off: it ends too early \(line 1, column \d+\)"),
        (document(["a = 1"])[:-1], r"is cut off"),
        (b'{\n"cells": [}\n', r"is damaged: its JSON cannot be read in line 2, column 11"),
        (b'{\n<<<<<<< HEAD\n"cells": []}', r"is damaged: .* line 2, column 1 "),
        (b"[]", "is no notebook: it has no cells"),
        (b'{"cells": {}}', "is no notebook: it has no cells"),
        (b'{"worksheets": [3]}', "is no notebook: it has no cells"),
        (b'{"cells": ' + b"[" * 100_000, "nested too deeply"),
        (document([], kernelspec={"name": "ir", "language": "R"}), "of the language R, and Python"),
        (document([], language_info={"name": "julia"}), "of the language julia"),
        (json.dumps({"cells": [{}] * 5001}).encode(), "has more than 5000 cells"),
        (document(["#" * 250_000] * 45), "more than 10 MB of code"),
    ],
)
def test_what_is_no_notebook_is_said_in_a_sentence(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableNotebook, match=says) as caught:
        read_notebook(data)
    assert not str(caught.value).endswith(".")


@pytest.mark.parametrize("name", ["python3", "conda-env-ml-py", "xpython"])
def test_kernels_of_python_are_known_by_name_or_language(name: str) -> None:
    kernel = {"name": name, "language": "python"}
    assert texts(document(["a"], kernelspec=kernel)) == [(1, "a")]


def test_a_cell_that_nobody_wrote_is_left_out() -> None:
    notebook = read_notebook(document(["a = 1", "#" * 300_000]))
    assert [cell.number for cell in notebook.cells] == [1]
    assert notebook.left_out == (2,)
