"""The slips of our field as changes of a syntax tree: each takes a node and gives wrong ones.

The list follows what students of numerical code get wrong (signs, axes, off by one, dropped terms,
swapped operands, missing copies) rather than what a general tool changes, so that a survivor is
worth a look.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from copy import deepcopy

Operator = Callable[[ast.AST], Iterator[ast.AST]]

_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE,),
    ast.LtE: (ast.Lt,),
    ast.Gt: (ast.GtE,),
    ast.GtE: (ast.Gt,),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
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
_ANY_ORDER = frozenset({"transpose", "swapaxes", "max", "min", "maximum", "minimum", "isinstance"})
"""Calls whose first two arguments may be exchanged, or never are."""
_AXES = frozenset({"axis", "dim", "dims", "axes"})
_COPIES = frozenset({"copy", "clone", "detach", "contiguous", "deepcopy"})
_TRANSPOSES = frozenset({"T", "mT"})
_SWAPS_AXES = frozenset({"transpose", "swapaxes", "permute", "flip", "flipud", "fliplr"})


def comparison(node: ast.AST) -> Iterator[ast.AST]:
    """``>=`` for ``>``, ``!=`` for ``==``, ``not in`` for ``in``."""
    if isinstance(node, ast.Compare):
        for place, found in enumerate(node.ops):
            for other in _COMPARISONS.get(type(found), ()):
                wrong = deepcopy(node)
                wrong.ops[place] = other()
                yield wrong


def arithmetic(node: ast.AST) -> Iterator[ast.AST]:
    """The wrong sign or operation: ``-`` for ``+``, ``/`` for ``*``."""
    if isinstance(node, ast.BinOp) and type(node.op) in _ARITHMETIC:
        yield ast.BinOp(node.left, _ARITHMETIC[type(node.op)](), node.right)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield node.operand
    if isinstance(node, ast.AugAssign) and type(node.op) in _ARITHMETIC:
        yield ast.AugAssign(node.target, _ARITHMETIC[type(node.op)](), node.value)


def dropped_term(node: ast.AST) -> Iterator[ast.AST]:
    """A term or a factor is missing; so are an epsilon and a scale."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub | ast.Mult | ast.Div):
        yield node.left
        if isinstance(node.op, ast.Add | ast.Mult):
            yield node.right
    if isinstance(node, ast.BoolOp) and len(node.values) > 1:
        for place in range(len(node.values)):
            rest = [each for at, each in enumerate(node.values) if at != place]
            yield rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)


def swapped_operands(node: ast.AST) -> Iterator[ast.AST]:
    """Operands in the wrong order, where order matters."""
    if isinstance(node, ast.BinOp) and isinstance(
        node.op, ast.MatMult | ast.Sub | ast.Div | ast.Pow
    ):
        yield ast.BinOp(node.right, node.op, node.left)
    if isinstance(node, ast.Call) and _name(node.func) not in _ANY_ORDER:
        for place in _neighbours(node.args):
            wrong = deepcopy(node)
            wrong.args[place : place + 2] = reversed(wrong.args[place : place + 2])
            yield wrong


def _neighbours(arguments: list[ast.expr]) -> Iterator[int]:
    """Places of arguments that can be exchanged with the next one."""
    for place in range(len(arguments) - 1):
        if not any(isinstance(each, ast.Starred) for each in arguments[place : place + 2]):
            yield place


def swapped_names(node: ast.AST) -> Iterator[ast.AST]:
    """Neighbours of an unpacking are exchanged, as gates of a cell."""
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple):
        for place in range(len(node.targets[0].elts) - 1):
            wrong = deepcopy(node)
            names = wrong.targets[0]
            if isinstance(names, ast.Tuple):
                names.elts[place : place + 2] = reversed(names.elts[place : place + 2])
            yield wrong


def off_by_one(node: ast.AST) -> Iterator[ast.AST]:
    """A whole number that is one too large or too small; a range or a slice that ends too soon."""
    if isinstance(node, ast.Constant) and type(node.value) is int:
        yield ast.Constant(node.value + 1)
        yield ast.Constant(node.value - 1)
    if isinstance(node, ast.Call) and _name(node.func) == "range" and len(node.args) < 3:
        wrong = deepcopy(node)
        wrong.args[-1] = ast.BinOp(wrong.args[-1], ast.Sub(), ast.Constant(1))
        yield wrong
    if isinstance(node, ast.Slice):
        yield from _shifted_slices(node)


