"""How many axes an array has, as far as the text says: by annotations, docstrings, assignments."""

from __future__ import annotations

import ast
import re

from autograder.mutation.calls import name_of_call, of_what
from autograder.mutation.surroundings import Function, Surroundings, parameter, stores

_SHAPED = re.compile(r"(Float|Int|UInt|Integer|Bool|Num|Real|Inexact|Complex|Shaped|Key)\d*")
"""The types of jaxtyping, which state a shape as in ``Float[Tensor, "n d"]``."""
_ENTRY = r"^\s*{name}(?: \([^\n]*\))?: (.*(?:\n(?!\s*\w+: |\s*$).*)*)"
"""What a docstring says of an argument, up to the next argument or an empty line."""
_SHAPE = re.compile(r"\bshape \(([^()]*)\)")
_EACH_ENTRY = frozenset(
    {"abs", "absolute", "clip", "clamp", "exp", "float", "log", "log2", "maximum", "minimum"}
    | {"relu", "sigmoid", "softmax", "log_softmax", "sqrt", "square", "tanh", "where", "copy"}
    | {"clone", "detach", "contiguous", "astype", "to", "double", "zeros_like", "ones_like"}
)
"""Calls whose result has the shape of what they are called on."""
_REDUCING = frozenset({"sum", "mean", "max", "min", "amax", "amin", "prod", "std", "var"})
_DEPTH = 8
"""So far assignments are followed; a name that is made from itself has no end."""


def axes_of_call(call: ast.Call, around: Surroundings) -> int | None:
    """How many axes a call's ``axis`` may choose from; None where the text does not say."""
    array = of_what(call)
    several = isinstance(array, ast.List | ast.Tuple) and array.elts
    found = rank(array.elts[0] if several else array, around)  # type: ignore[attr-defined]  # ``several`` says it has them
    if found is not None and name_of_call(call.func) in ("stack", "unsqueeze", "expand_dims"):
        return found + 1
    return found


def rank(value: ast.expr, around: Surroundings, depth: int = _DEPTH) -> int | None:
    """How many axes a value has; None where the text does not say."""
    if not depth:
        return None
    if isinstance(value, ast.Constant):
        return 0 if isinstance(value.value, int | float) else None
    if isinstance(value, ast.Name):
        return _of_name(value, around, depth - 1)
    if isinstance(value, ast.BinOp) and not isinstance(value.op, ast.MatMult):
        sides = [rank(each, around, depth - 1) for each in (value.left, value.right)]
        return None if None in sides else max(each for each in sides if each is not None)
    if isinstance(value, ast.UnaryOp):
        return rank(value.operand, around, depth - 1)
    if isinstance(value, ast.Attribute) and value.attr in ("T", "mT"):
        return rank(value.value, around, depth - 1)
    return _of_call(value, around, depth - 1) if isinstance(value, ast.Call) else None


def _of_name(name: ast.Name, around: Surroundings, depth: int) -> int | None:
    home = around.home(name)
    if home is None:
        return None
    given = around.value_of(name)
    if given is not None:
        return rank(given, around, depth)
    argument = parameter(home, name.id)
    if argument is None or stores(home, name.id):
        return None
    stated = _annotated(argument.annotation)
    return stated if stated is not None else _described(home, name.id)


def _of_call(call: ast.Call, around: Surroundings, depth: int) -> int | None:
    called, array = name_of_call(call.func), of_what(call)
    if called not in _EACH_ENTRY | _REDUCING or array is call:
        return None
    found = rank(array, around, depth)
    if found is None or called in _EACH_ENTRY:
        return found
    named = {each.arg: ast.unparse(each.value) for each in call.keywords}
    if "True" in (named.get("keepdim"), named.get("keepdims")):
        return found
    one = re.fullmatch(r"-?\d+", named.get("dim") or named.get("axis") or "")
    return found - 1 if one else None


def _annotated(annotation: ast.expr | None) -> int | None:
    """The rank in ``Float[Tensor, "n d"]``, also where None may be given instead."""
    if isinstance(annotation, ast.BinOp):
        annotation = annotation.left
    match annotation:
        case ast.Subscript(ast.Name(kind), ast.Tuple([_, ast.Constant(str(shape))])):
            if _SHAPED.fullmatch(kind) and "..." not in shape and "*" not in shape:
                return len(shape.split())
    return None


def _described(function: Function, name: str) -> int | None:
    """The rank in ``X: the people, shape (n, d), ...`` of a docstring."""
    entry = re.search(_ENTRY.format(name=re.escape(name)), ast.get_docstring(function) or "", re.M)
    shapes = _SHAPE.findall(entry[1]) if entry else []
    if len(shapes) != 1 or "..." in shapes[0]:
        return None
    return len([each for each in shapes[0].split(",") if each.strip()])
