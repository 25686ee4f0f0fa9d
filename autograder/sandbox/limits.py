"""Limits that a worker puts on itself before it sees the student's code (Linux)."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
from dataclasses import dataclass
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_SET_NO_NEW_PRIVS = 38
_MB = 2**20


@dataclass(frozen=True)
class Limits:
    """What one worker may use: memory as growth over the fork, and CPU seconds of its whole
    life.
    """

    memory_mb: int = 1024
    cpu_seconds: int = 300


def virtual_size() -> int:
    """Bytes of address space that this process maps now."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * resource.getpagesize()


def apply(limits: Limits) -> None:
    """Limit memory growth, CPU, core dumps, open files and file size of this process."""
    space = virtual_size() + limits.memory_mb * _MB
    _limit(resource.RLIMIT_AS, space)
    _limit(resource.RLIMIT_CPU, limits.cpu_seconds)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_NOFILE, 64)
    _limit(resource.RLIMIT_FSIZE, 64 * _MB)


def _limit(kind: int, value: int) -> None:
    _, hard = resource.getrlimit(kind)
    ceiling = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (ceiling, ceiling))


def give_up_privileges() -> None:
    """No new privileges, and not traceable by others."""
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)
    _prctl(_PR_SET_DUMPABLE, 0)


def end_with(parent: int) -> None:
    """Have the kernel kill this process when ``parent``, which forked it, dies."""
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before we asked
        os._exit(1)


def _prctl(option: int, value: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(option, value, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")


def close_all_but(keep: set[int]) -> None:
    """Close every descriptor of this process except the standard three and ``keep``."""
    for name in os.listdir("/proc/self/fd"):  # noqa: PTH208  (its own descriptor closes first)
        number = int(name)
        if number > 2 and number not in keep:
            _close_quietly(number)


def _close_quietly(number: int) -> None:
    try:
        os.close(number)
    except OSError:
        return  # the listing's own descriptor is closed already
