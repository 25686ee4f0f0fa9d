"""An attack as data: the code, what must come of it, what stopped it, and how that is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .ground import Ground

HEAD = """\
import ctypes
import os
import sys
import threading
import time
from pathlib import Path

from .evidence import (
    WHERE, call_number, called, channel, found, frame, report, seen, tried, wanted,
)

"""


class Layer(str, Enum):
    """What stops an attack, as the page names it."""

    SPLIT = "two processes"
    CHANNEL = "the channel"
    OWN_USER = "own user"
    LANDLOCK = "Landlock"
    SECCOMP = "seccomp"
    LIMITS = "limits"
    DEADLINE = "deadline"
    SURROUNDINGS = "fresh surroundings"
    REPORT = "the report"
    INTAKE = "intake"
    CHECK = "the check"
    NAMES = "forbidden names"
    NOTHING = "**nothing**"


class Naive(Enum):
    """What the attack comes to in a grader that runs submission and tests in one process."""

    FULL = "full marks"
    READS = "reads the secret"
    DIES = "no result"
    NOTHING = "-"


Shows = Mapping[str, str | Mapping[str, str]]
"""What the attack itself must have seen, by its own words for each deed: an errno, an exception, or
a text; where it differs, for each ground by its name."""

Build = Callable[["Ground", Path], Path]
"""Makes what is handed in out of the honest folder; gives its path."""


@dataclass(frozen=True)
class Attack:
    """One attack on one task."""

    name: str
    does: str
    code: str = ""
    by: tuple[Layer, ...] = ()
    known: str = ""
    """How it is known that this is what stopped it, where `shows` does not say it all."""
    shows: Shows = field(default_factory=dict)
    without: Shows = field(default_factory=dict)
    """What it sees of the same deeds where there is no layer: then it is the layers that stop it."""
    task: str = "answer"
    ends: tuple[str, ...] = ("FAILED",)
    """Verdicts that its hidden check may have."""
    naive: Naive = Naive.NOTHING
    naive_check: str = ""
    """The check of the baseline that it is tried on; by default the one named after its task."""
    spares_others: bool = True
    """Whether the other tasks are graded as before; else they may lose, and never gain."""
    seconds: float = 8.0
    """Within which the whole grading must end."""
    grounds: tuple[str, ...] = ("root", "user")
    module: str = "v01_vault"
    more: Mapping[str, str] = field(default_factory=dict)
    """Further files beside the code."""
    build: Build | None = None
    says: str = ""
    """A part of what the student is told about it."""
    refused: str = ""
    """A part of the sentence with which it is refused, where it is not graded at all."""
    earns: bool = False
    """Whether it gets its points, because nothing can stop it."""

    @property
    def text(self) -> str:
        """What is put below the honest work."""
        return HEAD + dedent(self.code).lstrip("\n") if self.code else ""

    def shown_on(self, ground: str) -> dict[str, str]:
        """What it must have seen on one ground."""
        return {
            deed: outcome if isinstance(outcome, str) else outcome[ground]
            for deed, outcome in self.shows.items()
        }


@dataclass(frozen=True)
class NotRun:
    """An attack that no test runs, with the reason."""

    name: str
    does: str
    answer: str


@dataclass(frozen=True)
class Group:
    """Attacks of one kind, as a section of the page."""

    title: str
    about: str
    attacks: tuple[Attack, ...]
    not_run: tuple[NotRun, ...] = ()
