"""What a running command and all its descendants take: processor time, and memory at its peak.

Memory is counted as a container has to find it: what processes share by forking counts once among
them, and so do the pages of a file that several of them map. The kernel's own proportional figure
(PSS) divides a file's pages by every process of the machine that maps them, and so gets smaller
while another grader runs beside this one. Linux only.
"""

from __future__ import annotations

import contextlib
import os
import resource
import subprocess
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

INTERVAL = 0.02
"""Seconds between two looks: memory that is held for a shorter time can be missed."""
CHECKING = 3
"""How far below the command the process is that runs the checks: launcher, judge, its fork."""
FILES = "files"
_KB = 2**10


@dataclass(frozen=True)
class Footprint:
    """One run of a command, with all that it started."""

    status: int
    wall: float
    cpu: float
    """Seconds of processor time."""
    start_cpu: float
    """The part of ``cpu`` before the first check: the grader's own start, and the imports."""
    waiting: float
    """Seconds in which nothing of it ran or wanted to run: for a disk, or asleep."""
    peak: int
    """Bytes of memory at the fullest moment."""
    parts: Mapping[str, int]
    """The bytes of that moment by process, in the order of the tree, and those of `FILES`."""


@dataclass
class _Seen:
    """What was seen of a command so far."""

    parts: dict[str, int] = field(default_factory=dict)
    anonymous: int = 0
    """The most that was held apart from files."""
    start_cpu: float = 0.0
    checking: bool = False
    """Whether the first check has begun."""
    delays: dict[int, float] = field(default_factory=dict)
    """How long each process has waited for a processor that others had."""


def footprint(running: subprocess.Popen[bytes]) -> Footprint:
    """Look at a command until it ends. Nothing else may be waited for meanwhile."""
    started, before, seen = time.monotonic(), _cpu_of_ended(), _Seen()
    while running.poll() is None:
        _look(running.pid, seen)
        time.sleep(INTERVAL)
    wall, cpu = time.monotonic() - started, _cpu_of_ended() - before
    idle = wall - cpu - sum(seen.delays.values())
    start = seen.start_cpu if seen.checking else cpu
    peak = sum(seen.parts.values())
    return Footprint(running.returncode, wall, cpu, start, max(0.0, idle), peak, seen.parts)


def _cpu_of_ended() -> float:
    """Of all descendants that were waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _look(root: int, seen: _Seen) -> None:
    tree = dict(_tree(root))
    for pid in tree:
        seen.delays[pid] = max(seen.delays.get(pid, 0.0), _delay(pid))
    if not seen.checking:
        seen.start_cpu = sum(map(_cpu, tree))
        seen.checking = max(tree.values(), default=0) >= CHECKING
    own = {str(pid): _anonymous(pid) for pid in tree}
    if sum(own.values()) > seen.anonymous:  # only then, since the files take as long again
        seen.anonymous = sum(own.values())
        seen.parts = {**own, FILES: max(seen.parts.get(FILES, 0), _files(tree))}


def _tree(root: int, depth: int = 0) -> Iterator[tuple[int, int]]:
    """A process and its descendants, each with how far below the first it is."""
    yield root, depth
    for task in _listed(Path(f"/proc/{root}/task")):
        for child in _text(task / "children").split():
            yield from _tree(int(child), depth + 1)


def _listed(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []  # the process has ended


def _text(path: Path) -> str:
    with contextlib.suppress(OSError):
        return path.read_text("utf-8", "replace")
    return ""


def _cpu(pid: int) -> float:
    """Of a process and of its descendants that it has waited for."""
    fields = _text(Path(f"/proc/{pid}/stat")).rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def _delay(pid: int) -> float:
    fields = _text(Path(f"/proc/{pid}/schedstat")).split()
    return int(fields[1]) / 1e9 if fields else 0.0


def _anonymous(pid: int) -> int:
    """A process's share of memory that is no file's; its forks share it, and nobody else."""
    return sum(
        int(line.split()[1]) * _KB
        for line in _text(Path(f"/proc/{pid}/smaps_rollup")).splitlines()
        if line.startswith(("Pss_Anon:", "Pss_Shmem:"))
    )


def _files(pids: Iterable[int]) -> int:
    """Bytes of mapped files, each region as often as it is held: once. Of a region that several
    processes map, the one that has read most of it tells how much is held.
    """
    held: Counter[tuple[str, ...]] = Counter()
    for pid in pids:
        mapped: Counter[tuple[str, ...]] = Counter()
        for region, size in _regions(_text(Path(f"/proc/{pid}/smaps"))):
            mapped[region] += size
        held |= mapped
    return held.total()


def _regions(smaps: str) -> Iterator[tuple[tuple[str, ...], int]]:
    """The regions of files in a process, by rights, offset, device and inode, and how many bytes of
    them are in memory as they are in the file.
    """
    region: tuple[str, ...] = ()
    for line in smaps.splitlines():
        words = line.split()
        if not words[0].endswith(":"):
            region = tuple(words[1:5]) if words[4] != "0" else ()
        elif region and words[0] == "Rss:":
            yield region, int(words[1]) * _KB
        elif region and words[0] == "Anonymous:":
            yield region, -int(words[1]) * _KB
