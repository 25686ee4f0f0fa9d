"""The short version of ``benchmarks/fuzz_wire.py``, and what it or its makers found."""

from __future__ import annotations

import contextlib
import random
import socket
import struct
import subprocess
import sys
import threading
import time
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.channel.frames import ClosedError, Connection, DeadlineError, ProtocolError
from autograder.channel.reader import decode
from autograder.channel.wire import Caps, Opaque, WireError, encode
from autograder.sandbox.client import unpacked

from ..tiny import ROOT
from .heavy import alike_keys, nested_keys, u32
from .mutations import Corpus, mutated

CORPUS = Corpus(random.Random(1))


def read_as_an_answer(data: bytes) -> None:
    with contextlib.suppress(WireError, ProtocolError):
        unpacked(decode(data))


def peak(data: bytes) -> int:
    """Bytes that reading ``data`` needs beyond it."""
    tracemalloc.start()
    try:
        decode(data)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def seconds(data: bytes) -> float:
    """CPU time of this thread, the best of three."""
    spent = []
    for _ in range(3):
        started = time.thread_time()
        decode(data)
        spent.append(time.thread_time() - started)
    return min(spent)


def test_thousands_of_damaged_messages_give_a_value_or_an_error_of_the_wire() -> None:
    for number in range(5000):
        read_as_an_answer(mutated(CORPUS, random.Random(f"test-{number}")))


@given(st.randoms(use_true_random=False))
@settings(max_examples=300, deadline=2000)
def test_a_damaged_message_gives_a_value_or_an_error_of_the_wire(chance: random.Random) -> None:
    data = mutated(CORPUS, chance)
    read_as_an_answer(data)
    assert peak_or_refused(data) <= 2**18 + 64 * len(data)


def peak_or_refused(data: bytes) -> int:
    try:
        return peak(data)
    except WireError:
        return 0


def test_every_level_of_sets_in_sets_is_looked_at_once() -> None:
    deep = nested_keys(levels=2, wide=14)
    flat = deep[26 * 5 :]
    assert seconds(deep) < 4 * seconds(flat) + 0.05


def test_few_keys_may_share_a_hash() -> None:
    """Each is compared with all others, and a comparison may take thousands of steps."""
    assert len(decode(alike_keys(64, 60))) == 64
    with pytest.raises(WireError, match="collide"):
        decode(alike_keys(65, 60))


@pytest.mark.parametrize("dimensions", [1, 2, 3])
def test_coordinates_around_zero_are_honest_keys(dimensions: int) -> None:
    """-1 and -2 have one hash, and so have tuples of them."""
    grid = [()]
    for _ in range(dimensions):
        grid = [(*point, step) for point in grid for step in range(-20, 20)]
    counts = dict.fromkeys(grid, 1)
    assert decode(encode(counts)) == counts


def test_a_name_is_cut_before_it_is_read() -> None:
    data = b"O" + u32(2**23) + b"\xff" * 2**23
    assert peak(data) < 2**16
    assert decode(b"O" + u32(1000) + "é".encode() * 500) == Opaque("é" * 200)


@pytest.mark.parametrize("value", [np.zeros(2**20), np.zeros(2**23, bool), b"x" * 2**23])
def test_a_large_value_is_copied_once(value: object) -> None:
    assert peak(encode(value)) < 1.1 * 2**23


def test_a_set_counts_for_what_it_takes_on_both_sides() -> None:
    caps = Caps(nodes=1000)
    sets: list[set[int]] = [set() for _ in range(199)]
    assert decode(encode(sets, caps), caps) == sets
    sets.append(set())
    with pytest.raises(WireError, match="entries"):
        encode(sets, caps)
    with pytest.raises(WireError, match="too much"):
        decode(encode(sets), caps)


WITHOUT_TORCH = """
import sys
sys.modules["torch"] = None
from autograder.channel.reader import decode
from autograder.channel.wire import WireError, encode
for message in (b"X\\x08\\0\\0\\0\\0\\0", b"Y\\0", b"Q" + encode(bytes(5056)), b"l\\1\\0\\0\\0Y\\1"):
    try:
        decode(message)
    except WireError as error:
        print(error)
"""


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_tensor_where_there_is_no_torch_is_an_error_of_the_wire() -> None:
    """A module without torch is graded in an environment without it."""
    done = run(WITHOUT_TORCH)
    assert done.stderr == ""
    assert done.stdout == 4 * "the message holds a tensor, and there is no torch here\n"


LITTLE_MEMORY = """
import os, resource, socket, struct, threading
from autograder.channel.frames import Connection, ProtocolError
ours, theirs = socket.socketpair()

def answer():
    length, nonce = struct.unpack("<I16s", theirs.recv(20, socket.MSG_WAITALL))
    theirs.recv(length, socket.MSG_WAITALL)
    theirs.sendall(struct.pack("<I16s", 60 * 2**20, nonce))
    try:
        while True:
            theirs.sendall(bytes(2**16))
    except OSError:
        pass

threading.Thread(target=answer, daemon=True).start()
pages = int(open("/proc/self/statm").read().split()[0])
resource.setrlimit(resource.RLIMIT_AS, (pages * 4096 + 40 * 2**20,) * 2)
try:
    Connection(ours).ask("value", 20)
except ProtocolError as error:
    print(error, flush=True)
os._exit(0)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is Linux's")
def test_an_answer_that_the_judge_has_no_memory_for_breaks_the_protocol() -> None:
    """So its worker is ended, and the next check has a fresh one: no byte of it is left unread."""
    done = run(LITTLE_MEMORY)
    assert done.stderr == ""
    assert done.stdout == "its message does not fit in memory\n"


@st.composite
def replies(draw: st.DrawFn) -> tuple[int, bool, bytes]:
    """The length that a reply claims, whether it has the right nonce, and what follows."""
    body = draw(st.sampled_from(CORPUS.messages) | st.binary(max_size=60))
    length = draw(st.sampled_from([len(body), len(body) + 1, 0, 1, 2**26, 2**26 + 1, 2**32 - 1]))
    return length, draw(st.booleans()), body


@given(st.lists(replies(), min_size=1, max_size=3))
@settings(max_examples=60, deadline=None)
def test_whatever_a_worker_writes_the_judge_has_an_end_in_time(
    lies: list[tuple[int, bool, bytes]],
) -> None:
    ours, theirs = socket.socketpair()

    def write() -> None:
        with contextlib.suppress(OSError):
            length, nonce = struct.unpack("<I16s", theirs.recv(20, socket.MSG_WAITALL))
            theirs.recv(length, socket.MSG_WAITALL)
            for claimed, right, body in lies:
                theirs.sendall(struct.pack("<I16s", claimed, nonce if right else b"\1" * 16) + body)

    writer = threading.Thread(target=write, daemon=True)
    writer.start()
    started = time.monotonic()
    with ours, theirs, contextlib.suppress(DeadlineError, ClosedError, ProtocolError):
        unpacked(Connection(ours).ask(["call", "double"], 0.1))
    assert time.monotonic() - started < 2
    writer.join(5)
