"""Which of a notebook's statements the tasks need; nothing else of it is ever run."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from autograder.notebook.home import Home
from autograder.notebook.names import DEFINITIONS
from autograder.notebook.pieces import Broken, Left, Piece

_NAMED = 4
_MOST_NOTES = 10
_LIKE_A_FUNCTION = (ast.Lambda, ast.Name, ast.Attribute)


@dataclass(frozen=True)
class Choice:
    """What is kept of a notebook."""

    pieces: tuple[Piece, ...]
    broken: dict[str, Broken]
    """The cell that should have defined a name, and is no Python."""
    notes: tuple[str, ...]
    """What its author should know, each without a full stop."""


def choose(read: Sequence[Piece | Broken | Left], home: Home) -> Choice:
    """Begin at the tasks and follow the names that they use, however far."""
    choosing = _Choosing(
        home,
        [each for each in read if isinstance(each, Piece)],
        [each for each in read if isinstance(each, Broken)],
        [each for each in read if isinstance(each, Left)],
    )
    needed = choosing.needed()
    chosen = tuple(p for i, p in enumerate(choosing.pieces) if i in choosing.kept)
    broken = {name: cell for name in needed if (cell := choosing.broken_for(name))}
    return Choice(chosen, broken, _few(dict.fromkeys(choosing.notes(needed))))


@dataclass
class _Choosing:
    home: Home
    pieces: list[Piece]
    broken: list[Broken]
    left: list[Left]
    kept: set[int] = field(default_factory=set)
    """Places of the pieces that are kept."""
    _places: dict[str, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for place, piece in enumerate(self.pieces):
            for name in piece.names.binds | piece.names.alters:
                self._places.setdefault(name, []).append(place)

    def needed(self) -> list[str]:
        """The names that the tasks and the package's own names lead to; fills ``kept``."""
        seen = dict.fromkeys((*self.home.tasks, *sorted(self.home.given)))
        waiting = list(seen)
        while waiting:
            for place in self._chain(waiting.pop()):
                if place not in self.kept:
                    self.kept.add(place)
                    names = self.pieces[place].names
                    new = sorted((names.now | names.later) - seen.keys())
                    seen |= dict.fromkeys(new)
                    waiting += new
        return list(seen)

    def _chain(self, name: str) -> list[int]:
        """The pieces that make ``name`` what it is: from its last definition on, and those before
        where that builds on what the name meant.
        """
        places = [place for place in self._places.get(name, []) if self._counts(name, place)]
        defined = [place for place in places if self._is_fresh(name, self.pieces[place])]
        written = [place for place in defined if not self.home.is_stub(self.pieces[place].node)]
        if written:
            places = [place for place in places if place in written or place not in defined]
        last = (written or defined or [-1])[-1]
        return [place for place in places if place >= last]

    def _counts(self, name: str, place: int) -> bool:
        """Whether a piece is more than a use of a given name for something else, as in
        ``causal_mask = causal_mask(5)``.
        """
        node = self.pieces[place].node
        if name not in self.home.definitions or not isinstance(node, ast.Assign | ast.AnnAssign):
            return True
        if name in self.pieces[place].names.alters or node.value is None:
            return True
        return _redefines(name, node.value, is_task=name in self.home.tasks)

    def _is_fresh(self, name: str, piece: Piece) -> bool:
        names = piece.names
        return name in names.binds and name not in names.now and piece.is_sure

    def broken_for(self, name: str) -> Broken | None:
        """The last cell that is no Python and would define ``name``, where no other does."""
        cells = [each for each in self.broken if name in each.names]
        if not cells or any(not self._is_only_stub(each) for each in self._chain(name)):
            return None
        return cells[-1]

    def _is_only_stub(self, place: int) -> bool:
        return self.home.is_stub(self.pieces[place].node)

    def notes(self, needed: Sequence[str]) -> Iterator[str]:
        for task in self.home.tasks:
            yield from self._several(task)
        for cell in self.broken:
            yield from self._unreadable(cell, needed)
        for left in self.left:
            yield from self._not_run(left, needed)

    def _several(self, task: str) -> Iterator[str]:
        """A note where a task is written in several cells."""
        chain = self._chain(task)
        fresh = [
            place
            for place in self._places.get(task, [])
            if isinstance(self.pieces[place].node, DEFINITIONS)
            and self._is_fresh(task, self.pieces[place])
            and not self._is_only_stub(place)
        ]
        cells = list(dict.fromkeys(self.pieces[place].cell for place in fresh))
        if len(cells) > 1 and chain:
            graded = f"the one in cell {self.pieces[chain[0]].cell} was graded"
            yield f"{task} is defined in cells {_listed(cells)}: {graded}"

    def _unreadable(self, cell: Broken, needed: Sequence[str]) -> Iterator[str]:
        start = f"Cell {cell.cell} cannot be read ({cell.why})"
        tasks = [name for name in self.home.tasks if name in cell.names]
        lost = [name for name in tasks if self.broken_for(name) is cell]
        if lost:
            yield f"{start}, so {' and '.join(lost)} cannot be run"
        for name in tasks:
            if self.broken_for(name) is None and (chain := self._chain(name)):
                other = self.pieces[chain[-1]].cell
                yield f"{start}, so {name} was graded as cell {other} defines it"
        if not cell.names & set(needed):
            yield f"{start}, so nothing in it counts"

    def _not_run(self, left: Left, needed: Sequence[str]) -> Iterator[str]:
        for name in sorted(left.names & set(needed)):
            assigned = [
                place
                for place in self._chain(name)
                if isinstance(self.pieces[place].node, ast.Assign)
            ]
            if (assigned or not self._chain(name)) and name not in self.home.given:
                yield (
                    f"Cell {left.cell} may change {name} in {left.kind} outside of a function, "
                    "which is not run. Write it as one assignment, or do it in a function"
                )


def _few(notes: Iterable[str]) -> tuple[str, ...]:
    notes = tuple(notes)
    more = len(notes) - _MOST_NOTES
    return (
        notes if more <= 0 else (*notes[:_MOST_NOTES], f"There are {more} more remarks like these")
    )


def _redefines(name: str, value: ast.expr, *, is_task: bool) -> bool:
    """Whether an assignment to a function's name makes it another function."""
    if isinstance(value, _LIKE_A_FUNCTION):
        return True
    if not isinstance(value, ast.Call):
        return False
    if any(isinstance(each, ast.Name) and each.id == name for each in ast.walk(value.func)):
        return False
    arguments = [*value.args, *(each.value for each in value.keywords)]
    wraps = any(isinstance(each, ast.Name) and each.id == name for each in arguments)
    return wraps or is_task


def _listed(numbers: Sequence[int]) -> str:
    if len(numbers) > _NAMED:
        return f"{numbers[0]}, {numbers[1]} and {len(numbers) - 2} more"
    return f"{', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"
