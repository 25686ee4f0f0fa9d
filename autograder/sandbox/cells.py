"""The launcher's stock of cells: what can be made once is made once, the rest for each worker.

What the machine can enforce is tried when the first cell is wanted, and every cell has all of it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from autograder.errors import AutograderError
from autograder.sandbox import landlock, reach, scratch
from autograder.sandbox.confine import Cell, Ruleset
from autograder.sandbox.identity import Pool
from autograder.sandbox.layers import Layers, machine_layers
from autograder.sandbox.limits import Limits
from autograder.sandbox.scratch import Area, Room
from autograder.sandbox.seccomp import Filter, architecture, new_filter

_MOST_FILES = 1000
_NEEDS_LANDLOCK = (
    "this module lets code write files, and only Landlock can keep them in their folder. "
    "Grade it on a newer kernel."
)


@dataclass(frozen=True)
class Held:
    """A cell with the room that belongs to it."""

    cell: Cell
    room: Room

    def overflows(self) -> bool:
        """Whether its code has written more than it may."""
        allowed = self.cell.limits.scratch_mb * 2**20
        if not allowed:
            return False  # it cannot write at all
        files, size = self.room.size()
        return files > _MOST_FILES or size > allowed


class Cells:
    """Makes cells for workers, and takes them back when the workers have ended."""

    def __init__(self) -> None:
        self._layers: Layers = machine_layers()
        self._area = Area(others=self._layers.own_user)
        self._users = Pool()

    def new(self, submission: Path, limits: Limits) -> Held:
        """A cell with all layers of this machine. Raises AutograderError or OSError."""
        writes = limits.scratch_mb > 0
        if writes and not self._layers.landlock:
            raise AutograderError(_NEEDS_LANDLOCK)
        user = self._users.take() if self._layers.own_user else None
        try:
            room = self._area.new_room(submission, user, writes=writes)
        except (OSError, AutograderError):
            self._give_back(user)
            raise
        ruleset = self._ruleset(room, writes=writes)
        filter_ = self._filters[writes] if self._layers.seccomp else None
        return Held(Cell(os.getpid(), room.scratch, limits, user, ruleset, filter_), room)

    def close(self, held: Held) -> None:
        """A worker has ended: so does all of its user, and its room is cleared."""
        self._give_back(held.cell.user)
        scratch.clear(held.room)

    def _give_back(self, user: int | None) -> None:
        if user is not None:
            self._users.give_back(user)

    def remove(self) -> None:
        """Nothing is left of any cell."""
        self._area.remove()

    @cached_property
    def _filters(self) -> dict[bool, Filter]:
        here = architecture()
        return {writes: new_filter(here, writes=writes) for writes in (False, True)} if here else {}

    @cached_property
    def _places(self) -> list[int]:
        """What every worker may read, opened once."""
        return landlock.opened(reach.readable())

    def _ruleset(self, room: Room, *, writes: bool) -> Ruleset | None:
        version = self._layers.landlock
        if not version:
            return None
        ruleset = landlock.new_ruleset(version)
        own = landlock.opened([room.root / "code", room.scratch])
        rights = [landlock.READ, landlock.WRITE if writes else landlock.READ]
        for place in self._places:
            landlock.allow(ruleset, place, landlock.READ, version)
        for place, right in zip(own, rights, strict=True):
            landlock.allow(ruleset, place, right, version)
            os.close(place)
        return Ruleset(ruleset, version)
