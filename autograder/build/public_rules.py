"""Rules for public checks that their text shows: a recording must be able to replay them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from autograder.errors import Problem


def dependent_references(path: Path, text: str) -> list[Problem]:
    """Calls of the reference, in public checks, whose arguments come from the student's values."""
    tree = ast.parse(text)
    functions = (node for node in tree.body if isinstance(node, ast.FunctionDef))
    return [
        Problem(
            path,
            line,
            "a call of the reference gets what the student's code returned",
            "Give it what the check made itself: students get recorded answers, "
            "which cannot depend on theirs",
        )
        for function in functions
        for line in _dependent_calls(function)
    ]


def uses_of_the_key(path: Path, text: str) -> list[Problem]:
    """Public checks of a module of concepts that ask the reference: its answers are the key."""
    lines = [
        node.lineno
        for node in ast.walk(ast.parse(text))
        if (isinstance(node, ast.Name) and node.id == "reference")
        or (isinstance(node, ast.arg) and node.arg == "reference")
    ]
    what = "a public check of a module of concepts uses the reference, whose answers are the key"
    fix = "Check vocabulary and shape only, and put the rest into test_hidden.py"
    return [Problem(path, line, what, fix) for line in sorted(set(lines))]


def _dependent_calls(function: ast.FunctionDef) -> Iterator[int]:
    tainted = {"student"}
    for node in _in_order(function):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign | ast.For | ast.NamedExpr):
            _spread(node, tainted)
        if isinstance(node, ast.Call) and _is_reference_call(node):
            given = [*node.args, *(keyword.value for keyword in node.keywords)]
            if any(_mentions(value, tainted) for value in given):
                yield node.lineno


def _in_order(function: ast.FunctionDef) -> list[ast.AST]:
    nodes = [node for node in ast.walk(function) if hasattr(node, "lineno")]
    return sorted(
        nodes, key=lambda node: (getattr(node, "lineno", 0), getattr(node, "col_offset", 0))
    )


def _spread(node: ast.AST, tainted: set[str]) -> None:
    source = node.iter if isinstance(node, ast.For) else getattr(node, "value", None)
    if source is None or not _mentions(source, tainted):
        return
    targets = getattr(node, "targets", None) or [getattr(node, "target", None)]
    for target in targets:
        if target is not None:
            tainted |= {name.id for name in ast.walk(target) if isinstance(name, ast.Name)}


def _is_reference_call(node: ast.Call) -> bool:
    """``reference.f(...)`` or ``some_probe(reference, ...)``."""
    owner = node.func.value if isinstance(node.func, ast.Attribute) else None
    first = node.args[0] if node.args else None
    return _is_reference(owner) or _is_reference(first)


def _is_reference(node: ast.AST | None) -> bool:
    return isinstance(node, ast.Name) and node.id == "reference"


def _mentions(node: ast.AST, names: set[str]) -> bool:
    return any(isinstance(each, ast.Name) and each.id in names for each in ast.walk(node))
