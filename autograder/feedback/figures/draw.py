"""Which picture a check's evidence gets, and the picture."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from autograder.channel.describe import is_array
from autograder.feedback.figures.bars import bars
from autograder.feedback.figures.curve import curve
from autograder.feedback.figures.heat import heat
from autograder.feedback.figures.merges import is_sequence, merges
from autograder.feedback.figures.places import Pair, not_alike, way
from autograder.feedback.figures.policy import Grid, policy
from autograder.feedback.figures.svg import Panel
from autograder.model import Evidence

_POLICY = re.compile(r"policy ([1-9]\d{0,2}) (\S+)$")
_LONG = 8
_LARGE = 4

Drawn = tuple[list[Panel], str] | None


@dataclass(frozen=True)
class Figure:
    """Panels with words below them; without panels only words that say why there are none."""

    panels: tuple[Panel, ...]
    words: str
    kind: str = ""


def figure(evidence: Evidence | None, wanted: str = "") -> Figure | None:
    """The picture of what was compared; None where there is nothing to see.

    ``wanted`` is the check's ``picture:`` of the configuration.
    """
    if evidence is None or wanted == "none":
        return None
    pairs = way(Pair(evidence.got, evidence.expected))
    for pair in pairs:
        for name, draw in _kinds(wanted, pair):
            found = draw(pair)
            if found is not None:
                return Figure(tuple(found[0]), _with_place(pair, found[1]), name)
    words = not_alike(pairs[-1])
    return Figure((), _with_place(pairs[-1], words)) if words else None


def _with_place(pair: Pair, words: str) -> str:
    return f"At {pair.place}: {words}".strip() if pair.place else words


def _kinds(wanted: str, pair: Pair) -> Iterator[tuple[str, Callable[[Pair], Drawn]]]:
    """The kinds to try on one pair: the wanted one, or those that its shape suggests."""
    grid = _POLICY.match(wanted)
    if grid is not None:
        where = Grid(int(grid[1]), grid[2])
        yield "policy", lambda each: policy(each, where)
    elif wanted in _WANTED:
        yield wanted, _WANTED[wanted]
    else:
        yield from _by_shape(pair.expected)


def _by_shape(value: Any) -> Iterator[tuple[str, Callable[[Pair], Drawn]]]:
    if is_array(value):
        if value.ndim >= 2 and _size(value) >= _LARGE:
            yield "heat", heat
        elif value.ndim == 1 and _size(value) >= _LONG:
            yield "curve", curve
    elif isinstance(value, dict):
        yield "bars", bars
    elif isinstance(value, list) and len(value) >= _LONG and any(type(v) is float for v in value):
        yield "curve", curve
    elif _is_list_of_words(value):
        yield "merges", merges


def _is_list_of_words(value: Any) -> bool:
    """Tokens, calls and the like, but no measured numbers."""
    return (
        isinstance(value, list)
        and is_sequence(value)
        and not any(type(each) is float for each in value)
    )


def _size(array: Any) -> int:
    size = 1
    for side in array.shape:
        size *= int(side)
    return size


def _heat_of_table(pair: Pair) -> Drawn:
    return heat(pair) if is_array(pair.expected) else None


_WANTED: dict[str, Callable[[Pair], Drawn]] = {
    "heat": _heat_of_table,
    "curve": curve,
    "bars": bars,
    "merges": merges,
}
