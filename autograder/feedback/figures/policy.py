"""Policies: for each state of a grid the action that is taken there, as an arrow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from autograder.feedback.figures.places import Pair, numbers
from autograder.feedback.figures.svg import Panel, line, path, rect, text
from autograder.late import np

_MOST_STATES = 1024
_TURNS = {"^": 0, "↑": 0, ">": 90, "→": 90, "v": 180, "↓": 180, "<": 270, "←": 270}
_UNKNOWN = -1


@dataclass(frozen=True)
class Grid:
    """How states lie and actions look: so many columns, and a sign for each action."""

    columns: int
    signs: str


def policy(pair: Pair, grid: Grid) -> tuple[list[Panel], str] | None:
    """Two grids of arrows; None where there are no actions of states to be seen.

    What can be drawn: an action for each state; a table of values, states by actions, of which the
    greedy action is drawn; a list of steps (state, action, ...), of which the first one in each
    state counts.
    """
    got, expected = (_actions(side, grid) for side in (pair.got, pair.expected))
    if got is None or expected is None:
        return None
    states = max(len(got), len(expected))
    got, expected = (each + [_UNKNOWN] * (states - len(each)) for each in (got, expected))
    apart = [state for state in range(states) if got[state] != expected[state]]
    if not apart or not any(action != _UNKNOWN for action in got + expected):
        return None
    panels = [
        _panel("came back", got, apart, grid),
        _panel("expected", expected, apart, grid),
    ]
    return panels, _words(got, expected, apart, grid)


def _actions(value: Any, grid: Grid) -> list[int] | None:
    """An action per state; `_UNKNOWN` where none is known."""
    if _is_steps(value):
        return _of_steps(value, grid)
    table = numbers(value)
    if table is None or table.size == 0:
        return None
    if table.ndim == 2 and table.shape[1] == len(grid.signs) and table.shape[1] != grid.columns:
        return _greedy(table)
    flat = table.reshape(-1)
    if table.ndim > 2 or flat.size > _MOST_STATES:
        return None
    known = (flat == np.floor(flat)) & (flat >= 0) & (flat < len(grid.signs))
    return [int(action) if fine else _UNKNOWN for action, fine in zip(flat, known, strict=True)]


def _greedy(table: Any) -> list[int] | None:
    """The best action of each row; none where the row has several, or no numbers."""
    if len(table) > _MOST_STATES:
        return None
    best = [np.flatnonzero(row == row.max()) for row in table]
    return [int(each[0]) if len(each) == 1 else _UNKNOWN for each in best]


def _is_steps(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(step, tuple) and len(step) >= 2 for step in value)
        and all(type(part) is int for step in value for part in step[:2])
    )


def _of_steps(steps: list[Any], grid: Grid) -> list[int] | None:
    taken: dict[int, int] = {}
    for state, action, *_ in steps:
        if 0 <= state < _MOST_STATES:
            taken.setdefault(state, action)
    if not taken:
        return None
    states = -(-(max(taken) + 1) // grid.columns) * grid.columns
    known = {state: action for state, action in taken.items() if 0 <= action < len(grid.signs)}
    return [known.get(state, _UNKNOWN) for state in range(states)]


def _panel(name: str, actions: list[int], apart: list[int], grid: Grid) -> Panel:
    columns = min(grid.columns, len(actions))
    rows = -(-len(actions) // columns)
    cell = min(40.0, 360.0 / columns)
    parts = []
    for state, action in enumerate(actions):
        x, y = (state % columns) * cell + 1, (state // columns) * cell + 1
        wrong = state in set(apart)
        parts.append(rect(x, y, cell, cell, "cell differs" if wrong else "cell"))
        style = "wrong" if wrong and name == "came back" else "right"
        parts += _sign(action, (x + cell / 2, y + cell / 2), cell, style, grid)
    seen = _seen(name, actions, apart, grid)
    return Panel(name, seen, columns * cell + 2, rows * cell + 2, tuple(parts), wide=columns > 8)


def _sign(
    action: int, middle: tuple[float, float], cell: float, style: str, grid: Grid
) -> Iterator[str]:
    x, y = middle
    if action == _UNKNOWN:
        yield line(x - 2, y, x + 2, y, "none")
        return
    sign = grid.signs[action]
    if sign in _TURNS:
        half, tip = cell * 0.28, cell * 0.16
        head = f"M-{tip:.1f} {tip - half:.1f}L0 -{half:.1f}L{tip:.1f} {tip - half:.1f}"
        arrow = f"M0 {half:.1f}V-{half:.1f}{head}"
        turned = f"translate({x:.1f} {y:.1f}) rotate({_TURNS[sign]})"
        yield path(arrow, f"arrow {style}", transform=turned)
    else:
        yield text(x, y + 5, sign, f"value {style}")


def _words(got: list[int], expected: list[int], apart: list[int], grid: Grid) -> str:
    first = apart[0]
    mine, theirs = (_said(actions[first], grid) for actions in (got, expected))
    count = f"{len(apart)} of {len(got)} states differ"
    return f"{count}; the first is state {first}: {mine} came back, {theirs} was expected."


def _said(action: int, grid: Grid) -> str:
    return "no action" if action == _UNKNOWN else grid.signs[action]


def _seen(name: str, actions: list[int], apart: list[int], grid: Grid) -> str:
    rows = [actions[at : at + grid.columns] for at in range(0, len(actions), grid.columns)]
    said = "; ".join(" ".join(_said(action, grid) for action in row) for row in rows)
    wrong = ", ".join(map(str, apart[:12])) + (" and more" if len(apart) > 12 else "")
    return f"Grid of actions, {name}. The states {wrong} differ. Row by row: {said}"
