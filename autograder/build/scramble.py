"""A module with everything secret replaced by random text, for the proof that nothing flows out."""

from __future__ import annotations

import random
from dataclasses import replace

from autograder.build.lines import Line, Lines, text_of
from autograder.source import Mistake, ModuleSource, Solution, Source, read_source

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def scramble(module: ModuleSource, rng: random.Random) -> ModuleSource:
    """Replace every solution, every mistake and all hidden tests by random valid Python.

    The new bodies have other lengths, so every line below them moves. Mistakes also get other
    names, reasons and hints, and further ones come and go. Markers, signatures, docstrings,
    prompts and given code stay, for those are what a release is made of.
    """
    sources = tuple(_scrambled(source, rng) for source in module.sources)
    tests = {
        name: "\n".join(_statements(rng)) + "\n" if name == "test_hidden.py" else text
        for name, text in module.tests.items()
    }
    return replace(module, sources=sources, tests=tests)


def _scrambled(source: Source, rng: random.Random) -> Source:
    lines: Lines = tuple(Line(text, n) for n, text in enumerate(source.lines, start=1))
    edits = [edit for region in source.regions for edit in _edits(region, rng)]
    edits += [(one.line, one.line, [_one_line(source, one.line, rng)]) for one in source.one_lines]
    for first, last, texts in sorted(edits, reverse=True):
        new = tuple(Line(text, first) for text in texts)
        lines = lines[: first - 1] + new + lines[last:]
    return read_source(source.path, text_of(lines))


Edit = tuple[int, int, list[str]]
"""First and last line of the source to be replaced, and the lines that come instead."""


def _edits(region: Solution, rng: random.Random) -> list[Edit]:
    body = [region.indent + text for text in _statements(rng)]
    edits: list[Edit] = [(region.first + 1, region.last - 1, body)]
    for mistake in region.mistakes:
        texts = _mistake(rng) if rng.random() < 0.7 else []
        edits.append((mistake.first, mistake.last, [region.indent + text for text in texts]))
    extra = [region.indent + text for text in _mistake(rng)]
    below = _last(region.mistakes, region)
    edits.append((below + 1, below, extra))
    return edits


def _last(mistakes: tuple[Mistake, ...], region: Solution) -> int:
    return max([region.last, *(mistake.last for mistake in mistakes)])


def _one_line(source: Source, number: int, rng: random.Random) -> str:
    """The same target with another right side."""
    stub = next(one.stub for one in source.one_lines if one.line == number)
    return stub.removesuffix("...  # TODO") + _expression(rng) + "  # SOLUTION"


def _mistake(rng: random.Random) -> list[str]:
    return [
        f"# BEGIN MISTAKE {_word(rng)}-{rng.randrange(10**9)}",
        f"# why: {_word(rng)} {_word(rng)}",
        f"# hint: {_word(rng)} {_word(rng)}",
        *(f"# {text}" for text in _statements(rng)),
        "# END MISTAKE",
    ]


def _statements(rng: random.Random) -> list[str]:
    """A few lines of valid Python, also inside a class body, that use imports of their own."""
    lines = [f"import {rng.choice(['math', 'json', 'itertools'])}"] if rng.random() < 0.3 else []
    for _ in range(rng.randrange(1, 12)):
        lines.append(f"{_word(rng)} = {_expression(rng)}")
        if rng.random() < 0.3:
            lines += [f"if {_word(rng)}:", f"    {_word(rng)}({_expression(rng)})"]
    return lines


def _expression(rng: random.Random) -> str:
    return f"{_word(rng)}({rng.randrange(10**6)}) + {_word(rng)}.{_word(rng)}[{_word(rng)!r}]"


def _word(rng: random.Random) -> str:
    """A name that is no keyword, for no keyword ends in two digits."""
    letters = "".join(rng.choice(LETTERS) for _ in range(rng.randrange(2, 14)))
    return f"{letters}{rng.randrange(10, 100)}"
