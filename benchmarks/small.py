"""What a run takes in containers as small as Gradescope's, beside what was predicted.

    python benchmarks/small.py [MODULE ...] [--sizes N] [--cold]

For each module (without one: all of the course) its solution is graded once without limits, as by
``autograder doctor MODULE``, and then under real limits of the kernel: half a CPU and 768 MB, and
one CPU and 1.5 GB. Prints predicted beside measured, with the ratio of measured to predicted.
Needs root and control groups. Seconds of CPU hold on a busy machine; wall time under a limit does
too, as long as the others leave that share.

The kernel charges a page of a file to the group that read it first. So on a machine where the
libraries are in memory already, measured memory lacks them: about 20 MB, and 90 MB with torch. With
--cold they are put out of memory before each run, where no other process uses them; then each run
also waits for the disk.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from autograder.config.load import load_course
from autograder.grade.plan import Course
from autograder.gradescope.sizes import SIZES, Prediction, predict
from autograder.gradescope.tried import Tried, command, environment, laid_out, tried
from tests.grade.containers import Contained, container, run_in

COURSE = Course(Path(__file__).resolve().parents[1])
_MB = 2**20
_ROW = "{:<18} {:<17} {:>9} {:>9} {:>6} {:>9} {:>9} {:>6} {:>8} {:>7}  {}"
_HEAD = ("module", "container", "s, pred.", "measured", "ratio", "MB, pred.", "measured", "ratio")


def contained(module: str, cpus: float, memory_mb: int) -> tuple[Contained, str]:
    """A run under these limits, and how it ended in words."""
    with laid_out(COURSE, module) as place, container(cpus, memory_mb) as group:
        run = run_in(group, command(), place.source, environment(place), 2400)
        return run, _ended(run, json.loads(place.results.read_text("utf-8"))["tests"])


def put_out() -> None:
    """Have the kernel forget the libraries' files, as far as no other process uses them."""
    for path in Path(sysconfig.get_path("platlib")).rglob("*.so*"):
        with path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _ended(run: Contained, rows: Sequence[dict]) -> str:
    about = [row["extra_data"] for row in rows if "check" in row.get("extra_data", {})]
    lost = [f"{each['check']} {each['verdict']}" for each in about if each["verdict"] != "PASSED"]
    killed = f", {run.killed} killed for want of memory" if run.killed else ""
    return (", ".join(lost[:3]) or f"{len(about)} passed") + killed


def row(told: Prediction, seen: Tried, run: Contained, ended: str) -> str:
    """Predicted beside measured."""
    memory = run.held / _MB
    return _ROW.format(
        seen.module,
        str(told.size),
        f"{told.seconds:.1f}",
        f"{run.wall:.1f}",
        f"{run.wall / told.seconds:.2f}",
        f"{told.memory_mb:.0f}",
        f"{memory:.0f}",
        f"{memory / told.memory_mb:.2f}",
        f"{run.cpu:.1f}",
        run.throttled,
        ended,
    )


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("modules", nargs="*", default=load_course(COURSE.configs).modules)
    parser.add_argument("--sizes", type=int, default=2, help="how many sizes, smallest first")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that no group is left behind
    parser.add_argument("--cold", action="store_true", help="libraries are read from the disk")
    wanted = parser.parse_args()
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.2f}")
    print(_ROW.format(*_HEAD, "CPU s", "stopped", "ended"), flush=True)
    for module in wanted.modules:
        seen = tried(COURSE, module)
        for size in SIZES[: wanted.sizes]:
            if wanted.cold:
                put_out()
            run, ended = contained(module, size.cpus, size.memory_mb)
            print(row(predict(seen, size), seen, run, ended), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
