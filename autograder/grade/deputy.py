"""A deputy: a fork of the judge that runs submissions in its place, one after the other.

A fork for each submission would cost more than its checks: the pages of a process with torch in it
are copied as they are touched. So a deputy goes on for as long as nothing of one submission can
reach the next. Whatever is unusual ends it, and the judge, which has never run a check, forks
another.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from mmap import PAGESIZE
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

from autograder.channel.frames import ClosedError, Connection, ProtocolError
from autograder.channel.local import random_state, set_random_state
from autograder.channel.wire import WireError
from autograder.grade.kept import Kept
from autograder.grade.leftovers import Surroundings
from autograder.model import Verdict

MOST = 50
"""Submissions that one deputy runs."""
_GROWTH = 64 * 2**20
"""Bytes by which it may have grown; what a check leaves behind is not collected."""
_USUAL = frozenset(
    (Verdict.PASSED, Verdict.FAILED, Verdict.ERROR, Verdict.NOT_ATTEMPTED, Verdict.FORBIDDEN)
)
"""Ends of checks in which every process kept its word."""

Work = Callable[[dict[str, Any]], Iterable[Verdict]]
"""Runs the checks of one submission and says how they ended."""


@dataclass
class Deputy:
    """A deputy as its judge sees it."""

    pid: int
    connection: Connection

    def run(self, submission: Mapping[str, Any], kept: Kept) -> bool | None:
        """Have a submission run; whether the deputy will take another, or None where it died
        over this one. What it found out is in ``kept`` after that.

        Raises `ClosedError` where it was dead before.
        """
        self.connection.send(submission)
        try:
            goes_on, found = self.connection.receive()
        except (ClosedError, ProtocolError, WireError):
            return None
        for key, data in found:
            kept.add(key, data)
        kept.taken_new()
        return bool(goes_on)

    def end(self) -> None:
        """Wait until it has ended, as it does when nothing more can come."""
        self.connection.close()
        os.waitpid(self.pid, 0)


def appointed(
    prepare: Callable[[], Work], kept: Kept, modules: Iterable[ModuleType], most: int = MOST
) -> Deputy:
    """A new fork of this process, in which ``prepare`` is called once. It runs ``most``
    submissions at most, and one in which the globals of ``modules`` change is its last.
    """
    mine, theirs = socket.socketpair()
    judge, pid = os.getpid(), os.fork()
    if pid == 0:
        mine.close()
        _serve_and_leave(Connection(theirs), judge, prepare, kept, modules, most)
    theirs.close()
    return Deputy(pid, Connection(mine))


def _serve_and_leave(
    connection: Connection,
    judge: int,
    prepare: Callable[[], Work],
    kept: Kept,
    modules: Iterable[ModuleType],
    most: int,
) -> NoReturn:
    from autograder.sandbox.limits import end_with  # not on systems that cannot fork

    try:
        end_with(judge)
        _serve(connection, prepare(), kept, modules, most)
    except ClosedError:
        pass  # the judge wants nothing more
    finally:
        os._exit(0)


def _serve(
    connection: Connection, work: Work, kept: Kept, modules: Iterable[ModuleType], most: int
) -> None:
    size, surroundings, randomness = _resident(), Surroundings(modules), random_state()
    goes_on = True
    while goes_on:
        submission, most = connection.receive(), most - 1
        set_random_state(randomness)  # each submission meets the state that the first met
        usual = _USUAL.issuperset(work(submission))
        unchanged = surroundings.as_before() and _resident() - size < _GROWTH
        goes_on = usual and unchanged and most > 0
        _say(connection, goes_on, kept)


def _say(connection: Connection, goes_on: bool, kept: Kept) -> None:
    found = [list(entry) for entry in kept.taken_new()]
    try:
        connection.send([goes_on, found])
    except WireError:  # more than one message may hold
        connection.send([goes_on, []])


def _resident() -> int:
    """Bytes of this process that are in memory."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * PAGESIZE
