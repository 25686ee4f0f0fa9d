"""One possible choice for one field of one brief: what it earns, and why. Staff only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """A term with its credit in halves: 2 is right, 1 an accepted alternative, 0 wrong."""

    halves: int
    why: str


def right(why: str) -> Choice:
    """The key, or a term that is as right as the key."""
    return Choice(2, why)


def half(why: str) -> Choice:
    """An alternative that an expert could defend, but that misses something of the brief."""
    return Choice(1, why)


def wrong(why: str) -> Choice:
    """A misconception, or a term that the brief rules out."""
    return Choice(0, why)


Explained = dict[str, dict[str, dict[str, Choice]]]
"""Choices by brief, field and term."""
