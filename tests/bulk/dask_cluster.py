"""A Dask scheduler and its workers: real processes on this machine, started as anybody starts them."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..tiny import descendants, environment, wait_until

_STARTS = 60.0


@dataclass(frozen=True)
class Worker:
    """A worker's process, and the folder that it has for temporary files."""

    process: subprocess.Popen[bytes]
    scratch: Path

    @property
    def courses(self) -> list[Path]:
        """What of courses lies on its disk."""
        return sorted(self.scratch.glob("autograder-course-*"))

    @property
    def submissions(self) -> list[Path]:
        """What lies there of submissions, which is while they are graded."""
        return sorted(self.scratch.glob("autograder-course-*/tmp*"))

    @property
    def grading(self) -> list[int]:
        """The processes below it: launchers, judges, and the shell that looks after the course."""
        return descendants(self.process.pid)

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@dataclass
class Cluster:
    """What runs, with logs in ``home``."""

    home: Path
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)
    address: str = ""

    def scheduler(self) -> subprocess.Popen[bytes]:
        """Start a scheduler on a free port."""
        found = self.home / f"scheduler-{len(self.started)}.json"
        words = ["scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
        process = self._start([*words, "--scheduler-file", str(found)], self.home, {})
        assert wait_until(lambda: _told(found), _STARTS), self.logs
        self.address = _told(found)
        return process

    def worker(
        self, *, threads: int = 1, env: Mapping[str, str] | None = None, nanny: bool = False
    ) -> Worker:
        """Start a worker; it joins when it is ready."""
        scratch = self.home / f"worker-{len(self.started)}"
        scratch.mkdir()
        words = ["worker", self.address, "--nthreads", str(threads), "--no-dashboard"]
        words += ["--nanny" if nanny else "--no-nanny", "--local-directory", str(scratch)]
        process = self._start(words, scratch, {"TMPDIR": str(scratch), **(env or {})})
        return Worker(process, scratch)

    def _start(
        self, words: list[str], folder: Path, env: Mapping[str, str]
    ) -> subprocess.Popen[bytes]:
        with (self.home / f"log-{len(self.started)}.txt").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", *words],
                cwd=folder,
                env=environment(env),
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.started.append(process)
        return process

    @property
    def logs(self) -> str:
        """All that the processes have said."""
        return "\n".join(path.read_text("utf-8") for path in sorted(self.home.glob("log-*.txt")))

    def stop(self) -> None:
        """End the workers first, with what they have started."""
        for process in reversed(self.started):
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


@contextlib.contextmanager
def dask_cluster(home: Path, workers: int = 0) -> Iterator[Cluster]:
    """A cluster that is gone in the end."""
    home.mkdir()
    cluster = Cluster(home)
    try:
        cluster.scheduler()
        for _ in range(workers):
            cluster.worker()
        yield cluster
    finally:
        cluster.stop()


def _told(path: Path) -> str:
    try:
        return str(json.loads(path.read_text("utf-8"))["address"])
    except (OSError, ValueError, KeyError):
        return ""
