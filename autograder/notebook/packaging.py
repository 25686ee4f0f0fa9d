"""A notebook as a package: its kept cells beside the files that the module comes with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from autograder.notebook import running
from autograder.notebook.cells import Notebook
from autograder.notebook.choice import Choice, choose
from autograder.notebook.home import Home, imported
from autograder.notebook.pieces import Piece, read_cell

GIVEN = "given_"
"""Begins the names of the files with what a module gives its students, stubs included."""
_RUN = f"__import__({running.__name__!r}, fromlist=['run']).run"
"""Written so that it puts no name into the namespace that the cells share."""


@dataclass(frozen=True)
class Packaged:
    """The files that differ from the module's own, and what the author should know."""

    files: Mapping[str, bytes]
    notes: tuple[str, ...]


def packaged(notebook: Notebook, home: Home) -> Packaged:
    """``notebook`` over the files of its module. None of its code is run."""
    read = [each for cell in notebook.cells for each in read_cell(cell, home)]
    choice = choose(read, home)
    given = {f"{GIVEN}{name}": text.encode() for name, text in _given(home).items()}
    cells = {_file(number): text.encode() for number, text in _cells(choice, home).items()}
    name = _free_name(home)
    files = {f"{stem}.py": _alias(name) for stem in home.shared}
    files |= {f"{name}.py": _main(list(given), list(cells), choice)}
    files |= {_file(each.cell): each.text.encode() for each in choice.broken.values()}
    return Packaged({**files, **given, **cells}, (*_too_long(notebook), *choice.notes))


def _file(number: int) -> str:
    return f"cell_{number}.py"


def _free_name(home: Home) -> str:
    """The name of the one module that all flat files become."""
    name = "notebook"
    while name in home.stems:
        name += "_"
    return name


def _alias(name: str) -> bytes:
    """A flat file, as one more name of the shared namespace."""
    return f"import sys\n\nfrom . import {name}\n\nsys.modules[__name__] = {name}\n".encode()


def _main(given: list[str], cells: list[str], choice: Choice) -> bytes:
    broken = {name: _file(cell.cell) for name, cell in choice.broken.items()}
    return (
        '"""What the tasks need of a notebook, in one namespace; made when it was graded."""\n\n'
        f"{_RUN}(globals(), __file__, {given!r}, {cells!r}, {broken!r})\n"
    ).encode()


def _given(home: Home) -> dict[str, str]:
    """The given code by file, in the order in which it runs."""
    texts: dict[str, list[str]] = {}
    for segment in home.flat.segments:
        texts.setdefault(segment.file, []).append(segment.text)
    return {file: "\n\n\n".join(parts) + "\n" for file, parts in texts.items()}


def _cells(choice: Choice, home: Home) -> dict[int, str]:
    """Each cell of which something is kept: every line has the number that it has in the cell."""
    pieces: dict[int, list[Piece]] = {}
    for piece in choice.pieces:
        pieces.setdefault(piece.cell, []).append(piece)
    imports = dict(home.imports)
    for piece in choice.pieces:
        imports |= imported(piece.node)
    return {number: _laid_out(each, imports) for number, each in pieces.items()}


def _laid_out(pieces: Iterable[Piece], imports: Mapping[str, str]) -> str:
    lines: list[str] = []
    used: dict[str, None] = {}
    for piece in pieces:
        text = piece.text.split("\n")
        lines += [""] * (piece.line - 1 + len(text) - len(lines))
        for index, line in enumerate(text, piece.line - 1):
            lines[index] = (
                f"{lines[index]}; {line}" if lines[index] and line else lines[index] or line
            )
        used |= dict.fromkeys(sorted(piece.names.now | piece.names.later))
    others = [imports[name] for name in used if name in imports]
    return "\n".join([*lines, *_for_readers(others)]) + "\n"


def _for_readers(imports: list[str]) -> list[str]:
    """Imports of other cells, which are never run here: whoever reads this file alone, as the
    search for forbidden names does, learns what its names mean.
    """
    return ["", "if 0:", *(f"    {each}" for each in dict.fromkeys(imports))] if imports else []


def _too_long(notebook: Notebook) -> tuple[str, ...]:
    return tuple(
        f"Cell {number} is longer than 256 KB, too long for Python source, and was left out"
        for number in notebook.left_out
    )
