"""Every mutant of a module: one operator applied to one node of one solution region."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from autograder.mutation.labels import LABELS, swapped_labels
from autograder.mutation.noise import makes_no_difference
from autograder.mutation.operators import OPERATORS
from autograder.mutation.surroundings import Surroundings
from autograder.source import ModuleSource, Source

_SAID = 60
_NO_CODE = (ast.JoinedStr, ast.arguments)
"""Nodes whose inside is no behaviour: messages, and signatures, which students are given."""


@dataclass(frozen=True)
class Mutant:
    """One wrong version of one file of a module."""

    task: str
    file: str
    """The path inside the package."""
    line: int
    operator: str
    before: str
    after: str
    text: str
    """The annotated source with the change in it."""
    number: int = 1
    """Which one of its file's mutants with this change it is."""

    @property
    def change(self) -> str:
        """What is changed into what, and how."""
        return f"{self.operator}: {self.before} -> {self.after}"

    @property
    def name(self) -> str:
        """What it is known by in records: no other of its module, and the same one as long as the
        file's code is the same.
        """
        numbered = f" ({self.number})" if self.number > 1 else ""
        return f"{self.file}:{self.change}{numbered}"

    def __str__(self) -> str:
        change = f"{_short(self.before)} -> {_short(self.after)}"
        return f"{self.file}:{self.line}: {self.operator}: {change}"


def mutants_of(module: ModuleSource) -> list[Mutant]:
    """All mutants of all solution regions, in the order of the sources; none stands twice."""
    return [
        each
        for source in module.sources
        for each in mutants_of_text(module.relative(source), source.text, _task_of_line(source))
    ]


def mutants_of_text(file: str, text: str, tasks: Mapping[int, str]) -> list[Mutant]:
    """All mutants of the lines of one file that ``tasks`` gives a task; none stands twice."""
    found: dict[str, Mutant] = {}
    for each in _all(file, text, tasks):
        found.setdefault(ast.dump(ast.parse(each.text)), each)
    found.pop(ast.dump(ast.parse(text)), None)
    return list(_numbered(found.values()))


def unnumbered(name: str) -> str:
    """A mutant's name without its number: that of every mutant with the same change."""
    return re.sub(r" \(\d+\)$", "", name)


def _numbered(mutants: Iterable[Mutant]) -> Iterator[Mutant]:
    """The same change may be made in several places: each gets a number, so a name of its own."""
    known: Counter[str] = Counter()
    for each in mutants:
        known[each.change] += 1
        yield replace(each, number=known[each.change])


def _all(file: str, text: str, tasks: Mapping[int, str]) -> Iterator[Mutant]:
    tree = ast.parse(text)
    around = Surroundings(tree)
    for node in _nodes(tree):
        if getattr(node, "lineno", 0) not in tasks:
            continue
        for line, operator, before, after, changed in _changes(text, node, around):
            if after != before and _is_code(changed):
                yield Mutant(tasks[line], file, line, operator, before, after, changed)


def _changes(
    text: str, node: ast.AST, around: Surroundings
) -> Iterator[tuple[int, str, str, str, str]]:
    """The line, the operator, what it changes, into what, and the text with that change."""
    line = node.lineno  # type: ignore[attr-defined]  # only statements and expressions come here
    for operator, change in OPERATORS.items():
        for wrong in change(node):
            if not makes_no_difference(operator, node, wrong, around):
                before, after = ast.unparse(node), _as_written(wrong)
                yield line, operator, before, after, _replaced(text, node, after)
    for one, other in swapped_labels(node, around):
        first, second = ast.unparse(one), ast.unparse(other)
        # From the end, so that the place of the first one stays.
        changed = _replaced(_replaced(text, other, first), one, second)
        yield one.lineno, LABELS, f"{first}, {second}", f"{second}, {first}", changed


def _task_of_line(source: Source) -> dict[int, str]:
    """Lines inside a solution's region, and the task that they belong to."""
    inside = {
        line: region.task
        for region in source.regions
        for line in range(region.first, region.last + 1)
    }
    return inside | {one.line: one.task for one in source.one_lines}


def _nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Every node that is behaviour: no docstrings, annotations, messages or signatures."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, _NO_CODE) or _is_annotation(node, child) or _is_message(node, child):
            continue
        yield child
        yield from _nodes(child)


def _is_annotation(node: ast.AST, child: ast.AST) -> bool:
    return child in (getattr(node, "annotation", None), getattr(node, "returns", None))


def _is_message(node: ast.AST, child: ast.AST) -> bool:
    """Docstrings, and what an exception says."""
    if isinstance(node, ast.Expr) and isinstance(child, ast.Constant):
        return True
    return isinstance(node, ast.Raise | ast.Assert)


def _as_written(wrong: ast.AST) -> str:
    """The code of a changed node, in brackets where its surroundings could tear it apart."""
    code = ast.unparse(ast.fix_missing_locations(wrong))
    bare = (ast.Name, ast.Constant, ast.Call, ast.Attribute, ast.Subscript, ast.keyword, ast.Slice)
    if isinstance(wrong, ast.expr) and not isinstance(wrong, bare):
        return f"({code})"
    return code


def _replaced(text: str, node: ast.AST, code: str) -> str:
    """``text`` with other code in a node's place; columns of the tree count bytes."""
    lines = text.encode().split(b"\n")
    first, last = node.lineno - 1, node.end_lineno - 1  # type: ignore[attr-defined]
    before = lines[first][: node.col_offset]  # type: ignore[attr-defined]
    after = lines[last][node.end_col_offset :]  # type: ignore[attr-defined]
    # The lines stay as many, so that markers and other nodes stay where they are.
    filled = [before + code.replace("\n", " ").encode(), *[b""] * (last - first)]
    filled[-1] += after
    return b"\n".join([*lines[:first], *filled, *lines[last + 1 :]]).decode()


def _is_code(text: str) -> bool:
    try:
        compile(text, "mutant", "exec")
    except (SyntaxError, ValueError):
        return False
    return True


def _short(code: str) -> str:
    return code if len(code) <= _SAID else code[: _SAID - 4] + " ..."
