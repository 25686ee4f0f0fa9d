"""A grading that is looked at all the time, while somebody may be killed."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from .gradings import Grading
from .processes import Process, below, cast, end, processes
from .standing import Standing

_TICK = 0.01
MOST_SECONDS = 120.0


@dataclass
class Watched:
    """What was seen of one grading."""

    versions: list[str] = field(default_factory=list)
    """Every text of the results file, in order."""
    seen: set[Process] = field(default_factory=set)
    """Every process below the grader."""
    lives: dict[str, tuple[float, float]] = field(default_factory=dict)
    """When each part was first and last seen, in seconds from the start."""
    kills: int = 0
    first_kill: int = 0
    """How many versions there were at the first kill."""
    status: int | None = None
    seconds: float = 0.0


Moment = Callable[[dict[str, Process], float], Iterable[Process]]
"""Given who plays which part and the time: whom to kill now."""


def watch(grading: Grading, folder: Path, moment: Moment, by: signal.Signals) -> Watched:
    """Run a grading to its end, look at it all the time, and kill whom ``moment`` names."""
    folder.mkdir()
    grading.prepare(folder)
    results, watched, started = folder / grading.results, Watched(), time.monotonic()
    running = grading.start(folder)
    try:
        while running.poll() is None and watched.seconds < MOST_SECONDS:
            watched.seconds = time.monotonic() - started
            table = processes()
            parts = cast(running.pid, table)
            parts |= {"grader": table[running.pid]} if running.pid in table else {}
            _note(watched, parts, below(running.pid, table), results)
            for process in moment(parts, watched.seconds):
                watched.first_kill = watched.first_kill or len(watched.versions)
                watched.kills += end(process, by)
            time.sleep(_TICK)
    finally:
        _stop(running)
    watched.status = running.returncode
    _note(watched, {}, [], results)
    return watched


def _note(
    watched: Watched, parts: dict[str, Process], others: Iterable[Process], results: Path
) -> None:
    watched.seen.update(others)
    for part in parts:
        first, _ = watched.lives.get(part, (watched.seconds, 0.0))
        watched.lives[part] = (first, watched.seconds)
    text = results.read_text("utf-8") if results.exists() else ""
    if text and watched.versions[-1:] != [text]:
        watched.versions.append(text)


def _stop(running: subprocess.Popen[bytes]) -> None:
    """End a grading that hangs; it has ended by itself in every other case."""
    if running.poll() is None:
        running.kill()
    running.wait()


def undisturbed(grading: Grading, folder: Path) -> tuple[Watched, Standing]:
    """A grading in which nobody dies, and how all its checks end."""
    watched = watch(grading, folder, lambda _parts, _now: (), signal.SIGKILL)
    if watched.status:
        raise RuntimeError((folder / "log").read_text("utf-8"))
    return watched, grading.read(watched.versions[-1])
