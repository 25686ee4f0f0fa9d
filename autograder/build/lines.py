"""A built text as lines that know where they come from."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Line:
    """One line without its end, and the line of the source it comes from.

    ``made`` says that the builder wrote it in place of that source line, so that a step which
    removes the source line leaves this one alone.
    """

    text: str
    source_line: int
    made: bool = False


Lines = tuple[Line, ...]


@dataclass(frozen=True)
class Built:
    """What the builder made of one source file."""

    path: Path
    lines: Lines

    @property
    def text(self) -> str:
        return text_of(self.lines)

    def source_line(self, number: int) -> int:
        """The line of the source that line ``number`` of the text comes from, both from 1."""
        last = len(self.lines)
        return self.lines[min(max(number, 1), last) - 1].source_line if last else 1


def text_of(lines: Iterable[Line]) -> str:
    """The lines as a file: each ends in one newline."""
    return "".join(line.text + "\n" for line in lines)


def inside_strings(tree: ast.AST) -> set[int]:
    """Numbers of the lines that begin inside a string and so must stay as they are."""
    return {
        number
        for node in ast.walk(tree)
        if isinstance(node, (ast.Constant, ast.JoinedStr)) and node.end_lineno
        for number in range(node.lineno + 1, node.end_lineno + 1)
    }
