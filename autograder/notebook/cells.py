"""A notebook's bytes as code cells: every version of the format, and only what grading looks at.

The JSON is read here and not through nbformat: a cell's kind, its text and its tags are all that
counts, what else a file holds may be of any shape, and the grader needs no further library.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

TAG = "task:"
"""A cell with the tag ``task:softmax`` was made for that task."""
_MOST_CELLS = 5000
_LONGEST = 256 * 1024
"""Characters of one cell: what one Python file may have."""
_ALL = 10 * 2**20
_LINE_END = re.compile(r"\r\n?")
_JUPYTER = "Open it in Jupyter, save it and hand it in again"


class UnreadableNotebook(ValueError):
    """Why a file is no notebook that can be graded, as the rest of a sentence after its name."""


@dataclass(frozen=True)
class Cell:
    """One code cell."""

    number: int
    """Its place among all cells, from 1."""
    text: str
    tasks: tuple[str, ...] = ()
    """The tasks that it was made for, by its tags."""
    offset: int = 0
    """Lines of its file before it, where that is a script."""


@dataclass(frozen=True)
class Notebook:
    """The code cells in their order, and what the notebook says of itself."""

    cells: tuple[Cell, ...]
    module: str = ""
    left_out: tuple[int, ...] = ()
    """Cells that are too long for code that somebody wrote."""


def read_notebook(data: bytes) -> Notebook:
    """The notebook in ``data``; raises `UnreadableNotebook` where it is none."""
    document = _document(_text(data))
    metadata = _mapping(document, "metadata")
    _demand_python(metadata)
    cells = list(_numbered(_cells(document)))
    short = tuple(cell for cell in cells if len(cell.text) <= _LONGEST)
    if sum(len(cell.text) for cell in short) > _ALL:
        raise UnreadableNotebook("holds more than 10 MB of code. Hand in what you wrote alone")
    module = _mapping(metadata, "autograder").get("module")
    long = tuple(cell.number for cell in cells if len(cell.text) > _LONGEST)
    return Notebook(short, module if isinstance(module, str) else "", long)


def _text(data: bytes) -> str:
    if not data.strip(b" \t\r\n\0"):
        raise UnreadableNotebook("is empty. Save the notebook and hand it in again")
    return data.decode(json.detect_encoding(data), "replace").lstrip("\ufeff \t\r\n")


def _document(text: str) -> dict[str, Any]:
    if text.startswith("<"):
        raise UnreadableNotebook(
            "is a web page, not the notebook itself. Download the notebook (in Colab: File, "
            "Download, Download .ipynb) and hand that in"
        )
    try:
        # What follows the notebook does not matter, nor do numbers, which may be of any length.
        document, _ = json.JSONDecoder(strict=False, parse_int=_number).raw_decode(text)
    except json.JSONDecodeError as error:
        raise UnreadableNotebook(_damage(error, text)) from None
    except RecursionError:
        raise UnreadableNotebook(f"is nested too deeply for a notebook. {_JUPYTER}") from None
    if not isinstance(document, dict):
        raise UnreadableNotebook(f"is no notebook: it has no cells. {_JUPYTER}")
    return document


def _number(digits: str) -> int:
    return int(digits[:9])


def _damage(error: json.JSONDecodeError, text: str) -> str:
    where = f"line {error.lineno}, column {error.colno}"
    if not text[error.pos :].strip() or error.msg.startswith("Unterminated"):
        return f"is cut off: it ends too early ({where}). Download or copy it again, whole"
    return f"is damaged: its JSON cannot be read in {where} ({error.msg}). {_JUPYTER}"


def _mapping(document: dict[str, Any], name: str) -> dict[str, Any]:
    value = document.get(name)
    return value if isinstance(value, dict) else {}


def _demand_python(metadata: dict[str, Any]) -> None:
    kernel, language = _mapping(metadata, "kernelspec"), _mapping(metadata, "language_info")
    named = [kernel.get("language"), language.get("name"), kernel.get("name")]
    words = [word for word in named if isinstance(word, str) and word]
    if words and not any("python" in word.lower() for word in words):
        shown = "".join(char for char in words[0][:20] if char.isprintable())
        raise UnreadableNotebook(
            f"is a notebook of the language {shown}, and Python is graded here. Choose a Python "
            "kernel"
        )


def _cells(document: dict[str, Any]) -> list[Any]:
    """All cells; up to version 3 they lie on worksheets."""
    sheets = document.get("worksheets")
    sheets = sheets if isinstance(sheets, list) else [document]
    lists = [sheet.get("cells") for sheet in sheets if isinstance(sheet, dict)]
    if not any(isinstance(each, list) for each in lists):
        raise UnreadableNotebook(f"is no notebook: it has no cells. {_JUPYTER}")
    cells = [cell for each in lists if isinstance(each, list) for cell in each]
    if len(cells) > _MOST_CELLS:
        raise UnreadableNotebook(f"has more than {_MOST_CELLS} cells. Leave out what is not yours")
    return cells


def _numbered(cells: Iterable[Any]) -> Iterator[Cell]:
    for number, cell in enumerate(cells, 1):
        if isinstance(cell, dict) and cell.get("cell_type") == "code":
            metadata = _mapping(cell, "metadata")
            if _is_python(cell, metadata):
                yield Cell(number, _source(cell), _tasks(metadata))


def _is_python(cell: dict[str, Any], metadata: dict[str, Any]) -> bool:
    """VS Code notes another language at the cell, notebooks of version 3 every language."""
    language = _mapping(metadata, "vscode").get("languageId") or cell.get("language")
    return not isinstance(language, str) or "python" in language.lower()


def _source(cell: dict[str, Any]) -> str:
    """A cell's text, which is one string or a list of lines; older versions call it otherwise, and
    some of them left the ends off the lines.
    """
    name = next((name for name in ("source", "input", "code") if name in cell), "")
    value = cell.get(name, "")
    parts = value if isinstance(value, list) else [value]
    lines = [part for part in parts if isinstance(part, str)]
    bare = name != "source" and not any(line.endswith(("\n", "\r")) for line in lines[:1])
    text = ("\n" if bare else "").join(lines)
    return _LINE_END.sub("\n", text).encode("utf-8", "replace").decode()


def _tasks(metadata: dict[str, Any]) -> tuple[str, ...]:
    tags = metadata.get("tags")
    tags = tags if isinstance(tags, list) else []
    return tuple(
        tag.removeprefix(TAG) for tag in tags if isinstance(tag, str) and tag.startswith(TAG)
    )
