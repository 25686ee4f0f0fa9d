"""The forked side of the launcher: what a new process does before it is a judge or a worker."""

from __future__ import annotations

import importlib
import os
import signal
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn

from autograder.channel.frames import Connection
from autograder.sandbox import limits, surroundings
from autograder.sandbox.workers import HELD

if TYPE_CHECKING:
    from autograder.sandbox.cells import Held


def child(run: Callable[[], None], keep: set[int], parent: int) -> NoReturn:
    """Run something in a process that was just forked: only ``keep`` stays open, signals are as at
    a start, and it never returns.
    """
    status = 1
    try:
        limits.end_with(parent)
        os.setsid()
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        limits.close_all_but(keep)
        run()
        status = 0
    finally:
        os._exit(status)


def run_worker(sock: socket.socket, held: Held | None) -> None:
    """A worker, which says so when it is in its cell."""
    from autograder.sandbox import worker

    connection = Connection(sock)
    if held is None:
        surroundings.forget()
    else:
        from autograder.sandbox import confine

        confine.enter(held.cell)
        connection.send(HELD)
    worker.main(connection)


def run_entry(entry: str, stream: int, control_fd: int) -> None:
    """A trusted process: ``module:function`` gets its stream and its control socket."""
    module, function = entry.split(":")
    run = getattr(importlib.import_module(module), function)
    run(Connection(socket.socket(fileno=stream)), socket.socket(fileno=control_fd))
