"""What IPython adds to Python, taken out of a cell: magics, shell lines and questions for help.

Every line keeps its number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_RUNS_HERE = {"time", "capture", "prun"}
"""Cell magics whose body is Python that binds names as any cell does."""
_CELL_MAGIC = re.compile(r"%%(\w+)")
_ASSIGNED = re.compile(r"[^=#'\"(]*[^=!<>#'\"(]=[ \t]*[!%][ \t]*\S")
"""``files = !ls`` and ``numbers = %sql ...``: never Python."""
_QUOTE = re.compile(r"'''|\"\"\"|'|\"")
_OPENING, _CLOSING = "([{", ")]}"


@dataclass
class _State:
    """How the next line begins: in a string of these quotes, in brackets, or after a backslash."""

    quotes: str = ""
    depth: int = 0
    continued: bool = False

    @property
    def starts_a_statement(self) -> bool:
        return not (self.quotes or self.depth or self.continued)


def python_of(text: str) -> str:
    """The Python in a cell, with blank lines, or ``pass`` inside a block, for all that is none; ""
    where the cell is of another language.
    """
    lines = text.split("\n")
    first = next((i for i, line in enumerate(lines) if line.strip()), 0)
    while match := _CELL_MAGIC.match(lines[first]):
        if match[1] not in _RUNS_HERE:
            return ""
        lines[first] = ""
        first = next((i for i, line in enumerate(lines) if line.strip()), 0)
    return "\n".join(_without_magics(lines))


def _without_magics(lines: list[str]) -> list[str]:
    kept: list[str] = []
    state, in_magic = _State(), False
    for line in lines:
        if in_magic or (state.starts_a_statement and _is_magic(line)):
            kept.append("" if in_magic else _blank(line))
            in_magic = line.endswith("\\")
        else:
            kept.append(line)
            _scan(line, state)
    return kept


def _blank(line: str) -> str:
    indent = line[: len(line) - len(line.lstrip())]
    return f"{indent}pass" if indent else ""


def _is_magic(line: str) -> bool:
    code = line.strip()
    if code.startswith(("%", "!", "?")) or _ASSIGNED.match(code):
        return True
    return "?" in code and _code_of(code).rstrip().endswith("?")


def _code_of(line: str) -> str:
    """A line without its comment and what its strings hold."""
    state, code = _State(), ""
    for char in _scan(line, state):
        code += char
    return "" if state.quotes else code


def _scan(line: str, state: _State) -> str:
    """Read one line on from ``state``; the characters of code in it."""
    code: list[str] = []
    place = 0
    while place < len(line):
        char = line[place]
        if state.quotes:
            place = _in_string(line, place, state)
            continue
        if char == "#":
            break
        if match := _QUOTE.match(line, place):
            state.quotes = match[0]
            place = match.end()
            continue
        state.depth += (char in _OPENING) - (char in _CLOSING)
        code.append(char)
        place += 1
    state.depth = max(state.depth, 0)
    state.continued = bool(code) and code[-1] == "\\"
    if len(state.quotes) == 1 and not line.endswith("\\"):
        state.quotes = ""  # a plain string ends with its line
    return "".join(code)


def _in_string(line: str, place: int, state: _State) -> int:
    """The place after the next character of a string; its quotes end it."""
    if line[place] == "\\":
        return place + 2
    if line.startswith(state.quotes, place):
        place += len(state.quotes)
        state.quotes = ""
        return place
    return place + 1
