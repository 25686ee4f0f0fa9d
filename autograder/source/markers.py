"""Comment tokens, and which of them are markers. Text in strings is never one."""

from __future__ import annotations

import io
import re
import tokenize
from dataclasses import dataclass, field
from pathlib import Path

from autograder.errors import Problem
from autograder.source.spelling import near_miss

BLOCK = re.compile(r"# (BEGIN|END) (SOLUTION|PROMPT|MISTAKE)")
MISTAKE = re.compile(r"# BEGIN MISTAKE ([a-z0-9]+(?:-[a-z0-9]+)*)")
EQUIVALENT = re.compile(r"# EQUIVALENT ([a-z]+(?:-[a-z]+)*)(?: (\S.* -> .*?))?: (\S.*)")
LEAK_OK = re.compile(r"# LEAK OK: \S.*")


@dataclass
class Report:
    """The problems of one file, gathered while it is read."""

    path: Path
    problems: list[Problem] = field(default_factory=list)

    def add(self, line: int, what: str, fix: str) -> None:
        self.problems.append(Problem(self.path, line, what, fix))


@dataclass(frozen=True)
class Comment:
    """One comment token; ``column`` counts characters from 0."""

    line: int
    column: int
    text: str
    own_line: bool


@dataclass(frozen=True)
class Marker:
    """One edge of a block: ``# BEGIN SOLUTION``, ``# END MISTAKE``, ..."""

    line: int
    column: int
    begins: bool
    kind: str
    name: str = ""


@dataclass(frozen=True)
class Note:
    """``# EQUIVALENT operator change: reason`` on a line of its own; the change may be left out."""

    line: int
    operator: str
    change: str
    reason: str


@dataclass(frozen=True)
class Markers:
    """What the comments of one file say: edges of blocks, lines with a trailing marker, notes."""

    edges: tuple[Marker, ...] = ()
    one_lines: tuple[int, ...] = ()
    leak_oks: tuple[int, ...] = ()
    notes: tuple[Note, ...] = ()


def comments(text: str) -> list[Comment]:
    """Every comment token of ``text``; raises what `tokenize` raises."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return [_comment(token) for token in tokens if token.type == tokenize.COMMENT]


def _comment(token: tokenize.TokenInfo) -> Comment:
    line, column = token.start
    return Comment(line, column, token.string.rstrip(), not token.line[:column].strip())


def find_markers(found: list[Comment], report: Report) -> Markers:
    """Sort comments into markers; near misses become problems."""
    edges, one_lines, leak_oks, notes = [], [], [], []
    for comment in found:
        if edge := _edge(comment, report):
            edges.append(edge)
        elif comment.text == "# SOLUTION" and not comment.own_line:
            one_lines.append(comment.line)
        elif LEAK_OK.fullmatch(comment.text) and not comment.own_line:
            leak_oks.append(comment.line)
        elif (said := EQUIVALENT.fullmatch(comment.text)) and comment.own_line:
            notes.append(Note(comment.line, said[1], said[2] or "", said[3]))
        elif advice := near_miss(comment.text, comment.own_line):
            report.add(comment.line, *advice)
    return Markers(tuple(edges), tuple(one_lines), tuple(leak_oks), tuple(notes))


def _edge(comment: Comment, report: Report) -> Marker | None:
    named = MISTAKE.fullmatch(comment.text)
    plain = BLOCK.fullmatch(comment.text)
    if not named and (not plain or comment.text == "# BEGIN MISTAKE"):
        return None
    if not comment.own_line:
        report.add(
            comment.line,
            f"`{comment.text}` stands behind code",
            "Put it on a line of its own, indented like the code around it",
        )
    _, edge, kind = comment.text.split()[:3]
    name = named[1] if named else ""
    return Marker(comment.line, comment.column, edge == "BEGIN", kind, name)
