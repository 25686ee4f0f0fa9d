"""From a save to its verdict: ``autograder watch`` in a student's folder, and what waiting costs.

    python benchmarks/watch.py [MODULE] [--task TASK] [--saves 20]

The solution lies in a student's folder; one line that does nothing is written into one task again
and again. Prints the median and the largest time from the save to the end of the report, how many
checks that ran, and the processor time of a minute in which nothing is saved.
"""

from __future__ import annotations

import argparse
import json
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

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from autograder.build.products import solution_files
from autograder.grade.files import write_files
from autograder.grade.making import read_authored
from autograder.grade.plan import Course

ROOT = Path(__file__).resolve().parents[1]
COURSE = Course(ROOT)
_LAST = "are worth"
"""In the last line of each report: what hidden checks are worth."""


def home(module: str, folder: Path) -> Path:
    """A student's folder with the solution of one module."""
    release = COURSE.release(module)
    files = {
        path.relative_to(release).as_posix(): path.read_bytes()
        for path in release.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    authored = read_authored(COURSE, module)
    mine = solution_files(authored.source, authored.config)
    own = {name: text for name, text in mine.items() if not name.startswith("tests/")}
    write_files({**files, **own}, folder / "assignments" / module)
    return folder


class Watching:
    """The program, whose lines come with the time at which they were printed."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "autograder", "watch"],
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
        folder = home(module, Path(scratch))
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


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("module", nargs="?", default="t01_attention")
    parser.add_argument("--task", default="causal_mask")
    parser.add_argument("--saves", type=int, default=20)
    parser.add_argument(
        "--idle", type=float, default=10.0, help="seconds in which nothing is saved"
    )
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    found = measured(wanted.module, wanted.task, wanted.saves, wanted.idle)
    if wanted.json:
        print(json.dumps(found))
        return 0
    print(f"{wanted.module}, {wanted.task}: {found['checks']:.0f} checks run for a save")
    print(
        f"save to report: median {found['median_ms']:.0f} ms, largest {found['largest_ms']:.0f} ms"
    )
    print(f"waiting: {100 * found['idle_share']:.1f} % of a processor")
    return 0


if __name__ == "__main__":
    sys.exit(main())
