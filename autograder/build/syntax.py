"""Syntax trees that can be compared: names that an author chose freely are numbered."""

from __future__ import annotations

import ast
import builtins
import copy
from collections.abc import Iterator

SMALLEST = 8
"""A statement or expression of fewer nodes is too common to tell anything."""

# Load, Store, +, not, ==: parts of the node they stand in, not nodes that somebody wrote.
SIGNS = (ast.expr_context, ast.operator, ast.unaryop, ast.boolop, ast.cmpop)
SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def size(node: ast.AST) -> int:
    """The number of nodes of a statement or expression, without signs and docstrings."""
    return sum(1 for each in ast.walk(_bare(node)) if not isinstance(each, SIGNS))


def is_telling(node: ast.AST) -> bool:
    """Whether a copy of this node gives something away."""
    return size(node) >= SMALLEST


def shape(node: ast.AST, known: frozenset[str]) -> str:
    """The same text for nodes that differ only in local names, annotations and docstrings.

    ``known`` are the names with one meaning everywhere, such as imports: they and the builtins
    stay, as do attributes, keywords, constants and the names of functions that are called.
    """
    return ast.dump(_Numbered(known).visit(_bare(node)))


def _bare(node: ast.AST) -> ast.AST:
    """A copy without docstrings and annotations, for those are for the reader."""
    node = copy.deepcopy(node)
    for each in ast.walk(node):
        if isinstance(each, SCOPES) and ast.get_docstring(each) is not None:
            each.body = each.body[1:]
        if isinstance(each, ast.arg):
            each.annotation = None
        if isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef)):
            each.returns = None
    return _Unannotated().visit(node)  # type: ignore[no-any-return]


class _Unannotated(ast.NodeTransformer):
    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        if node.value is None:
            return node
        return ast.Assign(targets=[node.target], value=node.value)


class _Numbered(ast.NodeTransformer):
    """Renames local names in the order in which they appear."""

    def __init__(self, known: frozenset[str]) -> None:
        self.known = known | frozenset(dir(builtins))
        self.numbers: dict[str, str] = {}

    def _number(self, name: str) -> str:
        if name in self.known and name not in self.numbers:
            return name
        return self.numbers.setdefault(name, f"_{len(self.numbers)}")

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.Name(self._number(node.id), node.ctx)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        return ast.arg(self._number(node.arg))

    def visit_Call(self, node: ast.Call) -> ast.AST:
        called = isinstance(node.func, ast.Name) and node.func.id not in self.numbers
        func = node.func if called else self.visit(node.func)
        return ast.Call(
            func, [self.visit(each) for each in node.args], [self.visit(k) for k in node.keywords]
        )

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        # A copy has another name, also where both names are known.
        node.name = self.numbers.setdefault(node.name, f"_{len(self.numbers)}")
        return self.generic_visit(node)

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> ast.AST:
        node.name = self._number(node.name) if node.name else None
        return self.generic_visit(node)


def module_names(tree: ast.Module) -> frozenset[str]:
    """Names that are imported or defined at module level."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            names |= {alias.asname or alias.name.split(".")[0] for alias in node.names}
    for statement in tree.body:
        if isinstance(statement, SCOPES):
            names.add(statement.name)
        elif isinstance(statement, (ast.Assign, ast.AnnAssign)):
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            names |= {target.id for target in targets if isinstance(target, ast.Name)}
    return frozenset(names)


def statements(tree: ast.AST) -> Iterator[ast.stmt]:
    """Every statement below ``tree``, also inside others."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.stmt))


def answer(statement: ast.stmt) -> ast.expr | None:
    """The expression of ``return EXPR`` or ``x = EXPR``: what a copy under another name has too."""
    if isinstance(statement, (ast.Return, ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Expr)):
        return statement.value
    return None
