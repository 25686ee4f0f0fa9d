"""Where the tasks of a submission stand, for "open this file at this line"."""

from __future__ import annotations

import re
from pathlib import Path

_DEFINITION = re.compile(r"^(?:async +def|def|class) +(\w+)", re.MULTILINE)
"""Not parsed: a stranger's source may be written to crash a parser."""


def task_places(folder: Path) -> dict[str, str]:
    """``task -> file.py:line`` for every top-level function and class; unreadable files are left
    out.
    """
    places: dict[str, str] = {}
    for path in sorted(folder.rglob("*.py")):
        relative = path.relative_to(folder)
        if relative.parts[0] == "tests":
            continue
        for name, line in definitions(path):
            places.setdefault(name, f"{relative}:{line}")
    return places


def definitions(path: Path) -> list[tuple[str, int]]:
    """The top-level functions and classes of a file with their lines, as far as a look at the
    beginning of each line tells.
    """
    try:
        text = path.read_text("utf-8", "replace")
    except OSError:
        return []
    found, line, start = [], 1, 0
    for match in _DEFINITION.finditer(text):
        line += text.count("\n", start, match.start())
        start = match.start()
        found.append((match.group(1), line))
    return found
