"""The grader's end: where it gets its judges from."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from autograder.channel.frames import ClosedError, Connection
from autograder.sandbox import spawned

START_VARIABLE = "AUTOGRADER_START"
"""Environment variable: ``spawn`` takes the path of macOS and Windows on Linux too."""

_PATIENCE = 300.0
"""Seconds for an answer of the launcher, which imports the libraries first; later it is hung."""

_BOOT = (
    "import sys; sys.path.insert(0, sys.argv.pop(1)); "
    "from autograder.sandbox.launcher import main; main()"
)


class TrustedProcess(Protocol):
    """A process of ours with a connection to it."""

    connection: Connection

    def kill(self) -> None:
        """End it and what it started."""


class Host(Protocol):
    """Starts trusted processes; everything it started ends with `close`."""

    def start(self, entry: str) -> TrustedProcess:
        """Run ``module:function`` in a new process."""

    def close(self) -> None:
        """End everything."""


def forks_safely() -> bool:
    """Whether this system forks a process that has torch loaded without harm: Linux does."""
    return sys.platform == "linux" and os.environ.get(START_VARIABLE) != "spawn"


def open_host(libraries: tuple[str, ...]) -> Host:
    """A launcher with ``libraries`` warm where forking is safe, else plain new interpreters."""
    return LauncherHost(libraries) if forks_safely() else SpawnHost(libraries)


@dataclass
class ForkedProcess:
    """A judge that the launcher forked."""

    connection: Connection
    pid: int
    host: LauncherHost

    def kill(self) -> None:
        self.connection.close()
        self.host.kill(self.pid)


class LauncherHost:
    """A launcher process and the control socket to it; ``python`` is the command that runs
    Python there.
    """

    def __init__(
        self, libraries: tuple[str, ...], python: tuple[str, ...] = (sys.executable,)
    ) -> None:
        from autograder.sandbox import control, scratch

        self._control, self._remove_areas = control, scratch.remove_areas
        self._sock, theirs = control.pair()
        self._sock.settimeout(_PATIENCE)
        with theirs:
            self._process = self._boot(python, theirs, libraries)

    @staticmethod
    def _boot(
        python: tuple[str, ...], theirs: socket.socket, libraries: tuple[str, ...]
    ) -> subprocess.Popen[bytes]:
        root = str(Path(__file__).resolve().parents[2])
        command = [*python, "-I", "-c", _BOOT, root, str(theirs.fileno()), *libraries]
        return subprocess.Popen(
            command,
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=None if os.environ.get("AUTOGRADER_DEBUG") else subprocess.DEVNULL,
            env=_plain_environment(),
            start_new_session=True,
        )

    def start(self, entry: str) -> TrustedProcess:
        ours, theirs = socket.socketpair()
        with theirs:
            pid, _ = self._control.ask(self._sock, ["fork", entry], (theirs.fileno(),))
        return ForkedProcess(Connection(ours), pid, self)

    def kill(self, pid: int) -> None:
        try:
            self._control.ask(self._sock, ["kill", pid])
        except ClosedError:
            return  # the launcher is gone, and it took its children along

    def close(self) -> None:
        self._sock.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._remove_areas(self._process.pid)


class SpawnHost:
    """New interpreters, one for each process."""

    def __init__(self, libraries: tuple[str, ...]) -> None:
        self._libraries = libraries
        self._started: list[spawned.SpawnedProcess] = []

    def start(self, entry: str) -> TrustedProcess:
        process = spawned.start(entry, self._libraries)
        self._started.append(process)
        return process

    def close(self) -> None:
        for process in self._started:
            process.kill()


def _plain_environment() -> dict[str, str]:
    """What the launcher and all its forks see of the environment: nothing that is the user's
    own.
    """
    kept = ("PATH", "LANG", "LC_ALL", "TMPDIR", "AUTOGRADER_DEBUG")
    plain = {name: os.environ[name] for name in kept if name in os.environ}
    return plain | {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
