"""Finds the known name that a misspelt one most likely stands for."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known name closest to ``word``, or None where nothing is close.

    >>> nearest("sofmax", ["sdpa", "softmax"])
    'softmax'
    """
    folded = {name.lower(): name for name in known}
    matches = get_close_matches(word.lower(), folded, n=1, cutoff=0.6)
    return folded[matches[0]] if matches else None


def one_of(word: str, known: Iterable[str], kind: str) -> str:
    """What to write instead of ``word``, without the last full stop.

    >>> one_of("sofmax", ["sdpa", "softmax"], "tasks")
    "Write 'softmax'"
    >>> one_of("relu", ["sdpa", "softmax"], "tasks")
    'The tasks are: sdpa, softmax'
    """
    names = list(known)
    match = nearest(word, names)
    if match is not None:
        return f"Write '{match}'"
    return f"The {kind} are: {', '.join(names)}" if names else f"There are no {kind} yet"
