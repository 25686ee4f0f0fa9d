"""Inside a Dask worker: a place to grade one module at, kept between submissions.

A student's code never runs in this process. As on one machine it runs in workers of a launcher,
held by the same layers; this process hands submissions to a judge and passes results on.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.errors import AutograderError
from autograder.grade.bulk import grade_taken, warm_grader
from autograder.grade.cluster_course import CourseFiles
from autograder.grade.cluster_parcel import Parcel, unpacked
from autograder.grade.queue import Outcome
from autograder.grade.runner import ModuleGrader

LEASE_SECONDS = 600.0
"""A bench that nobody has asked for during this time is taken down: its program was killed."""
_TRIAL_SECONDS = 120.0
_TRIAL = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from autograder.errors import UsageError
from autograder.sandbox.layers import demand_isolation
try:
    demand_isolation(*map(Path, sys.argv[2:]))
except UsageError as error:
    sys.stdout.write(str(error))
"""
_KEEP = 'read -r _; exec rm -rf -- "$0"'


class NotSetUpError(AutograderError):
    """The worker has no bench for this run, or none any more."""


@dataclass(frozen=True)
class Order:
    """A run, for each worker that takes part in it."""

    run: str
    """The same for each start of a program with one journal: a new one replaces the old."""
    course: CourseFiles
    hints: bool


class _Folder:
    """A folder that only this user enters, and that is gone when this process is, even by SIGKILL:
    a shell waits for the end of a pipe that only we hold, and then removes it.
    """

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="autograder-course-"))
        self._keeper = subprocess.Popen(
            ["/bin/sh", "-c", _KEEP, str(self.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def remove(self) -> None:
        if self._keeper.stdin is not None and not self._keeper.stdin.closed:
            self._keeper.communicate()


class Bench:
    """The course of one order on this machine's disk, and warm graders, one for each thread that
    grades.
    """

    def __init__(self, order: Order) -> None:
        self._order, self._folder = order, _Folder()
        self._lock, self._closed = threading.Lock(), threading.Event()
        self._idle: list[ModuleGrader] = []
        self._busy = 0
        try:
            (self._folder.path / "course").mkdir()
            self._course = order.course.lay_out(self._folder.path / "course")
            self._plan = order.course.plan(self._course)
            self._demand_isolation()
        except BaseException:
            self._folder.remove()
            raise
        self.renew()
        threading.Thread(target=self._end_with_lease, daemon=True).start()

    @property
    def closed(self) -> bool:
        return self._closed.is_set()

    def renew(self) -> None:
        """Somebody still wants it."""
        self._until = time.monotonic() + LEASE_SECONDS

    def grade(self, parcel: Parcel) -> Outcome:
        """Grade one submission; nothing of it stays here."""
        self.renew()
        with self._grader() as grader:
            taken = unpacked(parcel, self._folder.path)
            order = self._order
            return grade_taken(grader, self._course, order.course.module, taken, hints=order.hints)

    def close(self) -> None:
        """End the graders and remove the course; what is at work ends first, and does it then."""
        with self._lock:
            self._closed.set()
        self._clear()

    @contextlib.contextmanager
    def _grader(self) -> Iterator[ModuleGrader]:
        with self._lock:
            self._busy += 1
            grader = self._idle.pop() if self._idle else warm_grader(self._plan)
        try:
            yield grader
        except BaseException:
            grader.close()  # whatever state it is in, it begins anew
            raise
        finally:
            with self._lock:
                self._busy -= 1
                self._idle.append(grader)
            self._clear()

    def _clear(self) -> None:
        """Once it is closed, the last one who is here puts everything away."""
        with self._lock:
            if self._busy or not self.closed:
                return
            idle, self._idle = self._idle, []
        for grader in idle:
            grader.close()
        self._folder.remove()

    def _end_with_lease(self) -> None:
        while not self._closed.wait(max(self._until - time.monotonic(), 0.0)):
            if time.monotonic() >= self._until:
                self.close()

    def _demand_isolation(self) -> None:
        """Try it in a process of its own: forking one that has threads could hang."""
        course = self._course
        root = str(Path(__file__).resolve().parents[2])
        secrets = [str(course.root / "solutions"), str(course.configs)]
        done = subprocess.run(
            [sys.executable, "-I", "-c", _TRIAL, root, *secrets],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_TRIAL_SECONDS,
            check=False,
        )
        if done.returncode:
            last = done.stderr.strip().rpartition("\n")[2]
            raise AutograderError(f"what it can enforce could not be tried: {last}")
        if done.stdout:
            raise AutograderError(done.stdout)


_BENCHES: dict[tuple[str, str], Bench] = {}
"""By Dask worker, of which a process may hold several, and by run."""


async def set_up(order: Order, dask_worker: Any = None) -> str:
    """Make a bench in the place of what the run had here; gives why there is none, "" for one that
    is ready. What is raised here would be logged with the course in it.
    """
    import asyncio

    try:
        await tear_down(order.run, dask_worker)
        _BENCHES[dask_worker.id, order.run] = await asyncio.to_thread(Bench, order)
    except AutograderError as error:
        return str(error)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return ""


def renew(run: str, dask_worker: Any = None) -> bool:
    """Whether the run still has its bench here, which is kept from now on."""
    bench = _BENCHES.get((dask_worker.id, run))
    if bench is None or bench.closed:
        return False
    bench.renew()
    return True


async def tear_down(run: str, dask_worker: Any = None) -> None:
    """Remove all that the run has here."""
    import asyncio

    bench = _BENCHES.pop((dask_worker.id, run), None)
    if bench is not None:
        await asyncio.to_thread(bench.close)


def grade(run: str, parcel: Parcel) -> Outcome:
    """Grade one submission: the task that Dask runs."""
    from distributed import get_worker

    bench = _BENCHES.get((get_worker().id, run))
    if bench is None or bench.closed:
        raise NotSetUpError("the course is not here any more.")
    return bench.grade(parcel)
