"""Imports from the module's own package: in a notebook all its tasks share one namespace."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder.notebook.home import Home


def rewritten(node: ast.Import | ast.ImportFrom, text: str, home: Home) -> Iterator[str]:
    """The statements that stand for an import, each with the lines it had: ``text`` for one of a
    library, and nothing for what the namespace holds anyway.
    """
    if isinstance(node, ast.Import):
        yield text
        return
    inside = _inside(node, home)
    if inside is None:
        if node.module != "__future__":
            yield text
        return
    for alias in node.names:
        yield from _for_one(alias, inside, home)


def _inside(node: ast.ImportFrom, home: Home) -> str | None:
    """The file of the package that is meant, "" for the package; None for a library."""
    module = node.module or ""
    if node.level:
        return module
    if module == home.module:
        return ""
    if module in home.shared:
        return module
    return module.removeprefix(f"{home.module}.") if module.startswith(f"{home.module}.") else None


def _for_one(alias: ast.alias, inside: str, home: Home) -> Iterator[str]:
    if alias.name == "*":
        yield from _all_of(inside, home)
        return
    source = inside or home.exports.get(alias.name, "")
    if source in home.shared:
        if alias.asname and alias.asname != alias.name:
            yield f"{alias.asname} = {alias.name}"
        return
    yield _statement(source, alias, home)


def _all_of(inside: str, home: Home) -> Iterator[str]:
    if inside and inside not in home.shared:
        yield _statement(inside, ast.alias("*"), home)
    if not inside:
        for name, source in home.exports.items():
            if source not in home.shared:
                yield _statement(source, ast.alias(name), home)


def _statement(source: str, alias: ast.alias, home: Home) -> str:
    module = f"{home.module}.{source}" if source else home.module
    return ast.unparse(ast.ImportFrom(module, [alias], 0))
