"""Which forbidden names a task uses, read from the submission's syntax tree.

A report for honest students, not a wall: whether code uses a forbidden means is undecidable in general.
A name counts where the task itself, or a helper of the package that it reaches, mentions it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

_MAX_SOURCE = 2_000_000


@dataclass(frozen=True)
class Use:
    """A forbidden name where it stands."""

    name: str
    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.name} in {self.path}, line {self.line}"


@dataclass
class _Package:
    """All definitions of a submission by name, and what each file's imports call things."""

    definitions: dict[str, list[tuple[str, ast.AST]]] = field(default_factory=dict)
    imports: dict[str, dict[str, str]] = field(default_factory=dict)


def forbidden_uses(folder: Path, task: str, forbidden: Iterable[str]) -> list[Use]:
    """Every use of a ``forbidden`` dotted name by ``task``, in file order; files that do not parse
    are left out, since importing them tells the student more."""
    names = tuple(forbidden)
    if not names:
        return []
    package = _read(folder)
    found = [
        Use(name, path, line)
        for path, node in _reached(package, task)
        for name, line in _mentions(node, package.imports[path], names)
    ]
    return sorted(set(found), key=lambda use: (use.path, use.line, use.name))


def _read(folder: Path) -> _Package:
    package = _Package()
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


def _index(package: _Package, path: str, tree: ast.Module) -> None:
    package.imports[path] = dict(_imported(tree))
    for node in tree.body:
        for name in _defined(node):
            package.definitions.setdefault(name, []).append((path, node))


def _imported(tree: ast.AST) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.asname:
                    yield alias.asname, alias.name
                else:
                    yield alias.name.split(".")[0], alias.name.split(".")[0]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                yield alias.asname or alias.name, f"{node.module}.{alias.name}"


def _defined(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Assign):
        yield from (target.id for target in node.targets if isinstance(target, ast.Name))
    elif isinstance(node, ast.Import | ast.ImportFrom):
        yield from (alias.asname or alias.name.split(".")[0] for alias in node.names)


def _reached(package: _Package, task: str) -> Iterator[tuple[str, ast.AST]]:
    """The task's definitions and, through plain names, the helpers that they use."""
    waiting, seen = [task], {task}
    while waiting:
        for path, node in package.definitions.get(waiting.pop(), []):
            yield path, node
            names = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
            waiting += sorted(names - seen)
            seen |= names


def _mentions(
    node: ast.AST, imports: Mapping[str, str], forbidden: tuple[str, ...]
) -> Iterator[tuple[str, int]]:
    for each in ast.walk(node):
        full = _full_name(each, imports)
        for name in forbidden:
            if full and (full == name or full.startswith(f"{name}.")):
                yield name, getattr(each, "lineno", 0)
            elif isinstance(each, ast.Attribute) and _is_method(each, name, full):
                yield name, each.lineno


def _full_name(node: ast.AST, imports: Mapping[str, str]) -> str:
    """The dotted name of an expression with its imports resolved: ``F.softmax`` in full."""
    if isinstance(node, ast.Attribute):
        base = _full_name(node.value, imports)
        return f"{base}.{node.attr}" if base else ""
    if isinstance(node, ast.Name):
        return imports.get(node.id, "")
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return f"{node.module}.{node.names[0].name}"
    if isinstance(node, ast.Import):
        return node.names[0].name
    return ""


def _is_method(node: ast.Attribute, name: str, full: str) -> bool:
    """``x.softmax(...)`` for a forbidden ``torch.Tensor.softmax``, whatever x is called."""
    owner, _, method = name.rpartition(".")
    return not full and node.attr == method and owner.rpartition(".")[2][:1].isupper()
