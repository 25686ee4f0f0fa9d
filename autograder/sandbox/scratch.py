"""Where a worker stands: a copy of its submission that it may read, and an empty folder.

A copy, because what a worker may read must not depend on where a submission happens to lie: below
a home folder, its user could not even reach it. Everything is deleted when the worker has ended.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import AutograderError

_MOST_BYTES, _MOST_FILES, _MOST_DEPTH = 256 * 2**20, 2000, 20
_CLOSED = "other users cannot enter it. Set TMPDIR to a folder that they can enter, such as /tmp."
_LEFT_OUT = {"__pycache__", ".git"}
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


@dataclass(frozen=True)
class Room:
    """One worker's place: ``package`` is the submission's copy, ``scratch`` its working folder."""

    root: Path
    package: Path
    scratch: Path

    def size(self) -> tuple[int, int]:
        """Files in the scratch folder, and the bytes that they take on the disk."""
        with os.scandir(self.scratch) as entries:
            sizes = [entry.stat(follow_symlinks=False).st_blocks * 512 for entry in entries]
        return len(sizes), sum(sizes)


class Area:
    """The rooms of one launcher's workers, below one folder that others may only pass through."""

    def __init__(self, *, others: bool) -> None:
        """``others`` where users of their own must be able to reach their rooms."""
        places = [path for path in _places() if not others or _passable(path)]
        if not places:
            raise AutograderError(f"{tempfile.gettempdir()}: {_CLOSED}")
        self._root = Path(tempfile.mkdtemp(prefix=_prefix(os.getpid()), dir=places[0]))
        self._root.chmod(0o711)
        self._count = 0

    def new_room(self, submission: Path, user: int | None, *, writes: bool = False) -> Room:
        """A room with a copy of ``submission``; entered by ``user`` alone, or by ourselves."""
        self._count += 1
        root = self._root / str(self._count)
        room = Room(root, root / "code" / submission.name, root / "scratch")
        _folder(root, 0o710, user)
        _folder(root / "code", 0o750, user)
        _Copy(user).folder(submission, room.package)
        _folder(room.scratch, 0o770 if writes else 0o750, user)
        return room

    def remove(self) -> None:
        """Delete all rooms."""
        shutil.rmtree(self._root, ignore_errors=True)


def remove_areas(pid: int) -> None:
    """Delete what a launcher that was killed left behind."""
    for path in [each for place in _places() for each in place.glob(f"{_prefix(pid)}*")]:
        with contextlib.suppress(OSError):
            if stat.S_ISDIR((found := path.lstat()).st_mode) and found.st_uid == os.geteuid():
                shutil.rmtree(path, ignore_errors=True)


def _prefix(pid: int) -> str:
    return f"autograder-{pid}-"


def _places() -> list[Path]:
    return [Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp")]  # noqa: S108


def _passable(path: Path) -> bool:
    """Whether every user may pass through ``path`` and all above it."""
    whole = path.resolve()
    return all(each.stat().st_mode & stat.S_IXOTH for each in (whole, *whole.parents))


def clear(room: Room) -> None:
    """Delete a room whose worker has ended."""
    shutil.rmtree(room.root, ignore_errors=True)


def _folder(path: Path, mode: int, user: int | None) -> None:
    path.mkdir()
    if user is not None:
        os.chown(path, -1, user)  # it stays ours: its user passes by its group
    path.chmod(mode)


class _Copy:
    """Copies regular files and folders, and nothing else; never follows a link."""

    def __init__(self, user: int | None) -> None:
        self._user = user
        self._bytes = self._files = 0

    def folder(self, source: Path, target: Path, depth: int = 0) -> None:
        """Copy a folder and what is in it; what cannot be graded anyway is left out."""
        _folder(target, 0o750, self._user)
        with os.scandir(source) as entries:
            for entry in entries:
                if entry.name in _LEFT_OUT or entry.is_symlink():
                    continue
                if entry.is_dir() and depth < _MOST_DEPTH:
                    self.folder(Path(entry.path), target / entry.name, depth + 1)
                elif entry.is_file():
                    self._file(entry.path, target / entry.name)

    def _file(self, source: str, target: Path) -> None:
        descriptor = os.open(source, _READ)
        with open(descriptor, "rb") as opened:  # noqa: PTH123  (a descriptor has no path)
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode):
                return
            self._count(found.st_size, target.name)
            target.write_bytes(opened.read(found.st_size))
        if self._user is not None:
            os.chown(target, -1, self._user)
        target.chmod(0o640)

    def _count(self, size: int, name: str) -> None:
        self._bytes += size
        self._files += 1
        if self._bytes > _MOST_BYTES or self._files > _MOST_FILES:
            raise AutograderError(
                f"{name}: the submission is larger than {_MOST_BYTES // 2**20} MB or "
                f"{_MOST_FILES:,} files. Grade it without what its code does not need."
            )
