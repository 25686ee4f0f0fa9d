"""Calls of the C library and of the kernel that Python has no name for, through ctypes (Linux)."""

from __future__ import annotations

import ctypes
import os
from typing import Any

_LIBC = ctypes.CDLL(None, use_errno=True)
_LIBC.syscall.restype = ctypes.c_long


def call(name: str, *args: Any) -> int:
    """Call a function of the C library with integers, bytes, None or references. Raises
    OSError.
    """
    # An int would be passed as 32 bits, and the upper half of the register could be anything.
    whole = [ctypes.c_long(arg) if isinstance(arg, int) else arg for arg in args]
    result: int = getattr(_LIBC, name)(*whole)
    if result == -1:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result


def syscall(number: int, *args: Any) -> int:
    """Make a system call by its number. Raises OSError."""
    return call("syscall", number, *args)


def prctl(option: int, *values: int) -> int:
    """An operation on this process. Raises OSError."""
    return call("prctl", option, *(*values, 0, 0, 0, 0)[:4])
