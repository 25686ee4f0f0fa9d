"""A package laid flat, as a notebook needs it: every file with a task becomes a row of segments
that share one namespace, in an order in which each can run after those before it.

Files that neither define a task nor build on one stay files, and are imported from the package.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from autograder.errors import AuthoringError

FUTURE = "from __future__ import annotations"
"""Stands once in front of everything; segments leave it out."""


@dataclass(frozen=True)
class Segment:
    """Consecutive statements of one file: one task, or what is given around tasks."""

    file: str
    """Path inside the package, as in ``attention.py``."""
    task: str
    """The task that is defined here; "" for given code."""
    text: str


@dataclass(frozen=True)
class Flat:
    """A package's code as segments."""

    module: str
    segments: tuple[Segment, ...]
    about: Mapping[str, str]
    """The first words of each flat file: its docstring."""

    @property
    def files(self) -> tuple[str, ...]:
        """The files that became segments, in order."""
        return tuple(dict.fromkeys(each.file for each in self.segments))


@dataclass(frozen=True)
class _File:
    name: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    @property
    def stem(self) -> str:
        return PurePosixPath(self.name).stem

    @property
    def uses(self) -> set[str]:
        """The files of the package that it imports from, by their stems."""
        found: set[str] = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ImportFrom) and node.level:
                found |= {node.module} if node.module else {each.name for each in node.names}
        return found

    def rank(self, tasks: Sequence[str]) -> int:
        """Where the first of its tasks stands among all."""
        names = {_named(node) for node in self.tree.body}
        return min((index for index, task in enumerate(tasks) if task in names), default=len(tasks))


def flat(
    module: str, files: Mapping[str, bytes], tasks: Sequence[str], *, scripts: bool = False
) -> Flat:
    """Lay the package ``module`` flat. ``files`` are its contents by path inside the package, as a
    release has them; ``tasks`` are the names of its tasks, and files follow in their order.

    With ``scripts``, files that the package itself does not import come last, if they build on
    tasks; what they do when they are run as programs is left out.
    Raises `AuthoringError` where two flat files give one name two meanings.
    """
    sources = {
        each.stem: each
        for each in (_File(name, files[name].decode()) for name in files if _is_top(name))
    }
    first = _imported(_File("__init__.py", files["__init__.py"].decode()), sources)
    known = [*first, *(each for each in sources if scripts and each not in first)]
    building = _building_on_tasks(sources, known, tasks)
    chosen = sorted(building, key=lambda stem: sources[stem].rank(tasks))
    ordered = _in_order(sources, chosen)
    segments = [
        segment for stem in ordered for segment in _segments(module, sources[stem], chosen, tasks)
    ]
    _demand_one_meaning(segments)
    about = {sources[stem].name: ast.get_docstring(sources[stem].tree) or "" for stem in ordered}
    return Flat(module, tuple(segments), about)


def _is_top(name: str) -> bool:
    return name.endswith(".py") and "/" not in name and name != "__init__.py"


def _imported(init: _File, sources: Mapping[str, _File]) -> list[str]:
    """Files that come with the package, in the order in which it imports them."""
    found: dict[str, None] = {}

    def add(file: _File) -> None:
        names = [node for node in ast.walk(file.tree) if isinstance(node, ast.ImportFrom)]
        for node in names:
            stems = [node.module] if node.module else [each.name for each in node.names]
            for stem in stems:
                if node.level and stem in sources and stem not in found:
                    found[stem] = None
                    add(sources[stem])

    add(init)
    return list(found)


def _building_on_tasks(
    sources: Mapping[str, _File], known: Iterable[str], tasks: Sequence[str]
) -> list[str]:
    """Of the ``known`` files those that define a task, or use one that does."""
    known = list(known)
    chosen = {each for each in known if sources[each].rank(tasks) < len(tasks)}
    while True:
        more = {each for each in known if each not in chosen and sources[each].uses & chosen}
        if not more:
            return [each for each in known if each in chosen]
        chosen |= more


