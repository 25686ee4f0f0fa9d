"""Work of the grader's own that may hang or crash: done in a fork that is killed when it does."""

from __future__ import annotations

import os
import resource
import signal
import socket
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from autograder.channel.frames import ClosedError, Connection, DeadlineError, ProtocolError
from autograder.channel.wire import WireError
from autograder.sandbox.limits import end_with, virtual_size

_GROWTH = 1 << 30
"""Bytes of address space that the fork may map besides what its parent has mapped."""


def in_a_fork(work: Callable[[], Iterable[Any]], *, cpu: float, wall: float) -> Iterator[Any]:
    """What ``work`` yields in a fork of this process: plain data, as far as it came.

    The fork is killed where ``cpu`` seconds of processor time or ``wall`` seconds pass between
    two words, and with this process. What it raises ends the yields and nothing else.
    """
    mine, theirs = socket.socketpair()
    parent, pid = os.getpid(), os.fork()
    if pid == 0:
        mine.close()
        _work_and_leave(work, Connection(theirs), parent, cpu)
    theirs.close()
    try:
        yield from _received(Connection(mine), wall)
    finally:
        mine.close()
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def _received(connection: Connection, wall: float) -> Iterator[Any]:
    try:
        while True:
            word, *rest = connection.receive(wall)
            if word != "item":
                return
            yield rest[0]
    except (ClosedError, DeadlineError, ProtocolError, WireError):
        return


def _work_and_leave(
    work: Callable[[], Iterable[Any]], connection: Connection, parent: int, cpu: float
) -> None:
    try:
        end_with(parent)
        signal.signal(signal.SIGPROF, signal.SIG_DFL)  # which ends a process
        signal.setitimer(signal.ITIMER_PROF, cpu)
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (virtual_size() + _GROWTH, hard))
        for item in work():
            connection.send(["item", item])
            signal.setitimer(signal.ITIMER_PROF, cpu)
        connection.send(["end"])
    finally:
        os._exit(0)
