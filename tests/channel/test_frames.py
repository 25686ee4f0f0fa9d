"""Messages over a socket: nonce, size, and one deadline for the whole exchange."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from autograder.channel.frames import (
    ClosedError,
    Connection,
    DeadlineError,
    ProtocolError,
)
from autograder.channel.wire import Caps, WireError, encode

HEAD = struct.Struct("<I16s")
Peer = Callable[[socket.socket], object]


@pytest.fixture
def ends() -> Iterator[tuple[Connection, socket.socket]]:
    mine, theirs = socket.socketpair()
    yield Connection(mine), theirs
    mine.close()
    theirs.close()


def run(peer: Peer, sock: socket.socket) -> threading.Thread:
    def work() -> None:
        with contextlib.suppress(OSError):  # the test closes both ends while it still sends
            peer(sock)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


def asked(sock: socket.socket) -> bytes:
    """Read one small request; its nonce."""
    length, nonce = HEAD.unpack(sock.recv(HEAD.size, socket.MSG_WAITALL))
    sock.recv(length, socket.MSG_WAITALL)
    return bytes(nonce)


def test_an_answer_comes_back(ends: tuple[Connection, socket.socket]) -> None:
    connection, sock = ends
    other = Connection(sock)
    run(lambda _sock: other.reply([other.receive(), "too"]), sock)
    assert connection.ask({"x": 1}, 5) == [{"x": 1}, "too"]


def test_a_large_message_goes_both_ways(ends: tuple[Connection, socket.socket]) -> None:
    connection, sock = ends
    other = Connection(sock)
    run(lambda _sock: other.reply(other.receive()), sock)
    assert connection.ask(b"x" * 5_000_000, 20) == b"x" * 5_000_000


def test_the_deadline_is_for_the_whole_answer_and_not_for_each_read(
    ends: tuple[Connection, socket.socket],
) -> None:
    connection, sock = ends

    def dribble(sock: socket.socket) -> None:
        answer = HEAD.pack(100, asked(sock)) + encode("x" * 95)
        for byte in answer:
            sock.send(bytes([byte]))
            time.sleep(0.02)

    run(dribble, sock)
    started = time.monotonic()
    with pytest.raises(DeadlineError):
        connection.ask(None, 0.3)
    assert 0.25 < time.monotonic() - started < 1.5


def test_a_silent_peer_runs_into_the_deadline(ends: tuple[Connection, socket.socket]) -> None:
    with pytest.raises(DeadlineError):
        ends[0].ask(None, 0.05)


def test_a_peer_that_does_not_read_runs_into_the_deadline(
    ends: tuple[Connection, socket.socket],
) -> None:
    with pytest.raises(DeadlineError):
        ends[0].ask(b"x" * 20_000_000, 0.2)


def test_no_time_left_is_a_deadline_and_no_question(
    ends: tuple[Connection, socket.socket],
) -> None:
    with pytest.raises(DeadlineError):
        ends[0].ask(None, 0)


def test_an_answer_written_before_the_question_is_refused(
    ends: tuple[Connection, socket.socket],
) -> None:
    connection, sock = ends
    body = encode("passed")
    sock.send(HEAD.pack(len(body), b"guess a nonce !!") + body)
    with pytest.raises(ProtocolError, match="out of turn"):
        connection.ask(None, 1)


def test_the_answer_to_an_earlier_question_is_refused(
    ends: tuple[Connection, socket.socket],
) -> None:
    connection, sock = ends
    other = Connection(sock)

    def answer_twice(_sock: socket.socket) -> None:
        other.reply(other.receive())
        other.reply("again")

    run(answer_twice, sock)
    connection.ask(1, 5)
    with pytest.raises(ProtocolError, match="out of turn"):
        connection.ask(2, 5)


def test_a_peer_that_closes_is_gone(ends: tuple[Connection, socket.socket]) -> None:
    connection, sock = ends
    run(lambda sock: (asked(sock), sock.close()), sock)
    with pytest.raises(ClosedError):
        connection.ask(None, 5)
    with pytest.raises(ClosedError):
        connection.ask(None, 5)


def test_a_peer_that_closes_in_the_middle_is_gone(
    ends: tuple[Connection, socket.socket],
) -> None:
    connection, sock = ends

    def leave(sock: socket.socket) -> None:
        sock.send(HEAD.pack(1000, asked(sock)) + b"half")
        sock.close()

    run(leave, sock)
    with pytest.raises(ClosedError):
        connection.ask(None, 5)


def test_a_claim_of_four_gigabytes_is_refused_at_its_head(
    ends: tuple[Connection, socket.socket],
) -> None:
    connection, sock = ends
    run(lambda sock: sock.send(HEAD.pack(2**32 - 1, asked(sock))), sock)
    with pytest.raises(ProtocolError, match="larger than 64 MB"):
        connection.ask(None, 5)


def test_an_answer_that_is_no_message_breaks_the_protocol(
    ends: tuple[Connection, socket.socket],
) -> None:
    connection, sock = ends
    run(lambda sock: sock.send(HEAD.pack(3, asked(sock)) + b"abc"), sock)
    with pytest.raises(ProtocolError, match="unknown tag"):
        connection.ask(None, 5)


def test_a_question_that_is_too_large_is_never_sent() -> None:
    mine, theirs = socket.socketpair()
    with mine, theirs:
        with pytest.raises(WireError, match="larger than"):
            Connection(mine, Caps(size=100)).ask(b"x" * 200, 1)
        theirs.setblocking(False)
        with pytest.raises(BlockingIOError):
            theirs.recv(1)


def test_receiving_has_a_deadline_of_its_own(ends: tuple[Connection, socket.socket]) -> None:
    with pytest.raises(DeadlineError):
        ends[0].receive(0.05)