def _in_order(sources: Mapping[str, _File], chosen: Collection[str]) -> list[str]:
    """Files after those that they use."""
    ordered: dict[str, None] = {}
    entered: set[str] = set()

    def add(stem: str) -> None:
        if stem in entered or stem not in chosen:
            return
        entered.add(stem)
        for used in chosen:
            if used in sources[stem].uses:
                add(used)
        ordered[stem] = None

    for stem in chosen:
        add(stem)
    return list(ordered)


def _segments(
    module: str, file: _File, chosen: Collection[str], tasks: Collection[str]
) -> Iterator[Segment]:
    """A file's statements, cut before and after each task."""
    given: list[str] = []
    last = 0
    for node in file.tree.body:
        start = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))])
        end = node.end_lineno or node.lineno
        lines = [*file.lines[last : start - 1], *_kept(module, file, node, start, end, chosen)]
        last = end
        if _named(node) in tasks:
            yield from _given(file, given)
            given = []
            yield Segment(file.name, _named(node), _tidy("\n".join(lines)))
        else:
            given += lines
    yield from _given(file, [*given, *file.lines[last:]])


def _given(file: _File, lines: list[str]) -> Iterator[Segment]:
    text = _tidy("\n".join(lines))
    if text:
        yield Segment(file.name, "", text)


def _tidy(text: str) -> str:
    """No blank lines around, and never more than two in a row."""
    return re.sub(r"\n{4,}", "\n\n\n", "\n".join(map(str.rstrip, text.split("\n")))).strip("\n")


def _kept(
    module: str, file: _File, node: ast.stmt, start: int, end: int, chosen: Collection[str]
) -> list[str]:
    """The lines of a statement; none of what one namespace makes needless."""
    if isinstance(node, ast.ImportFrom):
        if ast.unparse(node) in (FUTURE, "from typing import TYPE_CHECKING"):
            return []
        return _import_lines(module, node, chosen) if node.level else file.lines[start - 1 : end]
    docstring = node is file.tree.body[0] and ast.get_docstring(file.tree) is not None
    if docstring or _is_program(node) or _is_only_for_types(node):
        return []
    return file.lines[start - 1 : end]


def _import_lines(module: str, node: ast.ImportFrom, chosen: Collection[str]) -> list[str]:
    """An import from the package itself: not needed for what is in the same namespace."""
    if node.module in chosen:
        renamed = [each for each in node.names if each.asname and each.asname != each.name]
        return [f"{each.asname} = {each.name}" for each in renamed]
    kept = [each for each in node.names if node.module or each.name not in chosen]
    source = f"{module}.{node.module}" if node.module else module
    return [ast.unparse(ast.ImportFrom(source, kept, 0))] if kept else []


def _is_program(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and "__name__" in ast.unparse(node.test)


def _is_only_for_types(node: ast.stmt) -> bool:
    """``if TYPE_CHECKING:`` with nothing but imports, which annotations do not need."""
    return isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")


def _named(node: ast.stmt) -> str:
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return node.name if isinstance(node, kinds) else ""


def _demand_one_meaning(segments: Iterable[Segment]) -> None:
    meanings: dict[str, tuple[str, str]] = {}
    for segment in segments:
        for node in ast.parse(segment.text).body:
            for name in _bound(node):
                meaning = ast.unparse(node)
                file, known = meanings.setdefault(name, (segment.file, meaning))
                if known != meaning and file != segment.file:
                    raise AuthoringError(
                        f"{file} and {segment.file} both define {name}, each otherwise. In a "
                        "notebook all code shares one namespace: rename one of them"
                    )


def _bound(node: ast.stmt) -> Iterator[str]:
    """Names that a top-level statement gives a meaning to, imports aside."""
    if _named(node):
        yield _named(node)
    targets = node.targets if isinstance(node, ast.Assign) else []
    if isinstance(node, ast.AnnAssign):
        targets = [node.target]
    yield from (each.id for each in targets if isinstance(each, ast.Name))
