"""Assembling a filter of system calls: the kernel's classic BPF, as bytes.

A filter is a list of instructions; every rule here ends in an answer, so rules are simply put one
after the other.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence

Code = list[bytes]

ALLOW = 0x7FFF0000
KILL = 0x80000000  # the whole process, with SIGSYS
_FAIL = 0x00050000

_LOAD, _RETURN = 0x20, 0x06
_EQUAL, _GREATER, _AT_LEAST, _ANY_BIT = 0x15, 0x25, 0x35, 0x45
_NUMBER_AT, _ARCHITECTURE_AT, _ARGUMENTS_AT = 0, 4, 16
_SIZE = 8


def _instruction(code: int, value: int = 0, when_true: int = 0, when_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, when_true, when_false, value)


def answer(action: int) -> Code:
    """End with ``action``."""
    return [_instruction(_RETURN, action)]


def fail(error: int) -> int:
    """The action that lets the call fail with ``error``."""
    return _FAIL | error


def load_number() -> Code:
    """Look at the call's number from here on."""
    return [_instruction(_LOAD, _NUMBER_AT)]


def load_argument(index: int) -> Code:
    """Look at the lower half of an argument: all that the kernel reads of the ones we ask for."""
    return [_instruction(_LOAD, _ARGUMENTS_AT + 8 * index)]


def demand_architecture(architecture: int) -> Code:
    """Kill a process that makes calls in the way of another architecture."""
    check = [_instruction(_LOAD, _ARCHITECTURE_AT), _instruction(_EQUAL, architecture, 1, 0)]
    return check + answer(KILL)


def if_equal(value: int, then: Code) -> Code:
    """Go through ``then``, which ends in an answer, where what is looked at is ``value``."""
    return [_instruction(_EQUAL, value, 0, len(then)), *then]


def if_between(low: int, high: int, then: Code) -> Code:
    """The same for a whole range of values."""
    inner = [_instruction(_GREATER, high, len(then), 0), *then]
    return [_instruction(_AT_LEAST, low, 0, len(inner)), *inner]


def if_any_bit(bits: int, then: Code) -> Code:
    """The same where any of ``bits`` is set."""
    return [_instruction(_ANY_BIT, bits, 0, len(then)), *then]


def ranges(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Sorted numbers as first and last of each unbroken run."""
    runs: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def assembled(code: Sequence[bytes]) -> bytes:
    """The filter as the kernel reads it."""
    return b"".join(code)


def positions(code: Sequence[bytes], value: int) -> tuple[int, ...]:
    """Where ``value`` stands in the assembled filter, to be replaced later."""
    wanted = struct.pack("=I", value)
    return tuple(_SIZE * at + 4 for at, each in enumerate(code) if each[4:] == wanted)
