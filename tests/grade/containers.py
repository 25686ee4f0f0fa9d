"""Containers as small as Gradescope's: real limits of the kernel on processors and memory.

Both kinds of control groups are known: version 1, a hierarchy for each controller, and version 2
where its root has the controllers. Only root can make a group.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path("/sys/fs/cgroup")
PERIOD = 100_000
"""Microseconds in which a group may run for its share."""
_TICK = 0.01
_MB = 2**20


@dataclass(frozen=True)
class Contained:
    """One command's run in a container, as the kernel counted it."""

    status: int
    output: str
    wall: float
    cpu: float
    """Seconds of processor time of the whole group."""
    throttled: int
    """Periods in which it was stopped, because its share was used up."""
    killed: int
    """Processes that were ended for want of memory."""
    held: int
    """Bytes at the fullest moment without what is only cached of files."""
    charged: int
    """Bytes at the fullest moment with it; the limit stands for this."""


class Group:
    """A group with a limit, in the files of one version of control groups."""

    folders: Mapping[str, Path]

    def file(self, controller: str, name: str) -> Path:
        return self.folders[controller] / name

    def number(self, controller: str, name: str, key: str = "") -> int:
        """A number of a file, or the one behind ``key``; 0 where it has none."""
        words = self.file(controller, name).read_text("utf-8").split()
        pairs = dict(zip(words[::2], words[1::2], strict=False))
        return int(pairs.get(key, 0)) if key else int(words[0])

    def entering(self, command: Sequence[str]) -> list[str]:
        """A command that puts itself into the group first."""
        files = sorted({str(folder / "cgroup.procs") for folder in self.folders.values()})
        steps = [f'echo $$ > "{file}"' for file in files]
        return ["sh", "-ec", "; ".join([*steps, 'exec "$@"']), "sh", *command]

    def remove(self) -> None:
        """End what is left in it, and take it away."""
        for folder in set(self.folders.values()):
            while _killed(folder):
                time.sleep(_TICK)
            with contextlib.suppress(FileNotFoundError):  # two controllers, one hierarchy
                folder.rmdir()


def _killed(folder: Path) -> bool:
    """Whether there was a process in the group to be killed."""
    file = folder / "cgroup.procs"
    pids = [int(word) for word in file.read_text("utf-8").split()] if file.exists() else []
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return bool(pids)


class Version1(Group):
    """A folder in the hierarchy of each controller."""

    def __init__(self, name: str, cpus: float, memory_mb: int) -> None:
        self.folders = {each: ROOT / each / name for each in ("cpu", "cpuacct", "memory")}
        for folder in self.folders.values():
            folder.mkdir(exist_ok=True)  # two controllers may share one hierarchy
        self.file("cpu", "cpu.shares").write_text("16384")  # others here do not take its share
        self.file("cpu", "cpu.cfs_period_us").write_text(str(PERIOD))
        self.file("cpu", "cpu.cfs_quota_us").write_text(str(int(cpus * PERIOD)))
        self.file("memory", "memory.limit_in_bytes").write_text(str(memory_mb * _MB))

    def held(self) -> int:
        rss = self.number("memory", "memory.stat", "total_rss")
        return rss + self.number("memory", "memory.stat", "total_mapped_file")

    def counted(self) -> tuple[float, int, int, int]:
        """Processor seconds, throttled periods, processes killed, most bytes charged."""
        return (
            self.number("cpuacct", "cpuacct.usage") / 1e9,
            self.number("cpu", "cpu.stat", "nr_throttled"),
            self.number("memory", "memory.oom_control", "oom_kill"),
            self.number("memory", "memory.max_usage_in_bytes"),
        )


class Version2(Group):
    """One folder for all controllers."""

    def __init__(self, name: str, cpus: float, memory_mb: int) -> None:
        folder = ROOT / name
        folder.mkdir()
        self.folders = {"cpu": folder, "memory": folder}
        self.file("cpu", "cpu.weight").write_text("1600")  # others here do not take its share
        self.file("cpu", "cpu.max").write_text(f"{int(cpus * PERIOD)} {PERIOD}")
        self.file("memory", "memory.max").write_text(str(memory_mb * _MB))

    def held(self) -> int:
        anonymous = self.number("memory", "memory.stat", "anon")
        return anonymous + self.number("memory", "memory.stat", "file_mapped")

    def counted(self) -> tuple[float, int, int, int]:
        return (
            self.number("cpu", "cpu.stat", "usage_usec") / 1e6,
            self.number("cpu", "cpu.stat", "nr_throttled"),
            self.number("memory", "memory.events", "oom_kill"),
            self.number("memory", "memory.peak"),
        )


def version() -> type[Version1 | Version2] | None:
    """Which groups can be made here; None where no real limit can be set."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return None
    if all(os.access(ROOT / each / "cgroup.procs", os.W_OK) for each in ("cpu", "memory")):
        return Version1
    with contextlib.suppress(OSError):  # refused where this is itself inside a container
        (ROOT / "cgroup.subtree_control").write_text("+cpu +memory")
        return Version2
    return None


@contextmanager
def container(cpus: float, memory_mb: int) -> Iterator[Group]:
    """A group with these limits."""
    kind = version()
    if kind is None:
        raise RuntimeError("no real limit can be set here: it takes root and control groups")
    group = kind(f"autograder-{os.getpid()}", cpus, memory_mb)
    try:
        yield group
    finally:
        group.remove()


def run_in(
    group: Group, command: Sequence[str], cwd: Path, env: Mapping[str, str], seconds: float
) -> Contained:
    """Run a command in the group, for ``seconds`` at most."""
    started, held = time.monotonic(), 0
    running = subprocess.Popen(
        group.entering(command),
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        while running.poll() is None and time.monotonic() - started < seconds:
            held = max(held, group.held())
            time.sleep(_TICK)
    finally:
        running.kill()
    wall, output = time.monotonic() - started, running.communicate()[0]
    cpu, throttled, killed, charged = group.counted()
    said = output.decode("utf-8", "replace")
    return Contained(running.returncode, said, wall, cpu, throttled, killed, held, charged)
