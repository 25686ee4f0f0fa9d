"""Student code that finds its socket and writes to it: never a pass, and the judge lives on."""

from __future__ import annotations

import struct

import pytest

from autograder.channel.frames import ProtocolError
from autograder.channel.outcome import CheckEnded, Raised, Value
from autograder.channel.wire import encode
from autograder.model import Verdict
from autograder.sandbox.client import unpacked

from ..conftest import Load
from ..tiny import Grade, verdicts

FIND = """
import os, stat, struct

def socket_fd():
    for name in os.listdir("/proc/self/fd"):
        try:
            if int(name) > 2 and stat.S_ISSOCK(os.fstat(int(name)).st_mode):
                return int(name)
        except OSError:
            pass

def write(data):
    fd = socket_fd()
    while data:
        data = data[os.write(fd, data):]
"""
SIX = encode(("value", 6, ""))
"""What an honest worker would send for double(3)."""


def frame(body: bytes, length: int | None = None, nonce: bytes = b"\0" * 16) -> bytes:
    return struct.pack("<I16s", len(body) if length is None else length, nonce) + body


LIES = {
    "garbage": b"\xff" * 500,
    "forged reply with a wrong nonce": frame(SIX),
    "length beyond the cap": frame(b"", 2**32 - 1),
    "length beyond what follows": frame(SIX, 10**6),
    "empty message": frame(b""),
    "pickle": frame(b"\x80\x04\x95cos\nsystem\n"),
    "many forged replies": frame(SIX) * 1000,
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES.keys())
def test_what_student_code_writes_to_the_socket_never_passes(grade: Grade, lie: bytes) -> None:
    checks = grade(f"{FIND}\nlie = {lie!r}\n\ndef double(x):\n    write(lie)\n    os._exit(0)\n")
    assert verdicts(checks, ["test_double_worked_example", "test_double_many"]) == [
        Verdict.CRASHED,
        Verdict.CRASHED,
    ]
    assert checks["test_root_many"].passed, "the judge and the other tasks are as before"


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES.keys())
def test_lie_before_an_honest_answer_breaks_the_protocol(grade: Grade, lie: bytes) -> None:
    checks = grade(f"{FIND}\nlie = {lie!r}\n\ndef double(x):\n    write(lie)\n    return 2 * x\n")
    ends = {checks[name].verdict for name in ("test_double_worked_example", "test_double_many")}
    assert ends <= {Verdict.CRASHED, Verdict.FAILED, Verdict.TIMEOUT}
    assert checks["test_root_many"].passed


def test_reply_written_ahead_at_import_is_refused(grade: Grade) -> None:
    checks = grade(f"{FIND}\nwrite({frame(SIX)!r})\n")
    assert not any(check.passed for check in checks.values())
    assert {check.verdict for check in checks.values()} == {Verdict.CRASHED}


def test_thread_that_floods_the_socket_costs_checks_and_not_the_judge(grade: Grade) -> None:
    flood = f"""{FIND}
import threading

def double(x):
    def flood():
        while True:
            write({frame(SIX) * 50!r})
    threading.Thread(target=flood, daemon=True).start()
    return 1
"""
    checks = grade(flood)
    assert not checks["test_double_many"].passed
    assert all(check.verdict is not Verdict.GRADER_ERROR for check in checks.values())


def test_stolen_nonce_gives_the_student_no_more_than_a_returned_value(grade: Grade) -> None:
    """Code that reads its own memory can answer itself; that is a claim like any other."""
    checks = grade("def double(x):\n    return True\n")
    assert checks["test_double_worked_example"].verdict is Verdict.FAILED


@pytest.mark.parametrize(
    "answer",
    [
        None,
        (),
        ("value", 1),
        ("value", 1, 2),
        ("passed", None, ""),
        ("raised", [[], "text", []], ""),
        ("raised", [["E", 1], "text", []], ""),
        ("raised", [["E"], "text", [["path", "line", "f", "code"]]], ""),
        ("raised", [["E"], None, []], ""),
    ],
)
def test_answer_of_no_known_form_is_refused(answer: object) -> None:
    with pytest.raises(ProtocolError):
        unpacked(answer)


def test_texts_of_a_stranger_are_bounded() -> None:
    long = "x" * 10**6
    outcome, prints = unpacked(
        ("raised", [[long] * 99, long, [[long, 2**80, long, long]] * 99], long)
    )
    assert isinstance(outcome, Raised)
    assert len(prints) + len(outcome.message) < 5000
    assert len(outcome.types) <= 20
    assert len(outcome.frames) <= 6
    assert all(len(str(each)) < 1000 for each in outcome.frames)


def test_value_larger_than_the_wire_is_no_crash(load: Load) -> None:
    client = load("def f():\n    return bytes(70 * 2**20)\n", memory_mb=1024)
    outcome, _ = client("call", "f", (), {})
    assert not isinstance(outcome, Value)


def test_code_that_closes_its_socket_has_crashed(load: Load) -> None:
    client = load(f"{FIND}\ndef f():\n    os.close(socket_fd())\n    return 1\n")
    with pytest.raises(CheckEnded) as caught:
        client("call", "f", (), {})
    assert caught.value.verdict is Verdict.CRASHED
