"""The grader as a wheel, made from the files that run now: the same to the byte on every machine.

Format: https://packaging.python.org/specifications/binary-distribution-format/
"""

from __future__ import annotations

import ast
import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import autograder
from autograder import PROJECT
from autograder.build.archive import zip_bytes
from autograder.build.manifest import digest
from autograder.errors import AutograderError

if TYPE_CHECKING:
    from importlib.metadata import Distribution

_ROOT = Path(autograder.__file__).parent
_NO_SOURCE = (".pyc", ".pyo")


@dataclass(frozen=True)
class Wheel:
    """A wheel's file name and its bytes."""

    name: str
    version: str
    content: bytes


def grader_wheel() -> Wheel:
    """All of the grader as a wheel. Its version ends in a hash of its files, so that pip replaces
    one build by another of the same version.
    """
    files = grader_files()
    version = f"{autograder.__version__}+{fingerprint(files)}"
    info = f"{PROJECT.replace('-', '_')}-{version}.dist-info"
    members = {
        **files,
        f"{info}/METADATA": _metadata(_installed(), version),
        f"{info}/WHEEL": _WHEEL,
        f"{info}/entry_points.txt": _entry_points(_installed()),
    }
    record = f"{info}/RECORD"
    members[record] = _record(members, record)
    name = f"{PROJECT.replace('-', '_')}-{version}-py3-none-any.whl"
    return Wheel(name, version, zip_bytes(members))


def grader_files(entries: Iterable[str] = ()) -> dict[str, bytes]:
    """The grader's files, ``autograder/...`` to content: all, or only what the modules ``entries``
    import, directly or through others, with the data beside them.
    """
    paths = set(_reached(entries)) if entries else set(_ROOT.rglob("*.py"))
    folders = {path.parent for path in paths}
    data = (path for path in _ROOT.rglob("*") if path.suffix not in (".py", *_NO_SOURCE))
    paths |= {path for path in data if path.is_file() and _belongs(path, folders)}
    kept = (path for path in paths if "__pycache__" not in path.parts)
    return {_name(path): path.read_bytes() for path in sorted(kept)}


def fingerprint(files: Mapping[str, bytes] | None = None) -> str:
    """Eight hex digits that stand for the grader's files."""
    files = grader_files() if files is None else files
    return digest("".join(f"{path} {digest(files[path])}\n" for path in sorted(files)).encode())[:8]


def _belongs(path: Path, folders: set[Path]) -> bool:
    """Whether the package that holds this data file is taken: its nearest folder with code."""
    return next((parent for parent in path.parents if any(parent.glob("*.py"))), None) in folders


def _name(path: Path) -> str:
    return f"autograder/{path.relative_to(_ROOT).as_posix()}"


def _reached(entries: Iterable[str]) -> Iterator[Path]:
    """The files of ``entries`` and of all modules of ours that they import anywhere."""
    waiting, seen = list(entries), set[Path]()
    while waiting:
        for path in _files_of(waiting.pop()):
            if path not in seen:
                seen.add(path)
                waiting += _imports(path)
                yield path


def _files_of(module: str) -> Iterator[Path]:
    """A module's own file, and the ``__init__.py`` of every package around it."""
    parts = module.split(".")[1:]
    for depth in range(len(parts) + 1):
        path = _ROOT.joinpath(*parts[:depth])
        for each in (path / "__init__.py", path.with_suffix(".py")):
            if each.is_file():
                yield each


def _imports(path: Path) -> Iterator[str]:
    """Names of ours that a file imports, and those that it starts by name in another process."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if _is_ours(alias.name))
        elif isinstance(node, ast.ImportFrom) and _is_ours(node.module or ""):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from _started(node.value)


def _started(text: str) -> Iterator[str]:
    """``autograder.a.b:main``, ``autograder.a.b`` or an import within a text of Python."""
    words = text.replace(":", " ").replace(";", " ").split()
    yield from (word for word in words if _is_ours(word) and word.replace(".", "").isidentifier())


def _is_ours(name: str) -> bool:
    return name == "autograder" or name.startswith("autograder.")


def _installed() -> Distribution:
    from importlib import metadata  # takes 20 ms, and most who import this file make no wheel

    try:
        return metadata.distribution(PROJECT)
    except metadata.PackageNotFoundError:
        raise AutograderError(
            f"{PROJECT} is not installed here, so its requirements are not known. "
            "Run: python -m pip install -e ."
        ) from None


def _metadata(installed: Distribution, version: str) -> bytes:
    """Only what pip needs, so that no version of a build tool changes it."""
    known = installed.metadata
    lines = [
        "Metadata-Version: 2.1",
        f"Name: {PROJECT}",
        f"Version: {version}",
        f"Summary: {known['Summary']}",
        f"Requires-Python: {','.join(sorted(known['Requires-Python'].split(',')))}",
        *(f"Requires-Dist: {each}" for each in sorted(_needs(installed))),
    ]
    return ("\n".join(lines) + "\n").encode()


def _needs(installed: Distribution) -> Iterator[str]:
    """What the grader always needs; extras are for those who develop it."""
    from packaging.requirements import Requirement  # 30 ms, and most need the fingerprint alone

    for text in installed.requires or ():
        requirement = Requirement(text)
        if requirement.marker is None:
            yield f"{requirement.name}{requirement.specifier}"


def _entry_points(installed: Distribution) -> bytes:
    groups: dict[str, list[str]] = {}
    for point in installed.entry_points:
        groups.setdefault(point.group, []).append(f"{point.name} = {point.value}")
    parts = [f"[{group}]\n" + "\n".join(sorted(groups[group])) for group in sorted(groups)]
    return ("\n\n".join(parts) + "\n").encode()


_WHEEL = b"Wheel-Version: 1.0\nGenerator: autograder\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def _record(members: Mapping[str, bytes], record: str) -> bytes:
    lines = []
    for path, content in sorted(members.items()):
        hashed = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        lines.append(f"{path},sha256={hashed},{len(content)}")
    return ("\n".join([*lines, f"{record},,"]) + "\n").encode()
