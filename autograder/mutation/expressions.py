"""Slips in an expression: comparisons, signs, terms, operands, numbers, conditions."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from copy import deepcopy

from autograder.mutation.calls import name_of_call

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
_ANY_ORDER = frozenset({"transpose", "swapaxes", "max", "min", "maximum", "minimum", "isinstance"})
"""Calls whose first two arguments may be exchanged, or never are."""


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
    if isinstance(node, ast.Call) and name_of_call(node.func) not in _ANY_ORDER:
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
    if isinstance(node, ast.Call) and name_of_call(node.func) == "range" and len(node.args) < 3:
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


def boolean(node: ast.AST) -> Iterator[ast.AST]:
    """``or`` for ``and``, a condition turned round, a switch the other way."""
    if isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield ast.BoolOp(other, node.values)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield ast.Constant(not node.value)


def constant_for_variable(node: ast.AST) -> Iterator[ast.AST]:
    """One branch of a choice, always; nothing where there was a list."""
    if isinstance(node, ast.IfExp):
        yield node.body
        yield node.orelse
    if isinstance(node, ast.ListComp | ast.GeneratorExp) and node.generators[0].ifs:
        wrong = deepcopy(node)
        wrong.generators[0].ifs.pop()
        yield wrong
