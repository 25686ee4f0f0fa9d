"""What stands around a node of a syntax tree: its parents, its function, what a name was given."""

from __future__ import annotations

import ast
from collections.abc import Iterator

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Surroundings:
    """Looks outwards from the nodes of one tree."""

    def __init__(self, tree: ast.AST) -> None:
        self._parent = {
            child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)
        }

    def parents(self, node: ast.AST) -> Iterator[ast.AST]:
        """The nodes that ``node`` stands in, the nearest one first."""
        while node in self._parent:
            node = self._parent[node]
            yield node

    def parent(self, node: ast.AST) -> ast.AST | None:
        """What ``node`` stands in directly; None for the tree itself."""
        return self._parent.get(node)

    def call_of(self, node: ast.AST) -> ast.Call | None:
        """The call that ``node`` is an argument of, bare, by name or inside a tuple or a list."""
        for each in self.parents(node):
            if isinstance(each, ast.Call):
                return each
            if not isinstance(each, ast.Tuple | ast.List | ast.keyword):
                return None
        return None

    def home(self, name: ast.Name) -> Function | None:
        """The function that binds a name, as an argument or by an assignment; None for none."""
        for each in self.parents(name):
            if isinstance(each, Function) and (parameter(each, name.id) or stores(each, name.id)):
                return each
        return None

    def value_of(self, name: ast.Name) -> ast.expr | None:
        """What a local name is given; None where that is not one plain assignment."""
        home = self.home(name)
        if home is None or parameter(home, name.id):
            return None
        found = stores(home, name.id)
        place = self.parent(found[0])
        if len(found) == 1 and isinstance(place, ast.Assign) and found[0] in place.targets:
            return place.value
        return None


def parameter(function: Function, name: str) -> ast.arg | None:
    """The argument of a function that has this name; None where there is none."""
    given = function.args
    every = (*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg)
    return next((each for each in every if each is not None and each.arg == name), None)


def stores(function: Function, name: str) -> list[ast.Name]:
    """Every place in a function that binds a name anew."""
    return [each for each in uses(function, name) if not isinstance(each.ctx, ast.Load)]


def uses(function: Function, name: str) -> list[ast.Name]:
    """Every place in a function where a name stands."""
    return [each for each in ast.walk(function) if isinstance(each, ast.Name) and each.id == name]
