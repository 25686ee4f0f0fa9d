"""Messages over a socket: a length, a nonce and a body, each exchange under one total deadline."""

from __future__ import annotations

import os
import selectors
import socket
import struct
import time
from collections.abc import Callable
from typing import Any

from autograder.channel.reader import decode
from autograder.channel.wire import CAPS, Caps, WireError, encode

_HEAD = struct.Struct("<I16s")
_CHUNK = 1 << 20
NONCE_BYTES = 16


class DeadlineError(Exception):
    """The other side did not answer within the time of the whole exchange."""


class ClosedError(Exception):
    """The other side is gone."""


class ProtocolError(Exception):
    """The other side answered something that is no answer to what was asked."""


class Connection:
    """One end of a socket that carries encoded values.

    The asking side uses `ask`; the answering side `receive` and `reply`. A reply must echo the
    nonce of its request, so an answer that was written before the question is refused.
    """

    def __init__(self, sock: socket.socket, caps: Caps = CAPS) -> None:
        self._sock, self._caps = sock, caps
        self._nonce = b"\0" * NONCE_BYTES

    def fileno(self) -> int:
        return self._sock.fileno()

    def close(self) -> None:
        self._sock.close()

    def ask(
        self,
        message: Any,
        seconds: float,
        serve: Callable[[Any], tuple[Any, ...] | None] = lambda _question: None,
    ) -> Any:
        """Send ``message`` and wait for its answer, ``seconds`` in all.

        The other side may ask back before it answers: where ``serve`` has an answer to what came,
        that is sent and the waiting goes on. Raises `DeadlineError`, `ClosedError`,
        `ProtocolError`, or `WireError` where ``message`` is not plain data.
        """
        body = encode(message, self._caps)
        until = time.monotonic() + seconds
        nonce = os.urandom(NONCE_BYTES)
        self._send(nonce, body, until)
        while True:
            answer = self._answer(nonce, until)
            served = serve(answer)
            if served is None:
                return answer
            self._send(nonce, encode(served, self._caps), until)

    def _answer(self, nonce: bytes, until: float) -> Any:
        echoed, answer = self._read(until)
        if echoed != nonce:
            raise ProtocolError("it answered out of turn")
        try:
            return decode(answer, self._caps)
        except WireError as error:
            raise ProtocolError(str(error)) from error

    def ask_back(self, message: Any) -> Any:
        """Ask the asking side something before the reply; waits for its answer."""
        self._send(self._nonce, encode(message, self._caps), None)
        return decode(self._read(None)[1], self._caps)

    def send(self, message: Any) -> None:
        """Send ``message`` without waiting for anything."""
        self._send(b"\0" * NONCE_BYTES, encode(message, self._caps), None)

    def has_word(self, seconds: float) -> bool:
        """Whether a message has begun to come within ``seconds``, or never will."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._sock, selectors.EVENT_READ)
            return bool(selector.select(seconds))

    def receive(self, seconds: float | None = None) -> Any:
        """Wait for a message, for ever or for ``seconds``; remembers its nonce for `reply`."""
        until = None if seconds is None else time.monotonic() + seconds
        self._nonce, body = self._read(until)
        return decode(body, self._caps)

    def reply(self, message: Any) -> None:
        """Answer the message that was received last. Raises `WireError` where it is too large."""
        self._send(self._nonce, encode(message, self._caps), None)

    def _send(self, nonce: bytes, body: bytes, until: float | None) -> None:
        view = memoryview(_HEAD.pack(len(body), nonce) + body)
        try:
            while view:
                self._sock.settimeout(_left(until))
                view = view[self._sock.send(view[:_CHUNK]) :]
        except TimeoutError as error:
            raise DeadlineError from error
        except OSError as error:
            raise ClosedError from error

    def _read(self, until: float | None) -> tuple[bytes, bytes]:
        length, nonce = _HEAD.unpack(self._read_exactly(_HEAD.size, until))
        if length > self._caps.size:
            raise ProtocolError(f"its message is larger than {self._caps.size // 2**20} MB")
        try:
            return nonce, self._read_exactly(length, until)
        except MemoryError as error:
            raise ProtocolError("its message does not fit in memory") from error

    def _read_exactly(self, count: int, until: float | None) -> bytes:
        data = bytearray()
        while len(data) < count:
            try:
                self._sock.settimeout(_left(until))
                part = self._sock.recv(min(count - len(data), _CHUNK))
            except TimeoutError as error:
                raise DeadlineError from error
            except OSError as error:
                raise ClosedError from error
            if not part:
                raise ClosedError
            data += part
        return bytes(data)


def _left(until: float | None) -> float | None:
    if until is None:
        return None
    left = until - time.monotonic()
    if left <= 0:
        raise DeadlineError
    return left
