"""The process that everything is forked from: warm libraries, and never a test or a reference.

``fork`` makes a trusted process (a judge) that runs a named entry point, ``worker`` an untrusted
one, ``client`` a control socket for a judge's own fork, and ``kill`` ends a child. A worker whose
judge is gone is killed, and everything is when the grader is gone. A worker for a stranger's code
is held in a cell: see `autograder.sandbox.confine`.
"""

from __future__ import annotations

import os
import selectors
import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.channel.frames import ClosedError
from autograder.errors import AutograderError
from autograder.sandbox import control, forked, limits
from autograder.sandbox.warm import warm_up

if TYPE_CHECKING:
    from autograder.sandbox.cells import Cells, Held

_TICK = 0.2
_CHILDREN = Path("/proc/thread-self/children")


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
        self._cells: Cells | None = None
        self._held: dict[int, Held] = {}
        """The cell of each worker that has one, by the worker's number."""

    def serve(self) -> None:
        """Answer requests and look after children until the grader leaves."""
        try:
            while self._grader.sock.fileno() != -1:
                for key, _ in self._selector.select(_TICK):
                    self._answer(key.data)
                self._reap()
                self._end_overflowing()
        finally:
            self._leave()

    def _leave(self) -> None:
        """End everything, and wait until nothing of it is left."""
        for client in list(self._clients.values()):
            self._dismiss(client)
        self._reap(wait=True)
        if self._cells is not None:
            self._cells.remove()

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
            forked.child(lambda: forked.run_entry(entry, stream, theirs.detach()), keep, launcher)
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
        self, client: Client, _fds: list[int], bounds: list[int], hold: bool, folder: str
    ) -> tuple[Any, list[int]]:
        """A worker for the submission in ``folder``: its number, and where it finds that."""
        held: Held | None = None
        try:
            held = self._new_cell(Path(folder), limits.Limits(*bounds)) if hold else None
            launcher, (ours, theirs), pid = os.getpid(), socket.socketpair(), os.fork()
        except (AutograderError, OSError) as error:
            self._clear(held)
            return [0, str(error)], []
        descriptors = held.cell.descriptors if held else set()
        if pid == 0:
            forked.child(
                lambda: forked.run_worker(theirs, held), {theirs.fileno(), *descriptors}, launcher
            )
        for descriptor in (theirs.detach(), *descriptors):
            os.close(descriptor)
        client.children.add(pid)
        if held is not None:
            self._held[pid] = held
        return [pid, str(held.room.package) if held else folder], [ours.detach()]

    def _new_cell(self, submission: Path, bounds: limits.Limits) -> Held:
        if self._cells is None:
            from autograder.sandbox.cells import Cells

            self._cells = Cells()
        return self._cells.new(submission, bounds)

    def _end_overflowing(self) -> None:
        for pid, held in self._held.items():
            if held.overflows():
                _kill(pid)

    def _kill_child(self, client: Client, _fds: list[int], pid: int) -> tuple[Any, list[int]]:
        if pid in client.children:
            client.children.discard(pid)
            _kill(pid)
        return None, []

    def _reap(self, *, wait: bool = False) -> None:
        """Collect children that ended, and end what they left running; all of them with
        ``wait``.
        """
        options = os.WEXITED | os.WNOWAIT | (0 if wait else os.WNOHANG)
        while True:
            try:
                ended = os.waitid(os.P_ALL, 0, options)
            except ChildProcessError:
                return
            if ended is None:
                return
            self._collect(ended.si_pid)

    def _collect(self, pid: int) -> None:
        _kill(pid)  # before it is collected, so that its number is nobody else's yet
        os.waitpid(pid, 0)
        for client in self._clients.values():
            client.children.discard(pid)
        for orphan in _children() - {each for c in self._clients.values() for each in c.children}:
            _kill(orphan)
        self._clear(self._held.pop(pid, None))

    def _clear(self, held: Held | None) -> None:
        if self._cells is not None and held is not None:
            self._cells.close(held)


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


def _children() -> set[int]:
    """The living children of this process; orphans of its workers have become its own."""
    try:
        return set(map(int, _CHILDREN.read_text("utf-8").split()))
    except OSError:  # this kernel does not list them
        return set()


def main() -> None:
    """Entry of the launcher's process: ``argv`` is the control socket's number, then libraries."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limits.adopt_orphans()
    limits.not_traceable()
    warm_up(sys.argv[2:])
    sys.dont_write_bytecode = True  # nothing is written beside a student's files
    Launcher(socket.socket(fileno=int(sys.argv[1]))).serve()
