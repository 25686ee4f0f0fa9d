"""The proof that a student release holds nothing of the solution, in two parts.

`prove_no_flow` shows that nothing marked reaches the release by any way. `copied_statements`
finds solution code that an author repeated in text that is released anyway.
"""

from __future__ import annotations

import ast
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from autograder.build.products import Files, student_files
from autograder.build.prose import comment_snippets, snippets
from autograder.build.scramble import scramble
from autograder.build.syntax import answer, is_telling, module_names, shape, statements
from autograder.config.models import ModuleConfig
from autograder.errors import Problem
from autograder.source import ModuleSource, Solution, Source

Builder = Callable[[ModuleSource, ModuleConfig, bytes | None], Files]
TEXTS = (".md", ".txt", ".rst")


def prove_no_flow(
    module: ModuleSource,
    config: ModuleConfig,
    recordings: bytes | None = None,
    *,
    seeds: Sequence[int] = (0, 1, 2),
    build: Builder = student_files,
) -> list[Problem]:
    """Build again from scrambled secrets; the releases must be equal to the byte."""
    released = build(module, config, recordings)
    problems: dict[str, Problem] = {}
    for seed in seeds:
        rng = random.Random(seed)  # noqa: S311  (no secret is made of it)
        other = build(scramble(module, rng), config, recordings)
        if problem := _first_difference(module, released, other):
            problems.setdefault(str(problem.path), problem)
    return list(problems.values())


def _first_difference(module: ModuleSource, one: Files, two: Files) -> Problem | None:
    for path in sorted({*one, *two}):
        if one.get(path) != two.get(path):
            return Problem(
                module.folder / path,
                _first_line(one.get(path, b""), two.get(path, b"")),
                "the released file changes with what the solution, the mistakes or the hidden "
                "tests say, so it tells something of them",
                "Mend the builder: this file must not depend on them",
            )
    return None


def _first_line(one: bytes, two: bytes) -> int:
    pairs = zip(one.split(b"\n"), two.split(b"\n"), strict=False)
    same = [a == b for a, b in pairs]
    return same.index(False) + 1 if False in same else len(same)


@dataclass(frozen=True)
class _Released:
    """Where each shape of released code stands first."""

    places: Mapping[str, str]
    known: frozenset[str]

    def copy_of(self, statement: ast.stmt) -> str:
        """``file:line`` of a copy of the statement or of its answer; empty where there is none."""
        parts: list[ast.AST] = [statement]
        if (value := answer(statement)) is not None:
            parts.append(value)
        found = (self.places.get(shape(part, self.known), "") for part in parts if is_telling(part))
        return next(filter(None, found), "")


def copied_statements(module: ModuleSource, released: Mapping[str, bytes]) -> list[Problem]:
    """Statements of SOLUTION regions that also stand in released text, local names aside."""
    trees = {source.path: ast.parse(source.text) for source in module.sources}
    known = frozenset().union(*(module_names(tree) for tree in trees.values()))
    index = _Released(_index(released, known), known)
    return [
        problem
        for source in module.sources
        for statement, region in _solution_statements(source, trees[source.path])
        for problem in _copies(source, region, statement, index)
    ]


def _solution_statements(
    source: Source, tree: ast.Module
) -> Iterator[tuple[ast.stmt, Solution | None]]:
    """The outermost statements of each region, and those of the one-line form."""
    one_lines = {one.line for one in source.one_lines}
    covered: set[int] = set()
    for statement in statements(tree):  # outer ones come before those inside them
        lines = range(statement.lineno, (statement.end_lineno or statement.lineno) + 1)
        home = next((r for r in source.regions if r.first < lines[0] <= lines[-1] < r.last), None)
        if (home or lines[0] in one_lines) and lines[0] not in covered:
            covered.update(lines)
            yield statement, home


def _copies(
    source: Source, region: Solution | None, statement: ast.stmt, index: _Released
) -> Iterator[Problem]:
    """The problem of one statement, or else those of the statements inside it."""
    if region and _is_allowed(statement, region):
        return
    if place := index.copy_of(statement):
        yield Problem(
            source.path,
            statement.lineno,
            f"this statement of the solution also stands in released text, at {place}",
            "Change that text, or write `# LEAK OK: ` and a reason behind the statement",
        )
        return
    for body in _bodies_of(statement):
        for inner in body:
            yield from _copies(source, region, inner, index)


def _bodies_of(statement: ast.stmt) -> Iterator[list[ast.stmt]]:
    for name in ("body", "orelse", "finalbody"):
        yield getattr(statement, name, [])
    for part in (*getattr(statement, "handlers", []), *getattr(statement, "cases", [])):
        yield part.body


def _is_allowed(statement: ast.stmt, region: Solution) -> bool:
    """Whether ``# LEAK OK`` stands on the statement, or on the header of a compound one."""
    body: list[ast.stmt] = getattr(statement, "body", [])
    last = body[0].lineno - 1 if body else statement.end_lineno or statement.lineno
    return any(statement.lineno <= line <= max(last, statement.lineno) for line in region.leak_ok)


def _index(released: Mapping[str, bytes], known: frozenset[str]) -> dict[str, str]:
    places: dict[str, str] = {}
    for path, content in sorted(released.items()):
        for first, tree in _released_code(path, content):
            for node in ast.walk(tree):
                if isinstance(node, (ast.stmt, ast.expr)) and is_telling(node):
                    line = first + node.lineno - 1
                    places.setdefault(shape(node, known), f"{path}:{line}")
    return places


def _released_code(path: str, content: bytes) -> Iterator[tuple[int, ast.Module]]:
    suffix = PurePosixPath(path).suffix
    if suffix == ".py":
        text = content.decode()
        tree = ast.parse(text)
        yield 1, tree
        yield from comment_snippets(text)
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield from snippets(node.value, node.lineno)
    elif suffix in TEXTS:
        yield from snippets(content.decode(errors="replace"))
