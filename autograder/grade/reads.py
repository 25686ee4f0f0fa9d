"""What a student's code reads or imports that will not be there when it is graded.

Only what the code says in plain text is seen: a path put together at run time is not.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path, PurePosixPath

from autograder.build.checkout import ASSIGNMENTS, Checkout

_MAX_PATH = 200


def unseen_reads(checkout: Checkout, module: str, files: Mapping[str, bytes]) -> Iterator[str]:
    """A sentence, without its stop, for each file that ``files`` read and do not hold."""
    said = set()
    for path, content in sorted(files.items()):
        tree = _parsed(content) if path.endswith(".py") else None
        for node in ast.walk(tree) if tree else ():
            sentence = _unseen(node, path, checkout, module, files)
            if sentence and sentence not in said:
                said.add(sentence)
                yield sentence


def _parsed(content: bytes) -> ast.Module | None:
    try:
        return ast.parse(content)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _unseen(
    node: ast.AST, path: str, checkout: Checkout, module: str, files: Collection[str]
) -> str:
    """What to say of one node of the file ``path``; "" where there is nothing to say."""
    where = f"{path}:{getattr(node, 'lineno', 0)}"
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return _read(node.value, where, checkout, module, files)
    if isinstance(node, ast.ImportFrom) and node.level:
        return _imported_here(node, path, where, checkout.folder(module), files)
    names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
    if isinstance(node, ast.ImportFrom) and node.module:
        names = [node.module]
    found = (_imported_from_outside(name, where, checkout, module) for name in names)
    return next(filter(None, found), "")


def _read(text: str, where: str, checkout: Checkout, module: str, files: Collection[str]) -> str:
    """A text that is the path of a file: one that stays behind, or a path that holds only here."""
    if not 0 < len(text) < _MAX_PATH or not text.isprintable() or not Path(text).name:
        return ""
    folder = checkout.folder(module)
    for start in (folder, checkout.root):
        target = (start / text).resolve()
        if not _is_file(target):
            continue
        inside = target.relative_to(folder.resolve()) if _is_in(target, folder) else None
        name = inside.as_posix() if inside else text
        if inside is None or name not in files:
            return f"{where} names {text!r}, a file that is not handed in"
        if start == folder and not Path(text).is_absolute():
            return ""
        return (
            f"{where} names {text!r}, a path that holds only on your machine. "
            f'Write Path(__file__).parent / "{name}" instead'
        )
    return ""


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def _is_in(path: Path, folder: Path) -> bool:
    return path.is_relative_to(folder.resolve())


def _imported_here(
    node: ast.ImportFrom, path: str, where: str, folder: Path, files: Collection[str]
) -> str:
    """An import from the package itself, of a file that stays behind."""
    start = PurePosixPath(path).parents[min(node.level, len(PurePosixPath(path).parents)) - 1]
    base = start.joinpath(*(node.module or "").split("."))
    for name in (base, *(base / alias.name for alias in node.names)):
        for file in (f"{name}.py", f"{name}/__init__.py"):
            if (folder / file).is_file() and PurePosixPath(file).as_posix() not in files:
                return f"{where} imports {file}, which is not handed in"
    return ""


def _imported_from_outside(name: str, where: str, checkout: Checkout, module: str) -> str:
    """An import of a file beside the package: there is nothing beside it when it is graded."""
    first = name.split(".")[0]
    if first == module or first in sys.stdlib_module_names:
        return ""
    for folder in (checkout.root, checkout.root / ASSIGNMENTS):
        for found in (folder / f"{first}.py", folder / first / "__init__.py"):
            if found.is_file():
                outside = found.relative_to(checkout.root).as_posix()
                return (
                    f"{where} imports {outside}, which stands outside {module} and is not handed in"
                )
    return ""
