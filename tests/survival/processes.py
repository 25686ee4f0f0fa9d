"""Processes as the kernel lists them: who is who in a grading, and what is left of it.

Where this process is a subreaper (see `adopt_orphans`), whatever a grading leaves running becomes
its child, so that nothing can hide by losing its parents.
"""

from __future__ import annotations

import ctypes
import os
import signal
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_PR_SET_CHILD_SUBREAPER = 36


@dataclass(frozen=True)
class Process:
    """One line of the kernel's list; ``started`` tells two processes of one number apart."""

    pid: int
    state: str
    parent: int
    group: int
    session: int
    started: int


def processes() -> dict[int, Process]:
    """All processes that run; those that only wait to be collected do not."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                fields = (entry / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
                numbers = map(int, (entry.name, *fields[1:4], fields[19]))
                pid, parent, group, session, started = numbers
                found[pid] = Process(pid, fields[0], parent, group, session, started)
    return {pid: each for pid, each in found.items() if each.state not in "ZX"}


def below(pid: int, table: Mapping[int, Process]) -> list[Process]:
    """All that descend from ``pid``, the oldest of each generation first."""
    children = _children(pid, table)
    return children + [each for child in children for each in below(child.pid, table)]


def _is_launcher(process: Process) -> bool:
    """Not so the short-lived fork in which the grader tries what holds a worker here."""
    try:
        return b"sandbox.launcher" in Path(f"/proc/{process.pid}/cmdline").read_bytes()
    except OSError:
        return False


def _children(pid: int, table: Mapping[int, Process]) -> list[Process]:
    found = [each for each in table.values() if each.parent == pid]
    return sorted(found, key=lambda each: (each.started, each.pid))


def cast(grader: int, table: Mapping[int, Process]) -> dict[str, Process]:
    """Who plays which part below ``grader``. A launcher's first child is the judge; the judge's
    child is its fork for one submission. The launcher's other child is the worker then, and before
    it the searcher, which looks for forbidden names.
    """
    launchers = [each for each in _children(grader, table) if _is_launcher(each)]
    if not launchers:
        return {}
    launcher = launchers[-1]
    judge, *others = [*_children(launcher.pid, table), None]
    forks = _children(judge.pid, table) if judge else []
    parts = {
        "launcher": launcher,
        "judge": judge,
        "judge's fork": forks[0] if forks else None,
        "worker" if forks else "searcher": others[0] if others else None,
    }
    return {name: process for name, process in parts.items() if process is not None}


def end(process: Process, by: signal.Signals = signal.SIGKILL) -> bool:
    """Send a signal to this very process, never to another that got its number since."""
    try:
        handle = os.pidfd_open(process.pid)
    except ProcessLookupError:
        return False
    try:
        now = processes().get(process.pid)
        if now is None or now.started != process.started:
            return False
        signal.pidfd_send_signal(handle, by)
    except ProcessLookupError:
        return False
    finally:
        os.close(handle)
    return True


def adopt_orphans() -> None:
    """Become the parent of every process below this one that loses its own."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")


def bury() -> None:
    """Collect every child that has ended."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def left(sessions: Iterable[int], seen: Iterable[Process]) -> list[Process]:
    """What still runs of a grading: by descent, by process group and session, by number."""
    bury()
    table = processes()
    known = {(each.pid, each.started) for each in seen}
    marks = {*sessions}
    descends = {each.pid for each in below(os.getpid(), table)}
    return [
        each
        for each in table.values()
        if each.pid in descends
        or each.session in marks
        or each.group in marks
        or (each.pid, each.started) in known
    ]


def left_after(
    seconds: float, sessions: Iterable[int], seen: Iterable[Process]
) -> tuple[list[Process], float]:
    """What is left after a wait of at most ``seconds``, and how long it took to be nothing."""
    started, marks, known = time.monotonic(), list(sessions), list(seen)
    while (found := left(marks, known)) and time.monotonic() - started < seconds:
        time.sleep(0.01)
    return found, time.monotonic() - started
