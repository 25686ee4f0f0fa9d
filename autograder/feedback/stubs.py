"""Where the tasks of a submission stand, for "open this file at this line"."""

from __future__ import annotations

import ast
from pathlib import Path


def task_places(folder: Path) -> dict[str, str]:
    """``task -> file.py:line`` for every top-level function and class; unreadable files are left
    out.
    """
    places: dict[str, str] = {}
    for path in sorted(folder.rglob("*.py")):
        relative = path.relative_to(folder)
        if relative.parts[0] == "tests":
            continue
        try:
            tree = ast.parse(path.read_bytes())
        except (SyntaxError, ValueError, RecursionError, OSError):
            continue
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                places.setdefault(node.name, f"{relative}:{node.lineno}")
    return places
