"""Slips in a statement: an update that is left out, an error that is not raised."""

from __future__ import annotations

import ast
from collections.abc import Iterator


def skipped_update(node: ast.AST) -> Iterator[ast.AST]:
    """A statement that is left out; what was added up is overwritten."""
    if isinstance(node, ast.AugAssign):
        yield ast.Pass()
        yield ast.Assign([node.target], node.value)
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield ast.Pass()
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Attribute | ast.Subscript):
        yield ast.Pass()
    if isinstance(node, ast.Continue):
        yield ast.Break()


def raises_nothing(node: ast.AST) -> Iterator[ast.AST]:
    """What should be refused is accepted."""
    if isinstance(node, ast.Raise) and node.exc is not None:
        yield ast.Pass()
