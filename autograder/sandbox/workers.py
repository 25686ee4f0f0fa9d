"""Where a judge gets its workers: forked by the launcher, or spawned where forking is not safe."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from autograder.channel.frames import ClosedError, Connection, DeadlineError, ProtocolError
from autograder.channel.wire import WireError
from autograder.errors import AutograderError
from autograder.sandbox import control, spawned
from autograder.sandbox.client import WorkerProcess

HELD = "held"
"""What a worker says when it is in its cell, before it has seen a line of the submission."""
_PATIENCE = 60.0
"""Seconds for the launcher to start a worker; after that it is hung."""
_PROCESS_TIME = 2
"""Beside a process's number: its clock of processor time (``clock_getcpuclockid`` makes the same).
"""


class Workers(Protocol):
    """Starts one worker at a time."""

    def start(self, folder: str) -> WorkerProcess:
        """A fresh worker for the submission in ``folder``; it has loaded nothing yet."""


@dataclass(frozen=True)
class Bounds:
    """What a worker is held to; ``held`` is False for one's own code (``--trust``).

    ``scratch_mb`` is what it may write into its working folder: nothing, unless a module allows it.
    """

    memory_mb: int
    cpu_seconds: int
    held: bool
    scratch_mb: int = 0


@dataclass
class ForkedWorker:
    """A worker that the launcher forked."""

    connection: Connection
    pid: int
    launcher: socket.socket
    folder: str

    def kill(self) -> None:
        self.connection.close()
        control.ask(self.launcher, ["kill", self.pid])

    def seconds(self) -> float:
        """CPU time as the kernel counts it: what else the machine does, does not matter."""
        try:
            return time.clock_gettime(~self.pid << 3 | _PROCESS_TIME)
        except OSError:
            return 0.0  # it has just died, which the next exchange will find


class ForkedWorkers:
    """Workers of the launcher behind ``launcher``, a control socket that nobody else uses."""

    def __init__(self, launcher: socket.socket, bounds: Bounds) -> None:
        self._launcher, self._bounds = launcher, bounds

    @contextmanager
    def separate(self) -> Iterator[ForkedWorkers]:
        """Workers for a fork of this process, which may end in the middle of a word to the
        launcher; they end with the block.
        """
        with own_control(self._launcher) as control_socket:
            yield ForkedWorkers(control_socket, self._bounds)

    def start(self, folder: str) -> WorkerProcess:
        bounds = self._bounds
        numbers = [bounds.memory_mb, bounds.cpu_seconds, bounds.scratch_mb]
        (pid, said), fds = control.ask(self._launcher, ["worker", numbers, bounds.held, folder])
        if not fds:
            raise AutograderError(said)
        connection = Connection(socket.socket(fileno=fds[0]))
        worker = ForkedWorker(connection, pid, self._launcher, said)
        if bounds.held:
            _demand_held(worker)
        return worker


def _demand_held(worker: ForkedWorker) -> None:
    """Wait until the worker is in its cell; no line of the submission has run before."""
    try:
        if worker.connection.receive(_PATIENCE) == HELD:
            return
    except (ClosedError, DeadlineError, ProtocolError, WireError):
        pass
    worker.kill()
    raise AutograderError(
        "a worker could not be held as this machine can hold it. Run: autograder doctor"
    )


class SpawnedWorkers:
    """Workers that are new interpreters: for systems where a fork with torch loaded is not safe."""

    def __init__(self, libraries: tuple[str, ...]) -> None:
        self._libraries = libraries
        self._spare: Future[spawned.SpawnedProcess] | None = None

    def start(self, folder: str) -> WorkerProcess:
        process = self._spare.result() if self._spare else self._new()
        self._spare = None
        process.folder = folder
        return process

    def have_spare(self) -> None:
        """Start the next worker now, beside other work: importing torch takes it seconds."""
        if self._spare is None:
            self._spare = Future()
            threading.Thread(target=self._fill, args=(self._spare,), daemon=True).start()

    def _fill(self, spare: Future[spawned.SpawnedProcess]) -> None:
        try:
            spare.set_result(self._new())
        except Exception as error:
            spare.set_exception(error)

    def _new(self) -> spawned.SpawnedProcess:
        return spawned.start("autograder.sandbox.spawned:run_worker", self._libraries)


def own_control(launcher: socket.socket) -> socket.socket:
    """A new control socket from the launcher, for a process that was forked beside ``launcher``'s
    owner.
    """
    _, (fd,) = control.ask(launcher, ["client"])
    os.set_inheritable(fd, False)
    own = socket.socket(fileno=fd)
    own.settimeout(_PATIENCE)
    return own
