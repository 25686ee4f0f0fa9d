"""The text of a statement that is kept: all of it, or of a block its binding statements alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder.notebook.names import DEFINITIONS

_IMPORTS = (ast.Import, ast.ImportFrom)
_BINDING = (*DEFINITIONS, *_IMPORTS, ast.Assign, ast.AnnAssign, ast.AugAssign)


def first_line(node: ast.stmt) -> int:
    """The line in which a statement begins, decorators included."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min(node.lineno, *(each.lineno for each in decorators), node.lineno)


def pruned(lines: list[str], node: ast.stmt) -> str | None:
    """The text of ``node``, with as many lines as it had; None for what binds nothing.

    Of an ``if`` or a ``try`` what only runs is replaced by ``pass``, so that a block may import
    one library or another and say so.
    """
    if isinstance(node, _BINDING):
        return _source(lines, node)
    if not isinstance(node, ast.If | ast.Try) or _is_program(node):
        return None
    inner = list(_inner(node))
    if not any(isinstance(each, _BINDING) for each in inner):
        return None
    lines = list(lines)
    for each in inner:
        if not isinstance(each, (*_BINDING, ast.Pass)) and not _replace(lines, each):
            return None
    return _source(lines, node)


def _is_program(node: ast.If | ast.Try) -> bool:
    return isinstance(node, ast.If) and "__name__" in ast.unparse(node.test)


def _inner(node: ast.stmt) -> Iterator[ast.stmt]:
    """The statements in a block's branches, and in those of the blocks inside."""
    for child in ast.iter_child_nodes(node):
        for each in child.body if isinstance(child, ast.ExceptHandler) else [child]:
            if isinstance(each, ast.If | ast.Try):
                yield from _inner(each)
            elif isinstance(each, ast.stmt):
                yield each


def _replace(lines: list[str], node: ast.stmt) -> bool:
    """Put ``pass`` where ``node`` stands; False where it shares its lines with others."""
    first, last = first_line(node), node.end_lineno or node.lineno
    before = lines[first - 1].encode()[: node.col_offset]
    after = lines[last - 1].encode()[node.end_col_offset or 0 :].strip()
    if before.strip() or (after and not after.startswith(b"#")):
        return False
    lines[first - 1 : last] = [before.decode() + "pass", *[""] * (last - first)]
    return True


def _source(lines: list[str], node: ast.stmt) -> str:
    """The lines of a statement, without what else stands in the first and the last of them."""
    first, last = first_line(node), node.end_lineno or node.lineno
    text = lines[first - 1 : last]
    text[-1] = text[-1].encode()[: node.end_col_offset].decode()
    text[0] = text[0].encode()[node.col_offset :].decode()
    return "\n".join(text)
