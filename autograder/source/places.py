"""Where a region stands in the syntax tree, and whether its stub would raise."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.source.blocks import Block
from autograder.source.markers import Report

Function = ast.FunctionDef | ast.AsyncFunctionDef
Scope = Function | ast.ClassDef


@dataclass(frozen=True)
class Place:
    """The scopes around a region, outermost first, and the statements inside it."""

    scopes: tuple[Scope, ...]
    statements: tuple[ast.stmt, ...]

    @property
    def task(self) -> str:
        return self.scopes[0].name

    @property
    def owner(self) -> str:
        return ".".join(scope.name for scope in self.scopes)

    @property
    def scope(self) -> Scope:
        return self.scopes[-1]


def place(tree: ast.Module, block: Block, report: Report) -> Place | None:
    """The place of a SOLUTION; None, with the reason reported, where no task can have it."""
    path, inside = _path(tree, block)
    cut = [node for node in inside if not block.first < node.lineno <= _end(node) < block.last]
    if not inside:
        report.add(
            block.first, "this SOLUTION is empty", "Put the lines that solve the task inside"
        )
    elif cut:
        report.add(
            block.first,
            f"this SOLUTION cuts the statement of line {_start(cut[0])} in two",
            "Begin and end it around whole statements",
        )
    elif fault := _wrong_place(path):
        report.add(block.first, *fault)
    else:
        return _indented(Place(tuple(_scopes(path)), tuple(inside)), block, report)
    return None


def _path(tree: ast.Module, block: Block) -> tuple[list[ast.AST], list[ast.stmt]]:
    """Nodes that wholly contain the block, and the statements of the innermost that touch it."""
    path: list[ast.AST] = []
    touching = _touching(tree, block)
    while len(touching) == 1 and _contains(touching[0], block):
        path.append(touching[0])
        touching = _touching(touching[0], block)
    return path, touching


def _touching(node: ast.AST, block: Block) -> list[ast.stmt]:
    statements = _statements(node)
    return [s for s in statements if _start(s) < block.last and _end(s) > block.first]


def _statements(node: ast.AST) -> Iterator[ast.stmt]:
    """Statements directly in ``node``, also those of its handlers and cases."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt):
            yield child
        elif isinstance(child, (ast.ExceptHandler, ast.match_case)):
            yield from _statements(child)


def _contains(node: ast.stmt, block: Block) -> bool:
    """Whether the block stands inside ``node``.

    A comment after the last statement is not part of the node, so the END line may lie below.
    """
    if not any(_statements(node)) or _start(node) >= block.first:
        return False
    return bool(_touching(node, block)) or _end(node) > block.last


def _start(node: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])


def _end(node: ast.stmt) -> int:
    return node.end_lineno or node.lineno


def _scopes(path: Sequence[ast.AST]) -> list[Scope]:
    return [node for node in path if isinstance(node, (Function, ast.ClassDef))]


def _wrong_place(path: Sequence[ast.AST]) -> tuple[str, str] | None:
    if not path or not isinstance(path[0], (Function, ast.ClassDef)):
        return (
            "this SOLUTION stands outside any top-level function or class",
            "Move it into the function or class that students write",
        )
    for outer, inner in zip(path, [*path[1:], None], strict=True):
        if inner is not None and isinstance(outer, Function):
            return _inside(inner, outer.name)
        if not isinstance(outer, (Function, ast.ClassDef)):
            return _inside(outer, "the class")
    return None


def _inside(node: ast.AST, owner: str) -> tuple[str, str]:
    word = _word(node)
    line = getattr(node, "lineno", 0)
    return (
        f"this SOLUTION stands inside the {word} of line {line}, so the stub of {owner} could "
        "end without raising",
        f"Put the markers at the indentation of {owner}'s own body, around the whole {word}",
    )


def _word(node: ast.AST) -> str:
    words = {"FunctionDef": "inner function", "AsyncFunctionDef": "inner function"}
    kind = type(node).__name__
    return words.get(kind, "inner class" if kind == "ClassDef" else f"`{kind.lower()}`")


def _indented(found: Place, block: Block, report: Report) -> Place:
    column = found.statements[0].col_offset
    if column != block.column:
        report.add(
            block.first,
            f"this SOLUTION is indented by {block.column} columns and its code by {column}",
            f"Indent the markers by {column} columns",
        )
    return found


def summary(found: Place, block: Block, report: Report) -> str:
    """The first line of the owner's docstring without its full stop: the stub's message."""
    scope = found.scope
    text = first_line(scope)
    if isinstance(scope, ast.ClassDef) or text:
        _check_docstring_given(scope, block, report)
        return text
    if scope.name == "__init__":
        return "set up"
    report.add(
        scope.lineno,
        f"{found.owner} has no docstring, which its stub needs for the message",
        'Write `"""What to do."""` above the SOLUTION',
    )
    return ""


def first_line(scope: Scope) -> str:
    """The first line of a docstring, without its full stop."""
    lines = inspect.cleandoc(ast.get_docstring(scope) or "").splitlines()
    return next((line.strip() for line in lines if line.strip()), "").removesuffix(".")


def _check_docstring_given(scope: Scope, block: Block, report: Report) -> None:
    if ast.get_docstring(scope) is not None and block.first < scope.body[0].lineno < block.last:
        report.add(
            block.first,
            f"this SOLUTION holds the docstring of {scope.name}, so students would not see it",
            "Begin the SOLUTION below the docstring",
        )
