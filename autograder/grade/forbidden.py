"""Which forbidden names a task uses, read from the submission's syntax tree.

A report for honest students, not a wall: whether code uses a forbidden means is undecidable in
general.
A name counts where the task itself, or a helper of the package that it reaches, mentions it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

_MAX_SOURCE = 2_000_000
_LONGEST = 12
"""Parts of a dotted name that are read; the parts of a longer one are looked at by themselves."""


@dataclass(frozen=True)
class Use:
    """A forbidden name where it stands."""

    name: str
    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.name} in {self.path}, line {self.line}"


@dataclass
class Package:
    """All definitions of a submission by name, and what each file's imports call things."""

    name: str
    definitions: dict[str, list[tuple[str, ast.AST]]] = field(default_factory=dict)
    imports: dict[str, dict[str, str]] = field(default_factory=dict)
    stars: dict[str, set[str]] = field(default_factory=dict)

    def names(self, path: str, forbidden: Iterable[str]) -> dict[str, str]:
        """What the names of a file stand for: its imports, ``import *`` and Python's own
        functions.
        """
        parted = [name.rpartition(".") for name in forbidden]
        brought = {
            last: f"{owner}.{last}" for owner, _, last in parted if owner in self.stars[path]
        }
        builtin = {last: last for owner, _, last in parted if not owner}
        free = {k: v for k, v in (brought | builtin).items() if k not in self.definitions}
        return free | self.imports[path]

    def found(self, path: str, name: str) -> list[tuple[str, ast.AST]]:
        """The definitions that ``name`` may mean in a file: its own, else those of other files."""
        every = self.definitions.get(name, [])
        return [(where, node) for where, node in every if where == path] or every


def forbidden_uses(
    folder: Path, task: str, forbidden: Iterable[str], others: Iterable[str] = ()
) -> list[Use]:
    """Every use of a ``forbidden`` dotted name by ``task``, in file order; files that do not parse
    are left out, since importing them tells the student more. What ``others``, the module's other
    tasks, use is theirs to answer for.
    """
    names = tuple(forbidden)
    return uses_in(read_package(folder), task, names, others) if names else []


def uses_in(
    package: Package, task: str, names: tuple[str, ...], others: Iterable[str] = ()
) -> list[Use]:
    """The same in a package that has been read."""
    found = [
        Use(name, path, line)
        for path, node in _reached(package, task, frozenset(others))
        for name, line in _mentions(node, package.names(path, names), names)
    ]
    return sorted(set(found), key=lambda use: (use.path, use.line, use.name))


def read_package(folder: Path) -> Package:
    """The definitions and imports of the package in ``folder``."""
    package = Package(folder.name)
    for path in sorted(folder.rglob("*.py")):
        relative = path.relative_to(folder)
        if relative.parts[0] == "tests" or path.stat().st_size > _MAX_SOURCE:
            continue
        try:
            tree = ast.parse(path.read_bytes())
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        _index(package, str(relative), tree)
    return package


def _index(package: Package, path: str, tree: ast.Module) -> None:
    bound = list(_imported(tree, package.name))
    package.stars[path] = {full.removesuffix(".*") for name, full in bound if name == "*"}
    package.imports[path] = {name: full for name, full in bound if name != "*"}
    for node in tree.body:
        for name in _defined(node):
            package.definitions.setdefault(name, []).append((path, node))


def _imported(tree: ast.AST, package: str) -> Iterator[tuple[str, str]]:
    """Each name that an import binds, in full; what is the package's own begins with a dot."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.asname:
                    yield alias.asname, alias.name
                else:
                    yield alias.name.split(".")[0], alias.name.split(".")[0]
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            dot = "." if node.level or module.split(".")[0] == package else ""
            for alias in node.names:
                yield alias.asname or alias.name, f"{dot}{module}.{alias.name}"


def _defined(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Assign):
        yield from (target.id for target in node.targets if isinstance(target, ast.Name))
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        yield node.target.id


def _reached(package: Package, task: str, others: frozenset[str]) -> Iterator[tuple[str, ast.AST]]:
    """The task's definitions and the helpers of the package that they use, however far away."""
    waiting, seen = [("", task)], set()
    while waiting:
        for path, node in package.found(*waiting.pop()):
            if node not in seen:
                seen.add(node)
                yield path, node
                used = _used(node, package.imports[path]) - others
                waiting += [(path, name) for name in sorted(used)]


def _used(node: ast.AST, imports: Mapping[str, str]) -> set[str]:
    """Names in ``node`` that may be the package's own, by what they are called where they are
    defined.
    """
    used = set()
    for each in ast.walk(node):
        full = _full_name(each, imports)
        if full.startswith("."):
            used.add(full.rpartition(".")[2])
        elif isinstance(each, ast.Name) and not full:
            used.add(each.id)
    return used


def _mentions(
    node: ast.AST, imports: Mapping[str, str], forbidden: tuple[str, ...]
) -> Iterator[tuple[str, int]]:
    own = {each.name for each in ast.walk(node) if isinstance(each, ast.FunctionDef)}
    for each in ast.walk(node):
        full = _full_name(each, imports)
        for name in forbidden:
            if full and (full == name or full.startswith(f"{name}.")):
                yield name, getattr(each, "lineno", 0)
            elif isinstance(each, ast.Attribute) and not full and _is_method(each, name, own):
                yield name, each.lineno


def _full_name(node: ast.AST, imports: Mapping[str, str]) -> str:
    """The dotted name of an expression with its imports resolved: ``F.softmax`` in full."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute) and len(parts) < _LONGEST:
        parts.append(node.attr)
        node = node.value
    base = imports.get(node.id, "") if isinstance(node, ast.Name) else ""
    return ".".join([base, *reversed(parts)]) if base else ""


def _is_method(node: ast.Attribute, name: str, own: set[str]) -> bool:
    """``x.softmax(...)`` for a forbidden ``torch.Tensor.softmax``, whatever x is called; a class
    may call a method of its own so.
    """
    if isinstance(node.value, ast.Name) and node.value.id in ("self", "cls") and node.attr in own:
        return False
    owner, _, method = name.rpartition(".")
    kind = owner.rpartition(".")[2]
    return node.attr == method and (kind[:1].isupper() or kind == "ndarray")
