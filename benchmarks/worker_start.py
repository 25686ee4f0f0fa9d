"""What holding a stranger's code costs: a held worker's start against a bare fork's, in one run.

    python benchmarks/worker_start.py [--libraries numpy,torch] [--rounds 100] [--python COMMAND]

The two kinds of worker take turns, so that whatever else the machine does falls on both. Besides
the time that passes, the processor's time of launcher and worker is given, which a busy machine
does not change.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.sandbox.client import Submission, WorkerClient, WorkerProcess
from autograder.sandbox.host import LauncherHost
from autograder.sandbox.workers import Bounds, ForkedWorkers, own_control

CALLS = 10
CODE = """
def add(a, b):
    return [x + y for x, y in zip(a, b)]
"""
PROBES = """
def user(impl):
    import os
    return os.getuid()
"""


@dataclass(frozen=True)
class Cost:
    """One round in milliseconds: until the first answer, and of a submission with its end."""

    start: float
    processor: float
    submission: float


class Kind:
    """One kind of worker, and what its rounds took."""

    def __init__(self, name: str, host: LauncherHost, held: bool, package: Path) -> None:
        self.name, self._launcher, self.package = name, host._process.pid, package
        self._control = own_control(host._sock)
        self._workers = ForkedWorkers(self._control, Bounds(1024, 60, held))
        self._process: Any = None
        self.costs: list[Cost] = []

    def round(self) -> None:
        """Start a worker and ask it something; then a whole submission."""
        before, began = processor_ms(self._launcher), time.perf_counter()
        self._start(str(self.package)).connection.ask(["seed", 1], 10.0)
        start = 1000 * (time.perf_counter() - began)
        processor = processor_ms(self._launcher) - before + processor_ms(self._process.pid)
        self._process.kill()
        time.sleep(0.02)  # the launcher clears up
        began = time.perf_counter()
        self._submission()
        self.costs.append(Cost(start, processor, 1000 * (time.perf_counter() - began)))
        time.sleep(0.02)

    def user(self) -> int:
        """Who such a worker is."""
        ask = self._start(str(self.package)).connection.ask
        ask(["load", "work", self._process.folder, PROBES], 10.0)
        _, user, _ = ask(["probe", "user", (), {}, {}], 10.0)
        self._process.kill()
        return int(user)

    def median(self, of: Callable[[Cost], float]) -> float:
        return statistics.median(map(of, self.costs))

    def close(self) -> None:
        self._control.close()

    def _start(self, folder: str) -> WorkerProcess:
        self._process = self._workers.start(folder)
        return self._process

    def _submission(self) -> None:
        """Start, import, ten calls, end."""
        client = WorkerClient(self._start, Submission("work", str(self.package), ""), 10.0)
        client.begin(1)
        for _ in range(CALLS):
            client("call", "add", ([1, 2, 3], [4, 5, 6]), {})
        client.close()


def processor_ms(pid: int) -> float:
    """What a process has had of the processors so far."""
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e6


def package(folder: Path) -> Path:
    """As many files as a module's package has."""
    folder.mkdir()
    (folder / "__init__.py").write_text(CODE)
    for number in range(8):
        (folder / f"part{number}.py").write_text(CODE * 40)
    return folder


def main() -> None:
    arguments = _arguments()
    host = LauncherHost(tuple(arguments.libraries.split(",")), tuple(arguments.python.split()))
    with tempfile.TemporaryDirectory() as folder:
        work = package(Path(folder) / "work")
        kinds = [Kind("bare fork", host, False, work), Kind("all layers", host, True, work)]
        own = "with" if kinds[1].user() != os.getuid() else "without"
        for kind in kinds * arguments.rounds:
            kind.round()
        _print(*kinds, own)
    for kind in kinds:
        kind.close()
    host.close()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--libraries", default="numpy,torch")
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--python", default=sys.executable, help="the command of the launcher")
    return parser.parse_args()


def _print(bare: Kind, held: Kind, own: str) -> None:
    print(f"{len(held.costs)} rounds, {own} a user of its own, load {os.getloadavg()[0]:.1f}\n")
    print(f"{'milliseconds, median':<36}{bare.name:>12}{held.name:>12}{'more':>8}")
    rows: dict[str, Callable[[Cost], float]] = {
        "start to the first answer": lambda cost: cost.start,
        "  of that, processor": lambda cost: cost.processor,
        f"start, import, {CALLS} calls, end": lambda cost: cost.submission,
    }
    for name, of in rows.items():
        one, other = bare.median(of), held.median(of)
        print(f"{name:<36}{one:12.1f}{other:12.1f}{other - one:8.1f}")


if __name__ == "__main__":
    main()
