"""What an annotated file consists of, as frozen dataclasses. Line numbers count from 1."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from autograder.model import Verdict

CodeLine = tuple[int, str]
"""A line number of the source and the text that stands there once the comment sign is gone."""


@dataclass(frozen=True)
class Prompt:
    """What the stub shows above its TODO; ``first`` and ``last`` are the marker lines."""

    first: int
    last: int
    lines: tuple[CodeLine, ...]


@dataclass(frozen=True)
class Mistake:
    """One block of a known mistake. Blocks with one name in one task apply together.

    ``lines`` is the code that stands in place of the solution's body, without its indentation.
    ``why``, ``hint`` and ``verdict`` are the same in all blocks of one mistake.
    """

    task: str
    name: str
    why: str
    hint: str
    verdict: Verdict
    first: int
    last: int
    lines: tuple[CodeLine, ...]


@dataclass(frozen=True)
class Equivalent:
    """A note that a change of line ``of`` by a mutation operator is no mistake, and why.

    ``line`` is the note's own; ``change`` is as in ``x -> y``, empty where every change by this
    operator is meant.
    """

    line: int
    of: int
    operator: str
    change: str
    reason: str


@dataclass(frozen=True)
class Solution:
    """A SOLUTION region; ``first`` and ``last`` are the marker lines, the body is between them.

    ``owner`` is the function that holds it, such as ``softmax`` or ``MultiHeadAttention.forward``.
    A region directly in a class body has the class as its owner; the stub drops it.
    """

    task: str
    owner: str
    first: int
    last: int
    indent: str
    summary: str
    in_class_body: bool
    prompt: Prompt | None
    mistakes: tuple[Mistake, ...]
    leak_ok: tuple[int, ...]
    equivalents: tuple[Equivalent, ...] = ()


@dataclass(frozen=True)
class OneLine:
    """An assignment with a trailing ``# SOLUTION``; ``stub`` is what students get for it."""

    task: str
    owner: str
    line: int
    stub: str


@dataclass(frozen=True)
class Source:
    r"""One annotated file; its text has ``\n`` line ends."""

    path: Path
    text: str
    regions: tuple[Solution, ...] = ()
    one_lines: tuple[OneLine, ...] = ()

    @property
    def lines(self) -> list[str]:
        """The lines without their ends; `str.splitlines` would also break at form feeds."""
        return self.text.removesuffix("\n").split("\n")

    @property
    def tasks(self) -> tuple[str, ...]:
        """The top-level functions and classes that have a region, in file order."""
        marked = [(region.first, region.task) for region in self.regions]
        marked += [(one.line, one.task) for one in self.one_lines]
        return tuple(dict.fromkeys(task for _, task in sorted(marked)))

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """Each known mistake once, in file order: its first block."""
        first: dict[tuple[str, str], Mistake] = {}
        for region in self.regions:
            for block in region.mistakes:
                first.setdefault((block.task, block.name), block)
        return tuple(first.values())
