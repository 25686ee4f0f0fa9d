"""The steps of the pipelines. Each is pure: ``(source, lines) -> lines``."""

from __future__ import annotations

import ast
import io
import json
import re
import textwrap
import tokenize
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from autograder.build.lines import Line, Lines, inside_strings, text_of
from autograder.source import Solution, Source

WIDTH = 100


def _without(lines: Lines, numbers: Iterable[int]) -> Lines:
    gone = frozenset(numbers)
    return tuple(line for line in lines if line.made or line.source_line not in gone)


def _span(first: int, last: int) -> range:
    return range(first, last + 1)


def without_blocks(source: Source, lines: Lines) -> Lines:
    """Known mistakes vanish."""
    mistakes = [mistake for region in source.regions for mistake in region.mistakes]
    return _without(lines, (n for each in mistakes for n in _span(each.first, each.last)))


def without_prompts(source: Source, lines: Lines) -> Lines:
    """Prompts vanish from their own place; a stub has them inside its region."""
    prompts = [region.prompt for region in source.regions if region.prompt]
    return _without(lines, (n for each in prompts for n in _span(each.first, each.last)))


def without_class_regions(source: Source, lines: Lines) -> Lines:
    """A region directly in a class body holds extra methods of the solution; nothing stays."""
    regions = [region for region in source.regions if region.in_class_body]
    return _without(lines, (n for each in regions for n in _span(each.first, each.last)))


def without_markers(source: Source, lines: Lines) -> Lines:
    """The lines of BEGIN SOLUTION and END SOLUTION vanish."""
    return _without(lines, (n for each in source.regions for n in (each.first, each.last)))


def without_notes(source: Source, lines: Lines) -> Lines:
    """The lines of ``# EQUIVALENT`` vanish."""
    return _without(lines, (n.line for each in source.regions for n in each.equivalents))


def without_trailing_markers(source: Source, lines: Lines) -> Lines:
    """``# SOLUTION`` and ``# LEAK OK`` vanish; their lines stay."""
    marked = {one.line for one in source.one_lines}
    marked |= {number for region in source.regions for number in region.leak_ok}
    columns = _comment_columns(source.text) if marked else {}
    return tuple(
        Line(line.text[: columns[line.source_line]].rstrip(), line.source_line)
        if line.source_line in marked and not line.made
        else line
        for line in lines
    )


def _comment_columns(text: str) -> dict[int, int]:
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return {token.start[0]: token.start[1] for token in tokens if token.type == tokenize.COMMENT}


def one_lines_to_todo(source: Source, lines: Lines) -> Lines:
    """``value = f(x)  # SOLUTION`` becomes ``value = ...  # TODO``."""
    stubs = {one.line: one.stub for one in source.one_lines}
    return tuple(Line(stubs.get(line.source_line, line.text), line.source_line) for line in lines)


def regions_to_stubs(source: Source, lines: Lines) -> Lines:
    """Each region becomes its prompt, a TODO and a raise."""
    for region in source.regions:
        if not region.in_class_body:
            lines = _replaced(lines, region, tuple(_stub_of(region)))
    return lines


def mistake_for_solution(task: str, name: str) -> Callable[[Source, Lines], Lines]:
    """The step that puts every block of one mistake in place of the region above it."""

    def step(source: Source, lines: Lines) -> Lines:
        for region in source.regions:
            for block in region.mistakes:
                if (block.task, block.name) == (task, name):
                    code = (_indented(region, text, number) for number, text in block.lines)
                    lines = _replaced(lines, region, tuple(code))
        return lines

    return step


def _replaced(lines: Lines, region: Solution, new: Lines) -> Lines:
    inside = _span(region.first, region.last)
    at = next(i for i, line in enumerate(lines) if line.source_line in inside and not line.made)
    return lines[:at] + new + _without(lines[at:], inside)


def _indented(region: Solution, text: str, number: int) -> Line:
    return Line(region.indent + text if text.strip() else "", number, made=True)


def _stub_of(region: Solution) -> Iterator[Line]:
    if region.prompt:
        for number, text in region.prompt.lines:
            yield _indented(region, text, number)
    todo = region.summary or "write this"
    for text in (*_todo(todo, region.indent), *_raise(region)):
        yield _indented(region, text, region.first)


def _todo(summary: str, indent: str) -> list[str]:
    return textwrap.wrap(
        summary,
        WIDTH - len(indent),
        initial_indent="# TODO: ",
        subsequent_indent="#     ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _raise(region: Solution) -> list[str]:
    message = f"{region.owner}: {region.summary or 'write this'}"
    line = f"raise NotImplementedError({quoted(message)})"
    if len(region.indent) + len(line) <= WIDTH:
        return [line]
    room = WIDTH - len(region.indent) - 4
    parts = (f"    {quoted(part)}" for part in _parts(message, room))
    return ["raise NotImplementedError(", *parts, ")"]


def _parts(message: str, room: int) -> list[str]:
    """The message cut after words, so that each part as a literal fits."""
    parts = [""]
    for word in re.findall(r"\S+\s*", message):
        if parts[-1] and len(quoted(parts[-1] + word)) > room:
            parts.append("")
        parts[-1] += word
    return parts


def quoted(text: str) -> str:
    """``text`` as a Python literal, in double quotes unless single ones save escapes."""
    if '"' in text and "'" not in text:
        return repr(text)
    return json.dumps(text, ensure_ascii=not text.isprintable())


def without_blank_runs(_source: Source, lines: Lines) -> Lines:
    """Where lines were removed, the longer of the blank runs around the gap stays, and no more.

    At most two blank lines stay before a line at the margin and one before an indented line;
    none at the file's begin or end. Strings are left alone.
    """
    frozen = inside_strings(ast.parse(text_of(lines)))
    blank = [not line.text.strip() and n not in frozen for n, line in enumerate(lines, start=1)]
    kept: list[Line] = []
    for is_blank, run in groupby(range(len(lines)), key=lambda i: blank[i]):
        places = list(run)
        part = [lines[i] for i in places]
        if not is_blank:
            kept += part
        elif kept and places[-1] + 1 < len(lines):
            kept += part[: _allowed(kept[-1], part, lines[places[-1] + 1])]
    return tuple(kept)


def _allowed(before: Line, blank: list[Line], after: Line) -> int:
    """How many blank lines of a run stay."""
    longest = count = 0
    previous = before.source_line
    for line in blank:
        count = count + 1 if line.source_line == previous + 1 else 1
        longest, previous = max(longest, count), line.source_line
    return min(longest, 1 if after.text.startswith(" ") else 2)
