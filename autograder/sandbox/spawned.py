"""Processes without fork: a new interpreter that connects back over loopback.

Works on every system. It isolates nothing: it is for one's own code, under the same codec and deadlines.
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
from dataclasses import dataclass
from pathlib import Path

from autograder.channel.frames import Connection
from autograder.errors import AutograderError
from autograder.sandbox.warm import warm_up

_START_SECONDS = 180.0
_BOOT = "import sys; sys.path.insert(0, sys.argv.pop(1)); from autograder.sandbox.spawned import main; main()"


@dataclass
class SpawnedProcess:
    """A process of ours, and the connection to it."""

    connection: Connection
    process: subprocess.Popen[bytes]

    def kill(self) -> None:
        self.connection.close()
        _kill_tree(self.process)
        self.process.wait()


def start(entry: str, libraries: tuple[str, ...]) -> SpawnedProcess:
    """Start an interpreter that imports ``libraries``, connects back and runs ``module:function``."""
    token = secrets.token_hex(16)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(1.0)
        process = _interpreter(entry, listener.getsockname()[1], libraries)
        if process.stdin is not None:
            process.stdin.write(token.encode() + b"\n")
            process.stdin.close()
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


def _accept(
    listener: socket.socket, token: str, process: subprocess.Popen[bytes]
) -> Connection:
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
        if hmac.compare_digest(str(connection.receive(10.0)), token):
            return connection
        connection.close()
    _kill_tree(process)
    raise AutograderError(
        "a process of the grader did not start. Run again with AUTOGRADER_DEBUG=1 to see why."
    )


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
    warm_up(sys.argv[3:])
    sock = socket.create_connection(("127.0.0.1", int(sys.argv[2])))
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connection = Connection(sock)
    connection.send(token)
    module, function = sys.argv[1].split(":")
    sys.argv[1:] = []
    getattr(importlib.import_module(module), function)(connection, None)


def run_worker(connection: Connection, _control: None) -> None:
    """Entry point of a spawned worker."""
    from autograder.sandbox import worker

    worker.main(connection)
