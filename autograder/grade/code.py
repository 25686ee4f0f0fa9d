"""Code by its definitions, and what of it somebody who names some of them depends on.

Names decide: what a definition mentions, in its own text or in a string, it depends on, wherever
in the package a thing of that name is defined. Statements that run at import count for everybody.
Where code finds names at run time, everybody depends on everything.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_AT_RUN_TIME = frozenset(
    {"globals", "locals", "vars", "eval", "exec", "__import__", "importlib", "__dict__"}
)
"""Whoever writes these may reach any name."""
_BY_NAME = frozenset({"getattr", "setattr", "delattr", "hasattr"})
_LEFT_OUT = frozenset({"tests", "__pycache__"})


@dataclass(frozen=True)
class Code:
    """The code of one folder."""

    whole: str
    """A hash of all files as they are, comments and lines included."""
    common: str
    """A hash of what everybody depends on."""
    everywhere: tuple[str, ...]
    """The names that are mentioned where everybody depends on it."""
    definitions: Mapping[str, str]
    """A hash of the lines that define each name; where they stand does not matter."""
    mentions: Mapping[str, tuple[str, ...]]
    """What each definition mentions."""

    def reached(self, names: Iterable[str]) -> frozenset[str]:
        """All that ``names`` mention, and what that mentions, however far away."""
        waiting, seen = {*names, *self.everywhere}, set[str]()
        while waiting:
            name = waiting.pop()
            seen.add(name)
            waiting |= {*self.mentions.get(name, ())} - seen
        return frozenset(seen)

    def digest(self, names: Iterable[str]) -> str:
        """A hash of everything on which ``names`` depend."""
        reached = sorted(self.reached(names) & self.definitions.keys())
        return _hash([self.common, *(f"{each} {self.definitions[each]}" for each in reached)])


def read_code(folder: Path) -> Code:
    """The code in ``folder``, without its tests, and the data files, on which everybody depends."""
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not _is_left_out(path.relative_to(folder))
    }
    return code_of(files)


def _is_left_out(path: Path) -> bool:
    return path.parts[0] in _LEFT_OUT or any(
        part.startswith(".") or part == "__pycache__" for part in path.parts
    )


def code_of(files: Mapping[str, bytes]) -> Code:
    """The code of these files, by their paths."""
    whole = _hash(f"{name} {digest_of(files[name])}" for name in sorted(files))
    reading = _Reading()
    for name in sorted(files):
        reading.add(name, files[name])
    if reading.reaches_all():
        return Code(whole, whole, (), {}, {})
    return Code(
        whole,
        _hash(reading.common),
        tuple(sorted(reading.everywhere)),
        {name: _hash(texts) for name, texts in reading.definitions.items()},
        {name: tuple(sorted(each)) for name, each in reading.mentions.items()},
    )


class _Reading:
    """What was read so far."""

    def __init__(self) -> None:
        self.common: list[str] = []
        self.everywhere: set[str] = set()
        self.definitions: dict[str, list[str]] = {}
        self.mentions: dict[str, set[str]] = {}
        self._decorated_with: set[str] = set()
        self._imported: set[str] = set()
        self._looked_into: set[str] = set()
        self._reaches_all = False

    def reaches_all(self) -> bool:
        """Whether names are looked up at run time, or definitions change each other."""
        return (
            self._reaches_all
            or not self._decorated_with.isdisjoint(self.definitions)
            or not self._looked_into.isdisjoint(self._imported)
        )

    def add(self, name: str, content: bytes) -> None:
        """One file; what is no Python counts as it is."""
        self.common.append(name)
        try:
            tree = ast.parse(content) if name.endswith(".py") else None
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            tree = None
        if tree is None:
            self.common.append(digest_of(content))
            return
        lines = content.splitlines()
        for node in tree.body:
            nodes = list(ast.walk(node))
            self._reaches_all |= any(map(_reaches_all, nodes))
            self._imports(nodes)
            self._looked_into |= {name for each in nodes for name in _looked_into(each)}
            self._statement(node, _text(node, lines), set(_mentioned(nodes)))

    def _imports(self, nodes: list[ast.AST]) -> None:
        """``from .x import merge as m``: who mentions m mentions merge."""
        for node in nodes:
            if isinstance(node, ast.Import | ast.ImportFrom):
                for alias in node.names:
                    self.mentions.setdefault(alias.asname or alias.name, set()).add(alias.name)
                    self._imported.add(alias.asname or alias.name)

    def _statement(self, node: ast.stmt, text: str, mentioned: set[str]) -> None:
        names = list(_defined(node))
        if not names:
            self.common.append(text)
            if not _is_export(node):
                self.everywhere |= mentioned
            return
        if isinstance(node, _Definition):
            decorators = [part for each in node.decorator_list for part in ast.walk(each)]
            self._decorated_with.update(_mentioned(decorators))
        for name in names:
            self.definitions.setdefault(name, []).append(text)
            self.mentions.setdefault(name, set()).update(mentioned)


def _text(node: ast.stmt, lines: list[bytes]) -> str:
    """The lines on which a statement stands, decorators too."""
    decorators = getattr(node, "decorator_list", [])
    first = min([node.lineno, *(each.lineno for each in decorators)])
    text = b"\n".join(lines[first - 1 : node.end_lineno])
    return text.decode("utf-8", "surrogateescape")


def _is_export(node: ast.stmt) -> bool:
    """A list of the names that a file gives away."""
    return isinstance(node, ast.Assign) and any(
        isinstance(target, ast.Name) and target.id == "__all__" for target in node.targets
    )


def _defined(node: ast.stmt) -> Iterator[str]:
    """The names that a statement defines and does nothing else: a call may do anything."""
    if isinstance(node, _Definition):
        yield node.name
    elif isinstance(node, ast.Assign | ast.AnnAssign) and not _calls(node):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if all(isinstance(target, ast.Name) for target in targets):
            names = (target.id for target in targets if isinstance(target, ast.Name))
            yield from (name for name in names if name != "__all__")


def _calls(node: ast.AST) -> bool:
    return any(isinstance(each, ast.Call | ast.Await) for each in ast.walk(node))


def _mentioned(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for each in nodes:
        if isinstance(each, ast.Name):
            yield each.id
        elif isinstance(each, ast.Attribute):
            yield each.attr
        elif isinstance(each, ast.Constant) and isinstance(each.value, str):
            yield from [each.value] if each.value.isidentifier() else []


def _reaches_all(node: ast.AST) -> bool:
    if isinstance(node, ast.Global):
        return True
    if isinstance(node, ast.Name):
        return node.id in _AT_RUN_TIME
    if isinstance(node, ast.Attribute):
        is_modules = isinstance(node.value, ast.Name) and node.value.id == "sys"
        return node.attr == "__dict__" or (is_modules and node.attr == "modules")
    if isinstance(node, ast.Import | ast.ImportFrom):
        named = [getattr(node, "module", "") or "", *(alias.name for alias in node.names)]
        return any(name.split(".")[0] in _AT_RUN_TIME for name in named)
    return False


def _looked_into(node: ast.AST) -> Iterator[str]:
    """The x of ``getattr(x, name)``, where the text does not tell the name."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
        return
    told = len(node.args) > 1 and isinstance(node.args[1], ast.Constant)
    if node.func.id in _BY_NAME and node.args and not told and isinstance(node.args[0], ast.Name):
        yield node.args[0].id


def digest_of(content: bytes) -> str:
    """A hash of some bytes."""
    return hashlib.sha256(content).hexdigest()


def _hash(lines: Iterable[str]) -> str:
    return digest_of("\n".join(lines).encode("utf-8", "surrogateescape"))
