"""What an author keeps beside a module's checks to try them with: other people's ways to write it.

    tests/variants/<name>/          a whole package that is right, written otherwise
    tests/mistakes/<task>/<name>.py a known mistake once more, by another hand than its block

None of it ships.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

SECOND = "second.py"
"""The file of the package that a second writing becomes."""

Files = Mapping[str, bytes]


def variants(module: Path) -> dict[str, dict[str, bytes]]:
    """The right packages of a module's folder, by name: path inside the package to content."""
    folders = (path for path in (module / "tests" / "variants").glob("*") if path.is_dir())
    return {
        folder.name: {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*.py"))
        }
        for folder in sorted(folders)
        if (folder / "__init__.py").is_file()
    }


def second_writings(module: Path) -> dict[tuple[str, str], bytes]:
    """The second writings of a module's folder, by task and mistake."""
    paths = sorted((module / "tests" / "mistakes").glob("*/*.py"))
    return {(path.parent.name, path.stem): path.read_bytes() for path in paths}


def with_second(solution: Files, task: str, writing: bytes) -> dict[str, bytes]:
    """The solution's package, in which a second writing takes the place of ``task``.

    What the package exports is the writing's; other tasks go on with the solution's own, unless
    the writing changes that, as a class's method.
    """
    export = f"\nfrom .{SECOND.removesuffix('.py')} import {task}\n".encode()
    return {**solution, SECOND: writing, "__init__.py": solution["__init__.py"] + export}
