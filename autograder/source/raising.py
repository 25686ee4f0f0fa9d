"""Whether every stub raises when it is called: nothing given may come between."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from autograder.source.markers import Report
from autograder.source.places import Function, Scope

LEAVES = (ast.Return, ast.Yield, ast.YieldFrom, ast.Raise)
SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)

Lines = tuple[int, int]
"""First and last line of a region."""


def check_raises(
    owner: str, function: Function, regions: Sequence[Lines], todo: Sequence[int], report: Report
) -> None:
    """Report what a function does before its first region that could keep its stub from raising."""
    begin = min(first for first, _ in regions)
    for node in _own_nodes(function):
        line = getattr(node, "lineno", 0)
        if any(first < line < last for first, last in regions):
            continue
        if isinstance(node, (ast.Yield, ast.YieldFrom)):
            report.add(
                line,
                f"this `yield` makes the stub of {owner} a generator, which does not raise when "
                "it is called",
                "Move it into the SOLUTION",
            )
        elif isinstance(node, LEAVES) and line < begin:
            word = type(node).__name__.lower()
            report.add(
                line,
                f"this `{word}` comes before the SOLUTION of {owner}, so its stub could end "
                "without NotImplementedError",
                "Move it into the SOLUTION",
            )
    _check_todo_unused(owner, function, begin, todo, report)


def _own_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Nodes of a function's body without those of functions and classes inside it."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, SCOPES):
            yield child
            yield from _own_nodes(child)


def _check_todo_unused(
    owner: str, function: Function, begin: int, todo: Sequence[int], report: Report
) -> None:
    hidden = {
        name.id
        for node in ast.walk(function)
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.lineno in todo
        for name in ast.walk(node)
        if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)
    }
    for name in _own_nodes(function):
        if not isinstance(name, ast.Name) or not isinstance(name.ctx, ast.Load):
            continue
        if name.id in hidden and name.lineno < begin and name.lineno not in todo:
            report.add(
                name.lineno,
                f"`{name.id}` is `...` in the stub of {owner} and is used here before the stub "
                "raises",
                "Move this line into the SOLUTION, or below it",
            )


def one_line_stub(node: ast.stmt | None, line: str, number: int, report: Report) -> str:
    """The stub's text of ``value = f(x)  # SOLUTION``: its right side becomes ``...``."""
    value = getattr(node, "value", None)
    if not isinstance(node, (ast.Assign, ast.AnnAssign)) or not isinstance(value, ast.expr):
        report.add(
            number,
            "`# SOLUTION` stands behind a line that is no assignment",
            "Use `# BEGIN SOLUTION` and `# END SOLUTION` around it",
        )
        return line
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    if node.lineno != node.end_lineno:
        report.add(
            number,
            "`# SOLUTION` stands behind an assignment of several lines",
            "Write it on one line, or use `# BEGIN SOLUTION` and `# END SOLUTION`",
        )
    elif not all(isinstance(target, (ast.Name, ast.Attribute)) for target in targets):
        report.add(
            number,
            "this one-line SOLUTION assigns to more than a name, and `...` cannot be unpacked",
            "Assign to one name, or use `# BEGIN SOLUTION` and `# END SOLUTION`",
        )
    given = line.encode()[: value.col_offset].decode().rstrip().removesuffix("(").rstrip()
    return f"{given} ...  # TODO"


def statement_at(tree: ast.Module, line: int) -> ast.stmt | None:
    """The innermost statement that stands on ``line``."""
    found = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.stmt) and node.lineno <= line <= (node.end_lineno or 0)
    ]
    return max(found, key=lambda node: node.lineno, default=None)


def scopes_of(tree: ast.Module, line: int) -> list[Scope]:
    """Functions and classes around ``line``, outermost first."""
    found = [
        node
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
        and node.lineno < line <= (node.end_lineno or 0)
    ]
    return sorted(found, key=lambda node: node.lineno)
