"""Requests to the launcher: small messages over a packet socket, with descriptors beside them.

Only trusted processes hold such a socket: the grader, and the judges that it asked for. A worker
never does.
"""

from __future__ import annotations

import os
import socket
from typing import Any

from autograder.channel.frames import ClosedError
from autograder.channel.reader import decode
from autograder.channel.wire import encode

_MAX_BYTES = 1 << 16
_MAX_FDS = 4


def pair() -> tuple[socket.socket, socket.socket]:
    """Two ends of a packet socket; a message arrives whole, with its descriptors."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


def send(sock: socket.socket, message: Any, fds: tuple[int, ...] = ()) -> None:
    """Send one message; the descriptors stay open here and are copied there."""
    try:
        socket.send_fds(sock, [encode(message)], fds)
    except OSError as error:
        raise ClosedError from error


def receive(sock: socket.socket) -> tuple[Any, list[int]]:
    """Wait for one message. Raises `ClosedError` when the other side is gone."""
    try:
        data, fds, _, _ = socket.recv_fds(sock, _MAX_BYTES, _MAX_FDS)
    except OSError as error:
        raise ClosedError from error
    if not data:
        raise ClosedError
    for fd in fds:
        os.set_inheritable(fd, False)
    return decode(data), list(fds)


def ask(sock: socket.socket, message: Any, fds: tuple[int, ...] = ()) -> tuple[Any, list[int]]:
    """Send one message and wait for its answer."""
    send(sock, message, fds)
    return receive(sock)
