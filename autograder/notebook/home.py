"""What a module gives its students, laid flat: the ground that a notebook's cells stand on."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from autograder.notebook.flat import Flat, flat
from autograder.notebook.names import DEFINITIONS

Imports = Mapping[str, str]
"""The statement that imports each name."""


@dataclass(frozen=True)
class Home:
    """A module's own files, as its students get them."""

    module: str
    tasks: tuple[str, ...]
    files: Mapping[str, bytes]
    """Path inside the package to content, of the Python files at least."""

    @cached_property
    def flat(self) -> Flat:
        """The files that become one namespace."""
        return flat(self.module, self.files, self.tasks)

    @cached_property
    def shared(self) -> frozenset[str]:
        """The names of these files, as they are imported."""
        return frozenset(PurePosixPath(each).stem for each in self.flat.files)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The names of all files beside ``__init__.py``."""
        return frozenset(PurePosixPath(each).stem for each in self.files if each.endswith(".py"))

    @cached_property
    def exports(self) -> Mapping[str, str]:
        """From which file the package itself imports each name."""
        tree = ast.parse(self.files["__init__.py"])
        return {
            alias.asname or alias.name: node.module
            for node in tree.body
            if isinstance(node, ast.ImportFrom) and node.level and node.module
            for alias in node.names
        }

    @cached_property
    def statements(self) -> Sequence[ast.stmt]:
        """All given code, stubs included."""
        return [node for each in self.flat.segments for node in ast.parse(each.text).body]

    @cached_property
    def definitions(self) -> Mapping[str, ast.stmt]:
        """The functions and classes that are given, stubs included."""
        return {node.name: node for node in self.statements if isinstance(node, DEFINITIONS)}

    @cached_property
    def given(self) -> frozenset[str]:
        """Every name of the given code that somebody may ask the package for."""
        return frozenset(self.definitions) | frozenset(_assigned(self.statements))

    @cached_property
    def imports(self) -> Imports:
        """The imports of the given code."""
        return dict(pair for node in self.statements for pair in imported(node))

    def is_stub(self, node: ast.stmt) -> bool:
        """Whether a definition is still as it was handed out, or does no more than to raise."""
        if isinstance(node, ast.FunctionDef) and _only_raises(node):
            return True
        given = self.definitions.get(getattr(node, "name", ""))
        return given is not None and _without_docstring(node) == _without_docstring(given)


def imported(node: ast.stmt) -> Iterator[tuple[str, str]]:
    """Each name that an import at the top binds, with a statement that binds it alone."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield alias.asname or alias.name.split(".")[0], ast.unparse(ast.Import([alias]))
    elif isinstance(node, ast.ImportFrom) and not node.level:
        for alias in node.names:
            text = ast.unparse(ast.ImportFrom(node.module, [alias], 0))
            yield alias.asname or alias.name, text


def _assigned(nodes: Sequence[ast.stmt]) -> Iterator[str]:
    for node in nodes:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        yield from (each.id for each in targets if isinstance(each, ast.Name))


def _only_raises(node: ast.FunctionDef) -> bool:
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    if len(body) != 1 or not isinstance(body[0], ast.Raise):
        return False
    raised = body[0].exc
    raised = raised.func if isinstance(raised, ast.Call) else raised
    return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"


def _without_docstring(node: ast.stmt) -> str:
    """A definition's syntax tree in words, without what it says about itself."""
    tree = ast.parse(ast.unparse(node))
    for each in ast.walk(tree):
        if isinstance(each, DEFINITIONS) and ast.get_docstring(each) is not None:
            each.body = each.body[1:]
    return ast.dump(tree)
