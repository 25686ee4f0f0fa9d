"""A bulk run as it is seen from outside: how many submissions have ended, what all its processes
have had of the processors so far, and their proportional memory.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from common import PROGRAM, ROOT, Cost

_PAUSE = 0.2
_TICK = os.sysconf("SC_CLK_TCK")
_ENDED = "select count(*) from submissions where ended != ''"


@dataclass(frozen=True)
class Look:
    """One look at the run."""

    ended: int
    spent: Cost
    """Since its beginning."""
    memory: float = 0.0
    """MB, where that was looked at."""


def spent_at(looks: Sequence[Look], ended: int) -> Cost:
    """What had been spent when so many had ended, between the looks before and after."""
    for one, two in pairwise(looks):
        if one.ended <= ended <= two.ended and two.ended > one.ended:
            part = (ended - one.ended) / (two.ended - one.ended)
            more = two.spent - one.spent
            return one.spent + Cost(part * more.cpu, part * more.wall)
    return looks[-1].spent


def watched(
    module: str, folder: Path, journal: Path, *more: str, memory: bool = False
) -> Iterator[Look]:
    """The program itself at work on a folder, one look after the other until its end."""
    words = ("bulk", str(folder), "-m", module, "--journal", str(journal), *more)
    began = time.monotonic()
    run = subprocess.Popen(
        (*PROGRAM, *words), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    while run.poll() is None:
        with contextlib.suppress(OSError, sqlite3.Error):
            tree = _tree(run.pid)
            held = sum(map(_memory, tree)) if memory else 0.0
            spent = Cost(sum(map(_cpu, tree)), time.monotonic() - began)
            yield Look(_ended(journal), spent, held)
        time.sleep(_PAUSE)


def _ended(journal: Path) -> int:
    with contextlib.closing(sqlite3.connect(f"file:{journal}?mode=ro", uri=True)) as opened:
        return int(opened.execute(_ENDED).fetchone()[0])


def _tree(pid: int) -> list[int]:
    """A process and all below it."""
    found = [pid]
    for each in found:
        for task in Path(f"/proc/{each}/task").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                found += map(int, (task / "children").read_text("ascii").split())
    return found


def _fields(path: Path) -> list[str]:
    """What stands after the name in a process's line, from its state on."""
    return path.read_text("utf-8", "replace").rpartition(")")[2].split()


def _cpu(pid: int) -> float:
    """Of the process and of all its children that were waited for."""
    try:
        return sum(map(int, _fields(Path(f"/proc/{pid}/stat"))[11:15])) / _TICK
    except OSError:
        return 0.0  # its time is its parent's a moment later


def _memory(pid: int) -> float:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8")
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")) / 1024
