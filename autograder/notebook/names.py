"""Which names a statement binds, changes and uses, as Python's own compiler tells."""

from __future__ import annotations
import __future__

import ast
import dis
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType

FLAGS = __future__.annotations.compiler_flag
"""Every cell is compiled as after ``from __future__ import annotations``."""
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_AT_ONCE = {"<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>"}
_LOADS = {"LOAD_NAME", "LOAD_GLOBAL", "LOAD_FROM_DICT_OR_GLOBALS"}
_GLOBALS = {"STORE_GLOBAL", "DELETE_GLOBAL"}
_NEW_LOCALS = 0x2  # CO_NEWLOCALS: set for functions, not for the bodies of classes


@dataclass(frozen=True)
class Names:
    """The global names in a statement."""

    binds: frozenset[str] = frozenset()
    alters: frozenset[str] = frozenset()
    """Names whose object gets an attribute or an item: ``Value.relu = relu``."""
    now: frozenset[str] = frozenset()
    """Used when the statement runs: decorators, defaults, bases, the right-hand side."""
    later: frozenset[str] = frozenset()
    """Used when what it defines is called."""


def compiled(node: ast.stmt, file: str = "<cell>") -> CodeType:
    """One statement as code of its own; raises `SyntaxError` where it only looked like one."""
    tree = ast.Module([node], [])
    code: CodeType = compile(tree, file, "exec", flags=FLAGS, dont_inherit=True)
    return code


def names_of(node: ast.stmt) -> Names:
    """The names in a statement at the top of a cell; raises as `compiled` does."""
    code = compiled(node)
    binds = {each.argval for each in dis.get_instructions(code) if each.opname == "STORE_NAME"}
    now, later = set(_annotated(node)), set[str]()
    for each, at_once in _codes(code, at_once=True):
        (now if at_once else later).update(_used(each))
    alters = set(_altered(node))
    return Names(frozenset(binds), frozenset(alters), frozenset(now), frozenset(later))


def _codes(code: CodeType, *, at_once: bool) -> Iterator[tuple[CodeType, bool]]:
    """A code object and all inside it, each with whether it runs with the statement."""
    yield code, at_once
    for each in code.co_consts:
        if isinstance(each, CodeType):
            runs = each.co_name in _AT_ONCE or not each.co_flags & _NEW_LOCALS
            yield from _codes(each, at_once=at_once and runs)


def _used(code: CodeType) -> Iterator[str]:
    for each in dis.get_instructions(code):
        if each.opname in _LOADS or each.opname in _GLOBALS:
            yield each.argval


def _annotated(node: ast.stmt) -> Iterator[str]:
    """Names in the annotations of a class's fields: dataclasses look for ``ClassVar`` there."""
    if isinstance(node, ast.ClassDef):
        for field in node.body:
            if isinstance(field, ast.AnnAssign):
                found = ast.walk(field.annotation)
                yield from (each.id for each in found if isinstance(each, ast.Name))


def _altered(node: ast.stmt) -> Iterator[str]:
    """The names at the root of attributes and items that are assigned outside of functions."""
    if isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
        return
    targets = list(getattr(node, "targets", []))
    if isinstance(node, ast.AnnAssign | ast.AugAssign):
        targets = [node.target]
    for target in targets:
        yield from _roots(target)
    for child in ast.iter_child_nodes(node):
        children = child.body if isinstance(child, ast.ExceptHandler) else [child]
        for each in children:
            if isinstance(each, ast.stmt):
                yield from _altered(each)


def _roots(target: ast.expr) -> Iterator[str]:
    if isinstance(target, ast.Tuple | ast.List):
        for each in target.elts:
            yield from _roots(each)
    inner: ast.expr = target
    while isinstance(inner, ast.Attribute | ast.Subscript):
        inner = inner.value
    if inner is not target and isinstance(inner, ast.Name):
        yield inner.id