def _shifted_slices(node: ast.Slice) -> Iterator[ast.AST]:
    for edge in ("lower", "upper"):
        bound = getattr(node, edge)
        if bound is not None and not isinstance(bound, ast.Constant):
            wrong = deepcopy(node)
            setattr(wrong, edge, ast.BinOp(bound, ast.Add(), ast.Constant(1)))
            yield wrong


def other_number(node: ast.AST) -> Iterator[ast.AST]:
    """Another factor: twice a decimal number."""
    if isinstance(node, ast.Constant) and type(node.value) is float and node.value:
        yield ast.Constant(2 * node.value)


def axis(node: ast.AST) -> Iterator[ast.AST]:
    """Another axis, by position or by name; ``keepdims`` and other switches the other way."""
    if isinstance(node, ast.keyword) and node.arg in _AXES:
        for other in (0, 1, -1):
            if ast.unparse(node.value) != str(other):
                yield ast.keyword(node.arg, _number(other))


def boolean(node: ast.AST) -> Iterator[ast.AST]:
    """``or`` for ``and``, a condition turned round, a switch the other way."""
    if isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield ast.BoolOp(other, node.values)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield ast.Constant(not node.value)


def reduction(node: ast.AST) -> Iterator[ast.AST]:
    """Mean for sum, minimum for maximum, and other neighbours of a library."""
    if isinstance(node, ast.Call):
        called = _name(node.func)
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
    if isinstance(node, ast.Call) and _name(node.func) in _SWAPS_AXES:
        yield _of_what(node)


def no_copy(node: ast.AST) -> Iterator[ast.AST]:
    """The caller's own object where a copy was meant, or a gradient that was to be cut off."""
    if not isinstance(node, ast.Call):
        return
    if isinstance(node.func, ast.Attribute) and node.func.attr in _COPIES:
        yield _of_what(node)
    if _name(node.func) in ("list", "dict", "set", "array") and len(node.args) == 1:
        yield node.args[0]


def dropped_argument(node: ast.AST) -> Iterator[ast.AST]:
    """An argument that is left to its default."""
    if isinstance(node, ast.Call):
        for place, keyword in enumerate(node.keywords):
            if keyword.arg is not None:
                wrong = deepcopy(node)
                del wrong.keywords[place]
                yield wrong


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


def constant_for_variable(node: ast.AST) -> Iterator[ast.AST]:
    """One branch of a choice, always; nothing where there was a list."""
    if isinstance(node, ast.IfExp):
        yield node.body
        yield node.orelse
    if isinstance(node, ast.ListComp | ast.GeneratorExp) and node.generators[0].ifs:
        wrong = deepcopy(node)
        wrong.generators[0].ifs.pop()
        yield wrong


def raises_nothing(node: ast.AST) -> Iterator[ast.AST]:
    """What should be refused is accepted."""
    if isinstance(node, ast.Raise) and node.exc is not None:
        yield ast.Pass()


OPERATORS: dict[str, Operator] = {
    "comparison": comparison,
    "arithmetic": arithmetic,
    "dropped-term": dropped_term,
    "swapped-operands": swapped_operands,
    "swapped-names": swapped_names,
    "off-by-one": off_by_one,
    "other-number": other_number,
    "axis": axis,
    "boolean": boolean,
    "reduction": reduction,
    "transposed": transposed,
    "no-copy": no_copy,
    "dropped-argument": dropped_argument,
    "skipped-update": skipped_update,
    "constant-for-variable": constant_for_variable,
    "raises-nothing": raises_nothing,
}
"""Each operator by the name under which a survivor may be recorded as equivalent."""


def _name(func: ast.expr) -> str:
    """What is called, without what it belongs to."""
    if isinstance(func, ast.Attribute):
        return func.attr
    return func.id if isinstance(func, ast.Name) else ""


def _of_what(call: ast.Call) -> ast.expr:
    """The array of ``x.copy()``, and of ``np.copy(x)``."""
    if isinstance(call.func, ast.Attribute) and not _is_library(call.func.value):
        return call.func.value
    return call.args[0] if call.args else call


def _is_library(value: ast.expr) -> bool:
    return isinstance(value, ast.Name) and value.id in ("np", "numpy", "torch", "copy", "F")


def _number(value: int) -> ast.expr:
    return ast.Constant(value) if value >= 0 else ast.UnaryOp(ast.USub(), ast.Constant(-value))
