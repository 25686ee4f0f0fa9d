"""A cell's statements that give a name its meaning; everything else in it is exploration."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.notebook.cells import Cell
from autograder.notebook.home import Home
from autograder.notebook.magics import python_of
from autograder.notebook.names import DEFINITIONS, Names, names_of
from autograder.notebook.own_imports import rewritten
from autograder.notebook.pruning import first_line, pruned

_DEFINED = re.compile(r"^(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)", re.MULTILINE)
_BLOCKS = (ast.If, ast.Try)
UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError)
"""What Python raises for a text that is no Python."""


@dataclass(frozen=True)
class Piece:
    """One statement that may be kept."""

    cell: int
    line: int
    """The first line of the cell that it takes."""
    text: str
    node: ast.stmt
    names: Names

    @property
    def is_sure(self) -> bool:
        """Whether it binds its names whatever happens, unlike an ``if``."""
        return not isinstance(self.node, _BLOCKS)


@dataclass(frozen=True)
class Broken:
    """A cell that is no Python."""

    cell: int
    text: str
    names: frozenset[str]
    """What it would define, by its tags and its looks."""
    why: str


@dataclass(frozen=True)
class Left:
    """A statement that is not run although it may change something."""

    cell: int
    names: frozenset[str]
    kind: str


def read_cell(cell: Cell, home: Home) -> Iterator[Piece | Broken | Left]:
    """What a cell holds, in its order."""
    text = "\n" * cell.offset + python_of(cell.text)
    try:
        tree = ast.parse(text)
    except UNREADABLE as error:
        yield _broken(cell, text, error)
        return
    lines = text.split("\n")
    for node in tree.body:
        yield from _read(cell.number, lines, node, home)


def _broken(cell: Cell, text: str, error: BaseException) -> Broken:
    line = f"line {error.lineno}: " if isinstance(error, SyntaxError) else ""
    why = f"{line}{getattr(error, 'msg', None) or str(error) or 'it is nested too deeply'}"
    return Broken(cell.number, text, frozenset({*cell.tasks, *_DEFINED.findall(text)}), why)


def _read(cell: int, lines: list[str], node: ast.stmt, home: Home) -> Iterator[Piece | Left]:
    first, text = first_line(node), pruned(lines, node)
    try:
        if text is None:
            yield from _left(cell, node)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            for each in rewritten(node, text, home):
                yield _piece(cell, first, each)
        else:
            yield _piece(cell, first, text)
    except UNREADABLE:
        if text is not None and isinstance(node, DEFINITIONS):
            # Only the compiler finds some errors. The worker finds this one again, and says where.
            yield Piece(cell, first, text, node, Names(binds=frozenset({node.name})))


def _piece(cell: int, first: int, text: str) -> Piece:
    node = ast.parse(text).body[0]
    return Piece(cell, first, text, node, names_of(node))


def _left(cell: int, node: ast.stmt) -> Iterator[Left]:
    """A loop, or a call of a method, that may fill a table."""
    if isinstance(node, ast.Expr):
        called = node.value.func if isinstance(node.value, ast.Call) else None
        if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name):
            yield Left(cell, frozenset({called.value.id}), "a call")
    elif isinstance(node, ast.For | ast.While | ast.With):
        names = names_of(node)
        kind = "a with block" if isinstance(node, ast.With) else "a loop"
        yield Left(cell, names.binds | names.alters, kind)
