"""Where a judge gets its workers: forked by the launcher, or spawned where forking is not safe."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from autograder.channel.frames import Connection
from autograder.sandbox import control, spawned
from autograder.sandbox.client import WorkerProcess


class Workers(Protocol):
    """Starts one worker at a time."""

    def start(self) -> WorkerProcess:
        """A fresh worker that has loaded nothing yet."""


@dataclass(frozen=True)
class Bounds:
    """What a worker is held to; ``held`` is False for one's own code (``--trust``)."""

    memory_mb: int
    cpu_seconds: int
    held: bool


@dataclass
class ForkedWorker:
    """A worker that the launcher forked."""

    connection: Connection
    pid: int
    launcher: socket.socket

    def kill(self) -> None:
        self.connection.close()
        control.ask(self.launcher, ["kill", self.pid])

    def seconds(self) -> float:
        """CPU time as the kernel counts it: what else the machine does, does not matter."""
        try:
            stat = Path(f"/proc/{self.pid}/stat").read_text("utf-8", "replace")
        except OSError:
            return 0.0  # it has just died, which the next exchange will find
        fields = stat.rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class ForkedWorkers:
    """Workers of the launcher behind ``launcher``, a control socket that nobody else uses."""

    def __init__(self, launcher: socket.socket, bounds: Bounds) -> None:
        self._launcher, self._bounds = launcher, bounds

    def start(self) -> WorkerProcess:
        bounds = self._bounds
        asked = ["worker", bounds.memory_mb, bounds.cpu_seconds, bounds.held]
        pid, (fd,) = control.ask(self._launcher, asked)
        return ForkedWorker(Connection(socket.socket(fileno=fd)), pid, self._launcher)


class SpawnedWorkers:
    """Workers that are new interpreters: for systems where a fork with torch loaded is not safe."""

    def __init__(self, libraries: tuple[str, ...]) -> None:
        self._libraries = libraries

    def start(self) -> WorkerProcess:
        return spawned.start("autograder.sandbox.spawned:run_worker", self._libraries)


def own_control(launcher: socket.socket) -> socket.socket:
    """A new control socket from the launcher, for a process that was forked beside ``launcher``'s
    owner.
    """
    _, (fd,) = control.ask(launcher, ["client"])
    os.set_inheritable(fd, False)
    return socket.socket(fileno=fd)
