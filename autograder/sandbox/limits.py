"""Limits that a worker puts on itself before it sees the student's code (Linux)."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
from dataclasses import dataclass
from pathlib import Path

from autograder.sandbox.kernel import prctl

_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_SET_CHILD_SUBREAPER = 36
_PR_SET_NO_NEW_PRIVS = 38
_MB = 2**20
_THREADS = 512
"""Of one user. More than a worker's memory allows, since containers on one host may share users."""


@dataclass(frozen=True)
class Limits:
    """What one worker may use: memory as growth over the fork, and CPU seconds of its whole
    life. ``scratch_mb`` is what it may write into its folder, nothing where it is 0.
    """

    memory_mb: int = 1024
    cpu_seconds: int = 300
    scratch_mb: int = 0


def virtual_size() -> int:
    """Bytes of address space that this process maps now."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * resource.getpagesize()


def apply(limits: Limits, *, own_user: bool = False) -> None:
    """Limit memory growth, CPU, core dumps, open files and file size of this process.

    Threads and processes are counted for a user as a whole, so they are limited only where the
    worker has one of its own.
    """
    space = virtual_size() + limits.memory_mb * _MB
    _limit(resource.RLIMIT_AS, space)
    _limit(resource.RLIMIT_CPU, limits.cpu_seconds)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_NOFILE, 64)
    _limit(resource.RLIMIT_FSIZE, (limits.scratch_mb or 64) * _MB)
    if own_user:
        _limit(resource.RLIMIT_NPROC, _THREADS)


def _limit(kind: int, value: int) -> None:
    _, hard = resource.getrlimit(kind)
    ceiling = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (ceiling, ceiling))


def first_to_go() -> None:
    """Where the machine runs out of memory, end this process before any other."""
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")


def no_new_privileges() -> None:
    """What this process runs never has more rights than the process itself."""
    prctl(_PR_SET_NO_NEW_PRIVS, 1)


def not_traceable() -> None:
    """No core dumps, and nothing of this process in ``/proc`` for others of its user."""
    prctl(_PR_SET_DUMPABLE, 0)


def adopt_orphans() -> None:
    """Become the parent of processes below this one whose own parent has ended."""
    prctl(_PR_SET_CHILD_SUBREAPER, 1)


def end_with(parent: int) -> None:
    """Have the kernel kill this process when ``parent``, which forked it, dies."""
    prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before we asked
        os._exit(1)


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
