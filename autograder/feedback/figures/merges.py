"""Sequences side by side: tokens, merges in the order in which they were learned, calls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from autograder.channel.describe import spelled
from autograder.feedback.figures.places import Pair, differs
from autograder.feedback.figures.svg import Panel, path, rect, text

_WIDTH, _ROW, _TOP = 370.0, 26.0, 24.0
_BEFORE, _AFTER = 3, 7
_INDEX, _GAP = 40.0, 10.0
_COLUMN = (_WIDTH - _INDEX - _GAP) / 2
_LETTER = 7.3
_BYTES = 256
_LONGEST_TOKEN = 64
"""A token may double with every merge: longer ones are not put together."""


@dataclass(frozen=True)
class Sequences:
    """Two lists of words, in the order in which they came."""

    got: tuple[str, ...]
    expected: tuple[str, ...]
    first: int
    """The first place at which the two differ."""


def merges(pair: Pair) -> tuple[list[Panel], str] | None:
    """Both lists beside each other around the first divergence; None where there are no lists."""
    got, expected = pair.got, pair.expected
    if isinstance(got, dict) and isinstance(expected, dict):
        return _drawn(_merged(got), _merged(expected), "merge")
    if is_sequence(got) and is_sequence(expected):
        return _drawn(
            [spelled(each, 60) for each in got], [spelled(e, 60) for e in expected], "entry"
        )
    return None


def is_sequence(value: Any) -> bool:
    """Whether ``value`` is a row of single values, or of short tuples of them."""
    return isinstance(value, list | tuple) and all(
        _is_single(each) or _is_row(each) for each in value
    )


def _is_single(value: Any) -> bool:
    return value is None or isinstance(value, bool | int | float | str | bytes)


def _is_row(value: Any) -> bool:
    return isinstance(value, tuple) and len(value) <= 8 and all(map(_is_single, value))


def _merged(table: dict[Any, Any]) -> list[str]:
    """``{(116, 104): 256}`` as ``t h → th``; another dict as its keys and values."""
    parts: dict[Any, bytes] = {at: bytes([at]) for at in range(_BYTES)}
    words = []
    for pair, new in table.items():
        both = [parts.get(one, b"") for one in pair] if _is_merge(pair, new) else []
        if all(both) and 0 < sum(map(len, both)) <= _LONGEST_TOKEN:
            left, right = both
            parts[new] = left + right
            words.append(f"{_letters(left)} + {_letters(right)} = {spelled(new, 12)}")
        else:
            words.append(f"{spelled(pair, 30)}: {spelled(new, 30)}")
    return words


def _is_merge(pair: Any, new: Any) -> bool:
    return (
        isinstance(pair, tuple)
        and len(pair) == 2
        and all(type(one) is int for one in (*pair, new))
        and new >= _BYTES
    )


def _letters(token: bytes) -> str:
    """The bytes of a token as one reads them, with a sign for blanks."""
    written = token.decode("utf-8", "backslashreplace")
    if not written.isprintable():
        return spelled(written, 24)
    return written.replace(" ", "␣")


def _drawn(
    got: Sequence[str], expected: Sequence[str], word: str
) -> tuple[list[Panel], str] | None:
    first = _first(got, expected)
    if first is None:
        return None
    both = Sequences(tuple(got), tuple(expected), first)
    most = max(len(got), len(expected))
    start, end = max(0, first - _BEFORE), min(most, first + _AFTER)
    if start == 1:
        start = 0
    parts = [text(_INDEX, 14, "came back", "label"), text(_right(), 14, "expected", "label")]
    for row, at in enumerate(range(start, end)):
        parts += _row(both, at, _TOP + row * _ROW)
    height = _TOP + (end - start) * _ROW + 2
    panel = Panel("", _seen(both, word), _WIDTH, height, tuple(parts), wide=True)
    return [panel], _words(both, word, start, most - end)


def _first(got: Sequence[str], expected: Sequence[str]) -> int | None:
    both = enumerate(zip(got, expected, strict=False))
    apart = next((at for at, (mine, theirs) in both if differs(mine, theirs, None)), None)
    if apart is None and len(got) != len(expected):
        return min(len(got), len(expected))
    return apart


def _right() -> float:
    return _INDEX + _COLUMN + _GAP


def _row(both: Sequences, at: int, y: float) -> list[str]:
    """One place of both lists; what follows the divergence is pale."""
    parts = [text(_INDEX - 12, y + 17, str(at), "tick end")]
    if at == both.first:
        parts.append(path(f"M2 {y + 7:.1f}l8 6l-8 6z", "mark"))
    for side, x, style in ((both.got, _INDEX, "got"), (both.expected, _right(), "expected")):
        here = style if at == both.first else "later" if at > both.first else "same"
        parts += _entry(side, at, (x, y), here)
    return parts


def _entry(side: tuple[str, ...], at: int, corner: tuple[float, float], style: str) -> list[str]:
    x, y = corner
    if at >= len(side):
        return [text(x + 8, y + 17, "nothing", f"token none {style}")]
    room = int((_COLUMN - 14) / _LETTER)
    said = side[at] if len(side[at]) <= room else f"{side[at][: room - 1]}…"
    return [
        rect(x, y + 2, _COLUMN, _ROW - 4, f"chip {style}", rx=4),
        text(x + 8, y + 17, said, f"token {style}"),
    ]


def _words(both: Sequences, word: str, before: int, after: int) -> str:
    words = f"The two part at {word} {both.first}, counting from 0."
    plural = {"entry": "entries"}.get(word, f"{word}s")
    if before:
        words += f" The {before} {plural} before these are equal."
    if after > 0:
        words += f" {after} more follow."
    if len(both.got) != len(both.expected):
        words += f" {len(both.got)} came back, {len(both.expected)} were expected."
    return words


def _seen(both: Sequences, word: str) -> str:
    mine, theirs = (
        side[both.first] if both.first < len(side) else "nothing"
        for side in (both.got, both.expected)
    )
    words = f"Two lists side by side, equal up to {word} {both.first}: there {mine} came back"
    return f"{words}, {theirs} was expected."
