"""Whether a submission costs the same in a large class, and whether memory stays flat.

One bulk run is watched from outside: how many submissions its journal has as ended, what all its
processes have had of the processors so far, and their proportional memory. The first submissions
warm it up and are left out.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import statistics
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from common import COURSE, PROGRAM, ROOT, Class, Options, Table, make_class, seconds

from autograder.grade.making import read_authored

_WARM, _FEW, _WINDOWS = 10, 10, 10
_TICK = os.sysconf("SC_CLK_TCK")
_ENDED = "select count(*) from submissions where ended != ''"


@dataclass(frozen=True)
class Look:
    """One look at the run."""

    ended: int
    cpu: float
    memory: float


def table(_its: Class, root: Path, options: Options) -> Table:
    """What ten cost after the warm-up, against ten on the average of all."""
    authored = read_authored(COURSE, options.cheap)
    count = options.class_size + _WARM
    folder = make_class(authored, root / "class", count, options.wrong)
    looks = list(_watched(options.cheap, folder, root / "journal.sqlite"))
    times = [_cpu_at(looks, _WARM + _FEW * each) for each in range(_WINDOWS + 1)]
    ten = statistics.median(later - earlier for earlier, later in pairwise(times))
    whole = _cpu_at(looks, count) - times[0]
    more = options.class_size / _FEW
    rows = (
        ("CPU of 10 after the first 10 (median of 10 windows)", seconds(ten)),
        (f"CPU of the next {options.class_size:,}", seconds(whole)),
        (f"the same as a ratio to {more:g} times that of 10", f"{whole / (more * ten):.3f}"),
        ("largest memory (PSS of all processes) in the first tenth", _mb(looks, count // 10)),
        ("largest memory in the whole run", _mb(looks, count)),
    )
    return Table(f"{options.cheap}: a class of {options.class_size:,}", ("", "measured"), rows)


def _mb(looks: list[Look], until: int) -> str:
    return f"{max(each.memory for each in looks if each.ended <= until):.0f} MB"


def _cpu_at(looks: list[Look], ended: int) -> float:
    """The processor time when so many had ended, between the looks before and after."""
    for one, two in pairwise(looks):
        if one.ended <= ended <= two.ended and two.ended > one.ended:
            part = (ended - one.ended) / (two.ended - one.ended)
            return one.cpu + part * (two.cpu - one.cpu)
    return looks[-1].cpu


def _watched(module: str, folder: Path, journal: Path) -> Iterator[Look]:
    words = ("bulk", str(folder), "-m", module, "--no-hints", "--journal", str(journal))
    run = subprocess.Popen(
        (*PROGRAM, *words), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    while run.poll() is None:
        with contextlib.suppress(OSError, sqlite3.Error):
            tree = _tree(run.pid)
            yield Look(_ended(journal), sum(map(_cpu, tree)), sum(map(_memory, tree)))
        time.sleep(0.2)


def _ended(journal: Path) -> int:
    with contextlib.closing(sqlite3.connect(f"file:{journal}?mode=ro", uri=True)) as opened:
        return int(opened.execute(_ENDED).fetchone()[0])


def _tree(pid: int) -> list[int]:
    parents = dict(_parents())
    found = [pid]
    for each in found:
        found += [child for child, parent in parents.items() if parent == each]
    return found


def _parents() -> Iterator[tuple[int, int]]:
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            yield int(path.parent.name), int(_fields(path)[1])


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
