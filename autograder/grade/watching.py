"""Folders that somebody works in: what they look like, and waiting until that changes."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

Look = frozenset[tuple[str, int, int, int]]
"""Each file with its time of change in nanoseconds, its size and its number."""
_LEFT_OUT = ("__pycache__",)
_PAUSE_SECONDS = 0.02
_AROUND_SECONDS = 0.5


def look_of(paths: Iterable[Path]) -> Look:
    """What the files at ``paths`` and below look like now; what is not there is not in it."""
    return frozenset(each for path in paths for each in _files(os.fspath(path)))


def _files(path: str) -> Iterator[tuple[str, int, int, int]]:
    try:
        with os.scandir(path) as entries:
            found = list(entries)
    except NotADirectoryError:
        yield from _file(path, lambda: os.stat(path))  # noqa: PTH116  (a text, for speed)
        return
    except OSError:
        return
    for entry in found:
        if entry.name.startswith(".") or entry.name in _LEFT_OUT:
            continue
        if entry.is_dir():
            yield from _files(entry.path)
        else:
            yield from _file(entry.path, entry.stat)


def _file(path: str, stat: Callable[[], os.stat_result]) -> Iterator[tuple[str, int, int, int]]:
    with contextlib.suppress(OSError):  # deleted between two looks
        found = stat()
        yield path, found.st_mtime_ns, found.st_size, found.st_ino


class Sight:
    """What somebody works on, and what is around it and changes rarely: told apart, since looking
    at many files fifty times a second is felt.
    """

    def __init__(self, own: Path, around: Sequence[Path]) -> None:
        self._own, self._around = own, around
        self.around: Look = look_of(around)
        """How the surroundings looked when they were looked at last."""
        self._seen: tuple[Look, Look] | None = None
        self._due = 0.0

    def begin(self) -> None:
        """What is seen from now on is compared with this moment."""
        self.around = look_of(self._around)
        self._seen = (look_of([self._own]), self.around)

    def changed(self) -> bool:
        """Whether something looks otherwise than at the beginning; so before there was one."""
        if time.monotonic() >= self._due:
            self.around = look_of(self._around)
            self._due = time.monotonic() + _AROUND_SECONDS
        return self._seen is None or self._seen != (look_of([self._own]), self.around)


def pause() -> None:
    """The time between two looks. Asking the system to tell of changes would save nothing that can
    be felt, and disks of other machines do not tell.
    """
    time.sleep(_PAUSE_SECONDS)
