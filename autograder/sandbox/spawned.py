"""Processes without fork: a new interpreter that connects back over loopback.

Works on every system. It isolates nothing: it is for one's own code, under the same codec and
deadlines.
"""

from __future__ import annotations

import hmac
import importlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from autograder.channel.frames import ClosedError, Connection, DeadlineError, ProtocolError
from autograder.channel.wire import WireError
from autograder.errors import AutograderError
from autograder.sandbox.warm import warm_up

_START_SECONDS = 180.0
_BOOT = (
    "import sys; sys.path.insert(0, sys.argv.pop(1)); "
    "from autograder.sandbox.spawned import main; main()"
)


@dataclass
class SpawnedProcess:
    """A process of ours, and the connection to it."""

    connection: Connection
    process: subprocess.Popen[bytes]
    folder: str = ""
    """Where the submission is that it works on, if it is a worker."""

    def seconds(self) -> float:
        """Wall time: not every system tells another process's CPU time."""
        return time.perf_counter()

    def kill(self) -> None:
        self.connection.close()
        _kill_tree(self.process)
        self.process.wait()
        if self.process.stdin is not None:
            self.process.stdin.close()


def start(entry: str, libraries: tuple[str, ...]) -> SpawnedProcess:
    """Start an interpreter that imports ``libraries``, connects back and runs
    ``module:function``.
    """
    token = secrets.token_hex(16)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(1.0)
        process = _interpreter(entry, listener.getsockname()[1], libraries)
        if process.stdin is not None:  # stays open: when it closes, the process ends
            process.stdin.write(token.encode() + b"\n")
            process.stdin.flush()
        return SpawnedProcess(_accept(listener, token, process), process)


def _interpreter(entry: str, port: int, libraries: tuple[str, ...]) -> subprocess.Popen[bytes]:
    root = str(Path(__file__).resolve().parents[2])
    return subprocess.Popen(
        [sys.executable, "-c", _BOOT, root, entry, str(port), *libraries],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=None if os.environ.get("AUTOGRADER_DEBUG") else subprocess.DEVNULL,
        start_new_session=True,
    )


def _accept(listener: socket.socket, token: str, process: subprocess.Popen[bytes]) -> Connection:
    """Wait for our own process to connect; whoever else connects without the token is sent away."""
    for _ in range(int(_START_SECONDS)):
        try:
            sock, _ = listener.accept()
        except TimeoutError:
            if process.poll() is not None:
                break
            continue
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection = Connection(sock)
        if _knows(connection, token):
            return connection
        connection.close()
    _kill_tree(process)
    process.wait()
    raise AutograderError(
        "a process of the grader did not start. Run again with AUTOGRADER_DEBUG=1 to see why."
    )


def _knows(connection: Connection, token: str) -> bool:
    try:
        said = connection.receive(10.0)
    except (ClosedError, DeadlineError, ProtocolError, WireError):
        return False
    return isinstance(said, str) and hmac.compare_digest(said.encode(), token.encode())


def _kill_tree(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            process.kill()
    else:
        process.kill()


def main() -> None:
    """Entry of the spawned interpreter: ``argv`` is the entry point, the port, then libraries."""
    token = sys.stdin.readline().strip()
    threading.Thread(target=_leave_with_parent, args=(os.dup(0),), daemon=True).start()
    with Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)  # student code that reads finds an empty file
    warm_up(sys.argv[3:])
    sock = socket.create_connection(("127.0.0.1", int(sys.argv[2])))
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connection = Connection(sock)
    connection.send(token)
    module, function = sys.argv[1].split(":")
    sys.argv[1:] = []
    getattr(importlib.import_module(module), function)(connection, None)


def _leave_with_parent(lifeline: int) -> None:
    """End this process when its parent is gone, whatever the student's code is doing."""
    while os.read(lifeline, 1):
        continue
    os._exit(1)


def run_worker(connection: Connection, _control: None) -> None:
    """Entry point of a spawned worker."""
    from autograder.sandbox import worker

    worker.main(connection)
