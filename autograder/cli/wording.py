"""Words that several commands for students share."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path


def command_for(root: Path, name: str, module: str = "") -> str:
    """How a student runs a command here: with make where there is one, else with Python."""
    if has_make(root):
        return f"make {name}" + (f" M={module}" if module else "")
    return f"{python_here()} -m autograder {name}" + (f" --module {module}" if module else "")


def python_here() -> str:
    """How this Python is called from here: ``.venv/bin/python`` where it lies in this folder."""
    path = Path(sys.executable)
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else "python"


def setup_here() -> str:
    """How what the course needs is installed without make."""
    return f"{python_here()} -m pip install -r requirements.txt"


def has_make(root: Path) -> bool:
    """Whether make can be used: the course brings a Makefile, but not every machine has make."""
    return (root / "Makefile").is_file() and shutil.which("make") is not None


def size_of(count: int) -> str:
    """A number of bytes as people say it.

    >>> size_of(12_345)
    '12.3 kB'
    """
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{count / 1e3:.1f} kB"
