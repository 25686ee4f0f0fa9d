"""From a save to its verdict: ``autograder watch`` in a student's folder, and what waiting costs.

    python benchmarks/watch.py [MODULE] [--task TASK] [--saves 20]

The solution lies in a student's folder; one line that does nothing is written into one task again
and again. Prints the median and the largest time from the save to the end of the report, how many
checks that ran, and the processor time of a minute in which nothing is saved.
"""

from __future__ import annotations

import argparse
import os
import queue
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from common import COURSE, PROGRAM, ROOT, Class, Options, Table
from student import solved

from autograder.grade.making import read_authored

_TASKS = {"t01_attention": ("causal_mask", "sdpa", "softmax")}
"""Tasks whose change is measured; of other modules the first one."""
_HEAD = ("a change in", "checks run", "save to report: median", "largest")
_LAST = "are worth"
"""In the last line of each report: what hidden checks are worth."""


class Watching:
    """The program, whose lines come with the time at which they were printed."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [*PROGRAM, "watch"],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        )
        self._lines: queue.Queue[tuple[float, str]] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in self.process.stdout or ():
            self._lines.put((time.monotonic(), line))

    def report(self) -> tuple[float, str]:
        """When the next report ended, and how many checks were run for it."""
        ran = ""
        while True:
            when, line = self._lines.get(timeout=120)
            ran = (re.findall(r"(\d+) of \d+ checks run", line) or [ran])[0]
            if _LAST in line:
                return when, ran

    def cpu(self) -> float:
        """Seconds of processor time so far, children aside."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def place_of(folder: Path, task: str) -> tuple[Path, str, int]:
    """The file with a task, its text, and where a line can be put before its first return."""
    for path in sorted(folder.glob("*.py")):
        text = path.read_text("utf-8")
        found = re.search(rf"^(?:def|class) {task}\b", text, re.MULTILINE)
        if found:
            return path, text, text.index("return", found.start())
    raise SystemExit(f"no task {task}")


def measured(module: str, task: str, saves: int, idle: float) -> dict[str, float]:
    """Times in milliseconds from a save to the end of its report."""
    with tempfile.TemporaryDirectory(prefix="watch-") as scratch:
        folder = Path(scratch)
        solved(read_authored(COURSE, module), folder / "assignments")
        path, text, at = place_of(folder / "assignments" / module, task)
        watching = Watching(folder)
        try:
            watching.report()
            time.sleep(1)  # until it waits
            times, ran = [], ""
            for number in range(saves):
                started = time.monotonic()
                path.write_text(f"{text[:at]}_ = {number}\n    {text[at:]}", "utf-8")
                ended, ran = watching.report()
                times.append(1000 * (ended - started))
                time.sleep(0.5)
            before = watching.cpu()
            time.sleep(idle)
            spent = watching.cpu() - before
        finally:
            watching.process.kill()
            watching.process.wait()
    return {
        "median_ms": statistics.median(times),
        "largest_ms": max(times),
        "checks": float(ran),
        "idle_share": spent / idle,
    }


def table(_its: Class, _root: Path, options: Options) -> Table:
    """A save of one task, for some tasks of the module."""
    tasks = _TASKS.get(options.module) or [read_authored(COURSE, options.module).plan.tasks[0].name]
    found = {task: measured(options.module, task, 3 * options.others + 3, 10.0) for task in tasks}
    rows = [
        (
            task,
            f"{each['checks']:.0f}",
            f"{each['median_ms']:.0f} ms",
            f"{each['largest_ms']:.0f} ms",
        )
        for task, each in found.items()
    ]
    idle = statistics.mean(each["idle_share"] for each in found.values())
    note = f"While nothing is saved it takes {100 * idle:.1f} % of a processor."
    return Table(f"autograder watch, {options.module}", _HEAD, tuple(rows), (note,))


def _shown(found: dict[str, float]) -> tuple[str, ...]:
    times = (f"{found[name]:.0f} ms" for name in ("median_ms", "largest_ms"))
    return (f"{found['checks']:.0f}", *times)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("module", nargs="?", default="t01_attention")
    parser.add_argument("--task", default="causal_mask")
    parser.add_argument("--saves", type=int, default=20)
    parser.add_argument("--idle", type=float, default=10.0, help="seconds without a save")
    wanted = parser.parse_args()
    found = measured(wanted.module, wanted.task, wanted.saves, wanted.idle)
    print(f"{wanted.module}, {wanted.task}: {found['checks']:.0f} checks run for a save")
    median, largest = found["median_ms"], found["largest_ms"]
    print(f"save to report: median {median:.0f} ms, largest {largest:.0f} ms")
    print(f"waiting: {100 * found['idle_share']:.1f} % of a processor")
    return 0


if __name__ == "__main__":
    sys.exit(main())
