"""Strings that take each other's place: the slip of an answer sheet, a table of names, a record."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from itertools import pairwise

from autograder.mutation.calls import name_of_call
from autograder.mutation.surroundings import Surroundings

LABELS = "swapped-labels"
_ANY_ORDER = frozenset({"set", "frozenset", "sorted", "Counter", "startswith", "endswith"})
"""Calls that do not mind the order of what they are given."""

Pair = tuple[ast.Constant, ast.Constant]


def swapped_labels(node: ast.AST, around: Surroundings) -> Iterator[Pair]:
    """Pairs of strings of one dict, list, tuple or call that can be exchanged: neighbours, and
    those in the same place of neighbouring records.

    Positional arguments are left to ``swapped-operands``.
    """
    if _order_is_free(node, around):
        return
    items = _items(node)
    for one, other in pairwise(items):
        yield from _differing({0: one}, {0: other})
        if type(one) is type(other) and _called(one) == _called(other):
            yield from _differing(_fields(one), _fields(other))


def _order_is_free(node: ast.AST, around: Surroundings) -> bool:
    """Whether a list or tuple stands where its members count more than their order: behind an
    ``in``, of a condition or of a loop.
    """
    place = around.parent(node)
    if isinstance(place, ast.For | ast.comprehension):
        return place.iter is node
    if isinstance(place, ast.Compare):
        return any(isinstance(each, ast.In | ast.NotIn) for each in place.ops)
    call = around.call_of(node) if isinstance(node, ast.List | ast.Tuple) else None
    return call is not None and name_of_call(call.func) in _ANY_ORDER


def _items(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Call):
        return [each.value for each in node.keywords]
    if isinstance(node, ast.Dict):
        return node.values
    return node.elts if isinstance(node, ast.List | ast.Tuple) else []


def _fields(record: ast.expr) -> Mapping[object, ast.expr]:
    """What a record holds, by argument, key or place; nothing where it is none."""
    if isinstance(record, ast.Call):
        return {each.arg: each.value for each in record.keywords} | dict(enumerate(record.args))
    if isinstance(record, ast.Dict):
        keys = (ast.unparse(each) if each else None for each in record.keys)
        return dict(zip(keys, record.values, strict=True))
    return dict(enumerate(record.elts)) if isinstance(record, ast.List | ast.Tuple) else {}


def _called(record: ast.expr) -> str:
    return name_of_call(record.func) if isinstance(record, ast.Call) else ""


def _differing(one: Mapping[object, ast.expr], other: Mapping[object, ast.expr]) -> Iterator[Pair]:
    """The strings in the same places that are not the same."""
    for place, first in one.items():
        match first, other.get(place):
            case ast.Constant(str(a)), ast.Constant(str(b)) as second if a != b:
                yield first, second
