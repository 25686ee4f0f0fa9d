"""The process that everything is forked from: warm libraries, and never a test or a reference.

``fork`` makes a trusted process (a judge) that runs a named entry point, ``worker`` an untrusted
one, ``client`` a control socket for a judge's own fork, and ``kill`` ends a child. A worker whose
judge is gone is killed, and everything is when the grader is gone.
"""

from __future__ import annotations

import importlib
import os
import selectors
import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NoReturn

from autograder.channel.frames import ClosedError, Connection
from autograder.sandbox import control, limits
from autograder.sandbox.warm import warm_up

_TICK = 0.2


@dataclass(eq=False)
class Client:
    """Somebody who may ask: its socket, and the processes that end with it."""

    sock: socket.socket
    children: set[int] = field(default_factory=set)


class Launcher:
    """Serves requests until the first client, the grader, is gone."""

    def __init__(self, grader: socket.socket) -> None:
        self._selector = selectors.DefaultSelector()
        self._clients: dict[int, Client] = {}
        self._grader = self._welcome(grader)

    def serve(self) -> None:
        """Answer requests and look after children until the grader leaves."""
        while self._grader.sock.fileno() != -1:
            for key, _ in self._selector.select(_TICK):
                self._answer(key.data)
            self._reap()
        for client in list(self._clients.values()):
            self._dismiss(client)

    def _welcome(self, sock: socket.socket) -> Client:
        client = Client(sock)
        self._clients[sock.fileno()] = client
        self._selector.register(sock, selectors.EVENT_READ, client)
        return client

    def _dismiss(self, client: Client) -> None:
        """A client is gone: so are the processes that it asked for."""
        self._selector.unregister(client.sock)
        del self._clients[client.sock.fileno()]
        client.sock.close()
        for pid in client.children:
            _kill(pid)
        self._reap()

    def _answer(self, client: Client) -> None:
        try:
            (kind, *rest), fds = control.receive(client.sock)
            answer, answer_fds = _REQUESTS[kind](self, client, fds, *rest)
            try:
                control.send(client.sock, answer, tuple(answer_fds))
            finally:
                for fd in (*fds, *answer_fds):
                    os.close(fd)
        except ClosedError:
            self._dismiss(client)

    def _fork(self, client: Client, fds: list[int], entry: str) -> tuple[Any, list[int]]:
        """A judge: it gets the sent stream, and a control socket of its own."""
        ours, theirs = control.pair()
        (stream,) = fds
        launcher, pid = os.getpid(), os.fork()
        if pid == 0:
            keep = {stream, theirs.fileno()}
            _child(lambda: _run_entry(entry, stream, theirs.detach()), keep, launcher)
        theirs.close()
        self._welcome(ours)
        client.children.add(pid)
        return pid, []

    def _client(self, _client: Client, _fds: list[int]) -> tuple[Any, list[int]]:
        """A control socket for somebody who was not forked from here, such as a judge's own
        fork.
        """
        ours, theirs = control.pair()
        self._welcome(ours)
        return None, [theirs.detach()]

    def _worker(
        self, client: Client, _fds: list[int], memory_mb: int, cpu_seconds: int, held: bool
    ) -> tuple[Any, list[int]]:
        ours, theirs = socket.socketpair()
        bounds = limits.Limits(memory_mb, cpu_seconds) if held else None
        launcher, pid = os.getpid(), os.fork()
        if pid == 0:
            _child(lambda: _run_worker(theirs, bounds), {theirs.fileno()}, launcher)
        theirs.close()
        client.children.add(pid)
        return pid, [ours.detach()]

    def _kill_child(self, client: Client, _fds: list[int], pid: int) -> tuple[Any, list[int]]:
        if pid in client.children:
            client.children.discard(pid)
            _kill(pid)
        return None, []

    def _reap(self) -> None:
        """Collect children that ended, and end what they left running in their groups."""
        while True:
            try:
                ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            except ChildProcessError:
                return
            if ended is None:
                return
            pid = ended.si_pid
            _kill(pid)  # before it is collected, so that its number is nobody else's yet
            os.waitpid(pid, 0)
            for client in self._clients.values():
                client.children.discard(pid)


_REQUESTS: dict[str, Callable[..., tuple[Any, list[int]]]] = {
    "fork": Launcher._fork,
    "client": Launcher._client,
    "worker": Launcher._worker,
    "kill": Launcher._kill_child,
}


def _kill(pid: int) -> None:
    """End a child and its process group."""
    for end in (os.killpg, os.kill):
        try:
            end(pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            continue


def _child(run: Callable[[], None], keep: set[int], parent: int) -> NoReturn:
    """The forked side: only ``keep`` stays open, signals are as at a start, and it never
    returns.
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


def _run_worker(sock: socket.socket, bounds: limits.Limits | None) -> None:
    from autograder.sandbox import worker

    devnull = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(devnull, standard)
    os.close(devnull)
    os.environ.clear()
    sys.argv[1:] = []
    if bounds is not None:
        limits.apply(bounds)
        limits.give_up_privileges()
    worker.main(Connection(sock))


def _run_entry(entry: str, stream: int, control_fd: int) -> None:
    """A trusted process: ``module:function`` gets its stream and its control socket."""
    module, function = entry.split(":")
    run = getattr(importlib.import_module(module), function)
    run(Connection(socket.socket(fileno=stream)), socket.socket(fileno=control_fd))


def main() -> None:
    """Entry of the launcher's process: ``argv`` is the control socket's number, then libraries."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    warm_up(sys.argv[2:])
    sys.dont_write_bytecode = True  # nothing is written beside a student's files
    Launcher(socket.socket(fileno=int(sys.argv[1]))).serve()
