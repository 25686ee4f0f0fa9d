"""Slips in a call of a library: axes, reductions, transposes, copies, arguments."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from copy import deepcopy

from autograder.mutation.calls import name_of_call, of_what

_REDUCTIONS = {
    "sum": ("mean",),
    "mean": ("sum",),
    "max": ("min",),
    "min": ("max",),
    "amax": ("amin",),
    "amin": ("amax",),
    "argmax": ("argmin",),
    "argmin": ("argmax",),
    "cumsum": ("cumprod",),
    "any": ("all",),
    "all": ("any",),
    "floor": ("ceil",),
    "ceil": ("floor",),
    "maximum": ("minimum",),
    "minimum": ("maximum",),
    "zeros": ("ones",),
    "ones": ("zeros",),
    "zeros_like": ("ones_like",),
    "ones_like": ("zeros_like",),
    "tril": ("triu",),
    "triu": ("tril",),
    "sigmoid": ("tanh",),
    "tanh": ("sigmoid",),
}
AXES = frozenset({"axis", "dim", "dims", "axes"})
"""The names under which calls are told an axis."""
_COPIES = frozenset({"copy", "clone", "detach", "contiguous", "deepcopy"})
_TRANSPOSES = frozenset({"T", "mT"})
_SWAPS_AXES = frozenset({"transpose", "swapaxes", "permute", "flip", "flipud", "fliplr"})


def axis(node: ast.AST) -> Iterator[ast.AST]:
    """Another axis, where it is given by name."""
    if isinstance(node, ast.keyword) and node.arg in AXES:
        for other in (0, 1, -1):
            if ast.unparse(node.value) != str(other):
                yield ast.keyword(node.arg, _number(other))


def reduction(node: ast.AST) -> Iterator[ast.AST]:
    """Mean for sum, minimum for maximum, and other neighbours of a library."""
    if isinstance(node, ast.Call):
        called = name_of_call(node.func)
        for other in _REDUCTIONS.get(called, ()):
            wrong = deepcopy(node)
            if isinstance(wrong.func, ast.Attribute):
                wrong.func.attr = other
                yield wrong
            elif called in ("max", "min", "any", "all") and isinstance(wrong.func, ast.Name):
                wrong.func.id = other
                yield wrong


def transposed(node: ast.AST) -> Iterator[ast.AST]:
    """A transpose or a flip that is missing."""
    if isinstance(node, ast.Attribute) and node.attr in _TRANSPOSES:
        yield node.value
    if isinstance(node, ast.Call) and name_of_call(node.func) in _SWAPS_AXES:
        yield of_what(node)


def no_copy(node: ast.AST) -> Iterator[ast.AST]:
    """The caller's own object where a copy was meant, or a gradient that was to be cut off."""
    if not isinstance(node, ast.Call):
        return
    if isinstance(node.func, ast.Attribute) and node.func.attr in _COPIES:
        yield of_what(node)
    if name_of_call(node.func) in ("list", "dict", "set", "array") and len(node.args) == 1:
        yield node.args[0]


def dropped_argument(node: ast.AST) -> Iterator[ast.AST]:
    """An argument that is left to its default."""
    if isinstance(node, ast.Call):
        for place, keyword in enumerate(node.keywords):
            if keyword.arg is not None:
                wrong = deepcopy(node)
                del wrong.keywords[place]
                yield wrong


def _number(value: int) -> ast.expr:
    return ast.Constant(value) if value >= 0 else ast.UnaryOp(ast.USub(), ast.Constant(-value))
