"""Trying the layers on a process of our own, before one of a stranger depends on them (Linux)."""

from __future__ import annotations

import json
import os
import signal
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.sandbox import landlock, limits, reach, seccomp
from autograder.sandbox.confine import Cell, Ruleset, steps
from autograder.sandbox.identity import Pool
from autograder.sandbox.layers import NAMES

_SECONDS = 20
_NO_REPORT = "a process that was held in it ended at once"


@dataclass(frozen=True)
class Trial:
    """What a process in a cell found: which layers failed and why, and what it could read."""

    failed: dict[str, str] = field(default_factory=dict)
    unreadable: tuple[str, ...] = ()
    """Of what Python needs."""
    readable: tuple[str, ...] = ()
    """Of what nobody may read."""


def try_layers(*, own_user: bool, secrets: Iterable[Path] = ()) -> Trial:
    """Fork a process that enters a cell as a worker does, and looks around in it."""
    pool, version, here = Pool(), landlock.abi(), seccomp.architecture()
    secret_files = [path for secret in secrets for path in _files(secret)]
    needed = reach.needed()
    ruleset = _ruleset(version) if version else None
    cell = Cell(
        parent=os.getpid(),
        folder=Path("/"),
        limits=limits.Limits(),
        user=pool.take() if own_user else None,
        ruleset=ruleset,
        filter=seccomp.new_filter(here) if here else None,
    )
    try:
        return Trial(**_in_a_fork(cell, lambda: _look_around(cell, needed, secret_files)))
    finally:
        pool.close()
        if ruleset is not None:
            os.close(ruleset.descriptor)


def _ruleset(version: int) -> Ruleset:
    """What every worker may read, and nothing else."""
    ruleset = Ruleset(landlock.new_ruleset(version), version)
    for place in landlock.opened(reach.readable()):
        landlock.allow(ruleset.descriptor, place, landlock.READ, version)
        os.close(place)
    return ruleset


def _in_a_fork(cell: Cell, run: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        _report(cell, run, writing)
    os.close(writing)
    with open(reading, "rb") as pipe:  # noqa: PTH123  (a descriptor has no path)
        told = pipe.read()
    os.waitpid(pid, 0)
    return json.loads(told) if told else {"failed": dict.fromkeys(NAMES, _NO_REPORT)}


def _report(cell: Cell, run: Callable[[], dict[str, Any]], pipe: int) -> None:
    """The forked side; it never returns."""
    try:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(_SECONDS)
        limits.close_all_but({pipe, *cell.descriptors})
        told = json.dumps(run()).encode()
        while told:
            told = told[os.write(pipe, told) :]
    finally:
        os._exit(0)


def _look_around(cell: Cell, needed: Iterable[Path], secrets: Iterable[Path]) -> dict[str, Any]:
    failed = _entered(cell)
    if "landlock" not in failed and reach.can_open(Path("/")):
        failed["landlock"] = "it lets a process read what no rule allows"
    if "seccomp" not in failed and _has_sockets():
        failed["seccomp"] = "it lets a process open a socket"
    return {
        "failed": failed,
        "unreadable": [str(path) for path in reach.unreadable(needed)],
        "readable": [str(path) for path in secrets if reach.can_open(path)],
    }


def _entered(cell: Cell) -> dict[str, str]:
    """Put every layer into force that can be; the others with their reasons."""
    failed = {}
    if cell.ruleset is None:
        failed["landlock"] = "Linux has it from 5.13 on, and some containers forbid it"
    if cell.filter is None:
        failed["seccomp"] = f"there is no table of system calls for {os.uname().machine}"
    for name, step in steps(cell):
        try:
            step()
        except OSError as error:
            failed[name] = str(error)
    return failed


def _has_sockets() -> bool:
    try:
        socket.socket().close()
    except OSError:
        return False
    return True


def _files(secret: Path) -> list[Path]:
    """A file, or a folder with all that is in it."""
    return [secret, *secret.rglob("*")] if secret.is_dir() else [secret]
