"""What is asked of the syntax of test files."""

from __future__ import annotations

import ast


def calls(tree: ast.AST) -> list[ast.Call]:
    """Every call, wherever it stands."""
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def is_students(func: ast.expr) -> bool:
    """A call of the student's code: from a check, or inside a probe."""
    return (
        isinstance(func, ast.Attribute)
        and isinstance(func.value, ast.Name)
        and func.value.id in ("student", "impl")
    )


def name_of(func: ast.expr) -> str:
    """What is called, without what it belongs to."""
    if isinstance(func, ast.Attribute):
        return func.attr
    return func.id if isinstance(func, ast.Name) else ""
