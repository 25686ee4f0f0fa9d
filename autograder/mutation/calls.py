"""What is called in a syntax tree, and on what."""

from __future__ import annotations

import ast

LIBRARIES = frozenset({"np", "numpy", "torch", "copy", "F", "math"})


def name_of_call(func: ast.expr) -> str:
    """What is called, without what it belongs to."""
    if isinstance(func, ast.Attribute):
        return func.attr
    return func.id if isinstance(func, ast.Name) else ""


def of_what(call: ast.Call) -> ast.expr:
    """The array of ``x.copy()``, and of ``np.copy(x)``; the call itself where there is none."""
    if isinstance(call.func, ast.Attribute) and library_of(call.func) == "":
        return call.func.value
    return call.args[0] if call.args else call


def library_of(func: ast.expr) -> str:
    """The library that a function belongs to: ``np`` for ``np.linalg.norm``; "" for none."""
    while isinstance(func, ast.Attribute):
        func = func.value
    return func.id if isinstance(func, ast.Name) and func.id in LIBRARIES else ""
