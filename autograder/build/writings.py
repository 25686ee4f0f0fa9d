"""What an author keeps beside a module's checks to try them with: other people's ways to write it.

    tests/variants/<name>/          a whole package that is right, written otherwise
    tests/mistakes/<task>/<name>.py a known mistake once more, by another hand than its block
    tests/unseen/<task>/<name>.py   and once more, which the diagnosis is measured on

None of it goes to students.
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
    return _writings(module / "tests" / "mistakes")


def unseen_writings(module: Path) -> dict[tuple[str, str], bytes]:
    """Third writings, that no diagnosis knows: it is measured on them."""
    return _writings(module / "tests" / "unseen")


def _writings(folder: Path) -> dict[tuple[str, str], bytes]:
    paths = sorted(folder.glob("*/*.py"))
    return {(path.parent.name, path.stem): path.read_bytes() for path in paths}


_EXPORT = """
import sys as _sys

from .{second} import {task}

for _module in [each for name, each in _sys.modules.items() if name.startswith(__name__ + ".")]:
    if hasattr(_module, "{task}"):
        _module.{task} = {task}
"""


def with_second(solution: Files, task: str, writing: bytes) -> dict[str, bytes]:
    """The solution's package, in which a second writing takes the place of ``task``, for the other
    tasks that build on it too.
    """
    name = SECOND if SECOND not in solution else f"another_{SECOND}"
    export = _EXPORT.format(second=name.removesuffix(".py"), task=task).encode()
    return {**solution, name: writing, "__init__.py": solution["__init__.py"] + export}
