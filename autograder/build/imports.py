"""Imports that nothing uses any more vanish: they would tell what the solution is made of."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.build.lines import Line, Lines, text_of
from autograder.source import Source

WIDTH = 100
Import = ast.Import | ast.ImportFrom
IDENTIFIER = re.compile(r"[^\W\d]\w*")


@dataclass(frozen=True)
class _Edit:
    """Lines ``first`` to ``last`` of the built text, from 1, become ``new``."""

    first: int
    last: int
    new: Lines = ()


def without_unused_imports(source: Source, lines: Lines) -> Lines:
    """Drop unused imports at module level and under ``if TYPE_CHECKING:``.

    Those of an ``__init__.py`` are re-exports and stay, like ``__future__``, ``import *``,
    ``import a as a`` and what is marked ``# noqa``. A block that becomes empty may leave
    ``TYPE_CHECKING`` itself unused, hence the repetition.
    """
    if source.path.name == "__init__.py":
        return lines
    while edits := list(_edits(ast.parse(text_of(lines)), lines)):
        for edit in sorted(edits, key=lambda edit: -edit.first):
            lines = lines[: edit.first - 1] + edit.new + lines[edit.last :]
    return lines


def _edits(tree: ast.Module, lines: Lines) -> Iterator[_Edit]:
    used = used_names(tree)
    for node in tree.body:
        if isinstance(node, Import):
            yield from _edit(node, used, lines)
        elif _is_type_checking(node):
            yield from _edits_in_block(node, used, lines)


def _edits_in_block(node: ast.stmt, used: set[str], lines: Lines) -> Iterator[_Edit]:
    body: list[ast.stmt] = getattr(node, "body", [])
    imports = [child for child in body if isinstance(child, Import)]
    edits = [edit for child in imports for edit in _edit(child, used, lines)]
    if len([edit for edit in edits if not edit.new]) == len(body):
        yield _Edit(node.lineno, node.end_lineno or node.lineno)
    else:
        yield from edits


def _is_type_checking(node: ast.stmt) -> bool:
    if not isinstance(node, ast.If) or node.orelse:
        return False
    return ast.unparse(node.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING", "t.TYPE_CHECKING")


def _edit(node: Import, used: set[str], lines: Lines) -> Iterator[_Edit]:
    first, last = node.lineno, node.end_lineno or node.lineno
    if any("# noqa" in line.text for line in lines[first - 1 : last]) or _is_future(node):
        return
    kept = [alias for alias in node.names if _is_used(alias, used)]
    if not kept:
        yield _Edit(first, last)
    elif len(kept) < len(node.names):
        yield _Edit(first, last, _shortened(node, kept, lines))


def _is_future(node: Import) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == "__future__"


def _is_used(alias: ast.alias, used: set[str]) -> bool:
    bound = alias.asname or alias.name.split(".")[0]
    return alias.name in ("*", alias.asname) or bound in used


def _shortened(node: Import, kept: Sequence[ast.alias], lines: Lines) -> Lines:
    """The import of the names that are kept, on one line or, where that is too long, several."""
    indent = " " * node.col_offset
    names = [f"{a.name} as {a.asname}" if a.asname else a.name for a in kept]
    head = "import "
    if isinstance(node, ast.ImportFrom):
        head = f"from {'.' * node.level}{node.module or ''} import "
    number = lines[node.lineno - 1].source_line
    flat = indent + head + ", ".join(names)
    if len(flat) <= WIDTH:
        return (Line(flat, number),)
    inner = [
        Line(f"{indent}    {name},", lines[alias.lineno - 1].source_line)
        for name, alias in zip(names, kept, strict=True)
    ]
    end = lines[(node.end_lineno or node.lineno) - 1].source_line
    return (Line(f"{indent}{head}(", number), *inner, Line(f"{indent})", end))


def used_names(tree: ast.Module) -> set[str]:
    """Names that a file reads, also in string annotations, ``__all__`` and docstring examples."""
    used: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Store):
            used.add(node.id)
        for text in _code_in_strings(node):
            used.update(IDENTIFIER.findall(text))
    return used


def _code_in_strings(node: ast.AST) -> Iterator[str]:
    if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
        import doctest  # with unittest and pdb: 4 MB that a grading has no use for

        examples = doctest.DocTestParser().parse(ast.get_docstring(node) or "")
        yield from (each.source for each in examples if isinstance(each, doctest.Example))
    for part in _parts_with_names(node):
        for child in ast.walk(part):
            if isinstance(child, ast.Constant) and isinstance(child.value, str):
                yield child.value


def _parts_with_names(node: ast.AST) -> Iterator[ast.AST]:
    """Parts of a node in which a string means a name."""
    if isinstance(node, (ast.AnnAssign, ast.arg)) and node.annotation:
        yield node.annotation
    elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.returns:
        yield node.returns
    elif isinstance(node, (ast.Assign, ast.AugAssign)) and _assigns_all(node):
        yield node.value
    elif isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "cast":
        yield from node.args[:1]


def _assigns_all(node: ast.Assign | ast.AugAssign) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return any(isinstance(target, ast.Name) and target.id == "__all__" for target in targets)
