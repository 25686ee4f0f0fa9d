"""Runs the lines of a counterexample as a student does who pastes them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

_SESSION = """
import json, sys
sys.path.insert(0, sys.argv[1])
imports, call = json.loads(sys.argv[2])
exec(imports)
try:
    print(repr(eval(call)), end="")
except Exception as error:
    print(f"{type(error).__name__}: {error}", end="")
"""


def pasted(text: str, parent: Path) -> str:
    """What the call gives in an interpreter that finds the student's package in ``parent``, and
    nothing of this program.
    """
    lines = [line for line in text.split("\n") if not line.startswith("#")]
    imports = [line for line in lines if line.startswith(("import ", "from "))]
    session = json.dumps(["\n".join(imports), "\n".join(lines[len(imports) :])])
    shown = subprocess.run(
        [sys.executable, "-I", "-c", _SESSION, str(parent), session],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return shown.stdout


def said(text: str, *words: str) -> str:
    """What the comments say behind one of ``words``: gives, raises, expected."""
    found: list[str] = []
    inside = False
    for line in text.split("\n"):
        if line.startswith("# ") and line[2:3] != " ":
            inside = line[2:].split(" ")[0] in words
        if inside and line.startswith("#"):
            found.append(line[11:])
    return "\n".join(found)


def as_in_a_comment(shown: str) -> str:
    """A value's text without the blanks at the ends of its lines."""
    return "\n".join(line.rstrip() for line in shown.split("\n"))
