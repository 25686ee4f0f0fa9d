"""What a worker does to itself before it sees the student's code, in this order (Linux)."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from autograder.sandbox import capabilities, identity, landlock, limits, surroundings
from autograder.sandbox.limits import Limits
from autograder.sandbox.seccomp import Filter


@dataclass(frozen=True)
class Ruleset:
    """What Landlock will allow: a descriptor, and the version of the interface it is made for."""

    descriptor: int
    version: int


@dataclass(frozen=True)
class Cell:
    """What one worker is held in; a layer that the machine does not have is None."""

    parent: int
    folder: Path
    limits: Limits
    user: int | None
    ruleset: Ruleset | None
    filter: Filter | None

    @property
    def descriptors(self) -> set[int]:
        """What must stay open until the worker is in its cell."""
        return {self.ruleset.descriptor} if self.ruleset else set()


Step = tuple[str, Callable[[], None]]


def enter(cell: Cell) -> None:
    """Put every layer into force. Raises OSError where one fails."""
    for _, step in steps(cell):
        step()


def steps(cell: Cell) -> Iterator[Step]:
    """The layers by name. Each comes before those that would forbid it; the parent's death is
    asked for after the change of user, which forgets it; the filter is last.
    """
    yield "surroundings", partial(_forget, cell.folder)
    yield "privileges", limits.no_new_privileges
    if cell.ruleset is not None:
        yield "landlock", partial(_landlock, cell.ruleset)
    yield "limits", partial(limits.apply, cell.limits, own_user=cell.user is not None)
    if cell.user is not None:
        yield "user", partial(identity.become, cell.user)
    elif cell.ruleset is not None:  # root without its powers can still read what is root's
        yield "user", capabilities.give_up
    yield "tracing", limits.not_traceable
    yield "parent", partial(limits.end_with, cell.parent)
    if cell.filter is not None:
        yield "seccomp", partial(cell.filter.load, os.getpid())


def _forget(folder: Path) -> None:
    surroundings.forget()
    surroundings.keep_devnull()
    os.chdir(folder)
    limits.first_to_go()


def _landlock(ruleset: Ruleset) -> None:
    # Only now is it known which process this is: libraries read about themselves there.
    (own,) = landlock.opened([Path("/proc/self")])
    landlock.allow(ruleset.descriptor, own, landlock.READ, ruleset.version)
    landlock.restrict_self(ruleset.descriptor, ruleset.version)
    os.close(own)
    os.close(ruleset.descriptor)
