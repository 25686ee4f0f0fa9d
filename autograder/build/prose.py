"""Python inside texts: doctest examples, fenced and indented blocks, inline code, comments."""

from __future__ import annotations

import ast
import io
import re
import textwrap
import tokenize
import warnings
from collections.abc import Iterator
from itertools import groupby

EXAMPLE = re.compile(r"^\s*(?:>>>|\.\.\.)(?: |$)")
FENCE = re.compile(r"^\s*(```+|~~~+)")
INLINE = re.compile(r"(`+)(.+?)\1")

Snippet = tuple[int, ast.Module]
"""The line at which the code begins, from 1, and its tree."""


def snippets(text: str, first: int = 1) -> Iterator[Snippet]:
    """All Python that a text shows; ``first`` is the number of the text's first line."""
    lines = text.split("\n")
    numbered = [(first + i, line) for i, line in enumerate(lines)]
    yield from _runs(numbered, lambda line: bool(EXAMPLE.match(line)), EXAMPLE)
    yield from _runs(numbered, lambda line: not line.strip() or line.startswith("    "), None)
    for number, line in numbered:
        for match in INLINE.finditer(line):
            yield from _parsed(number, match[2].strip())
    yield from _fenced(numbered)


def comment_snippets(text: str) -> Iterator[Snippet]:
    """Commented code: whole runs of comment lines, and each line of them."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    found = [token for token in tokens if token.type == tokenize.COMMENT]
    runs = groupby(enumerate(found), key=lambda each: each[1].start[0] - each[0])
    for _, run in runs:
        numbered = [(token.start[0], token.string.lstrip("#")) for _, token in run]
        yield from _code(numbered)


def _runs(
    numbered: list[tuple[int, str]], belongs: object, prefix: re.Pattern[str] | None
) -> Iterator[Snippet]:
    assert callable(belongs)
    for inside, run in groupby(numbered, key=lambda each: belongs(each[1])):
        if inside:
            yield from _code([(n, prefix.sub("", line) if prefix else line) for n, line in run])


def _fenced(numbered: list[tuple[int, str]]) -> Iterator[Snippet]:
    block: list[tuple[int, str]] = []
    inside = False
    for number, line in numbered:
        if FENCE.match(line):
            yield from _code(block)
            inside, block = not inside, []
        elif inside and not EXAMPLE.match(line):
            block.append((number, line))


def _code(numbered: list[tuple[int, str]]) -> Iterator[Snippet]:
    """The lines as one piece of Python, or else those of them that are Python by themselves."""
    if not numbered:
        return
    whole = list(_parsed(numbered[0][0], textwrap.dedent("\n".join(line for _, line in numbered))))
    if whole:
        yield from whole
        return
    for number, line in numbered:
        yield from _parsed(number, line.strip())


def _parsed(number: int, code: str) -> Iterator[Snippet]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(code)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return
    if tree.body:
        yield number, tree
