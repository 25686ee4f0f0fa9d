"""One thing in what was handed in, not read yet: from a folder here, from a zip in `archive`."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import IO

from autograder.errors import UsageError
from autograder.intake.bounds import Bounds, RefusedSubmission
from autograder.intake.names import Parts, parts_of, said
from autograder.intake.rules import is_environment, is_junk_folder

_OPEN = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)  # a pipe that took the file's place must not stop us
    | getattr(os, "O_BINARY", 0)
)


class Nature(Enum):
    """What a member is; only files are ever read."""

    FILE = "file"
    LINK = "link"
    SPECIAL = "special"


@dataclass(frozen=True)
class Member:
    """Where it belongs, what it is, how large it says it is, and how it is read."""

    parts: Parts
    nature: Nature
    size: int
    open: Callable[[], IO[bytes]]
    packed: int | None = None
    """Its size inside the archive."""
    mended_name: bool = False
    """Whether its name held backslashes on a disk that has none."""

    @property
    def name(self) -> str:
        return self.parts[-1]

    @property
    def suffix(self) -> str:
        return Path(self.name).suffix.lower()


def folder_members(root: Path, shown: str, bounds: Bounds) -> list[Member]:
    """All files below ``root``, in order; version control, environments and caches are passed by.

    Links are listed and never followed.
    """
    found: list[Member] = []
    waiting = [(root, "", 0)]
    seen = 0
    while waiting:
        folder, prefix, depth = waiting.pop()
        entries = _listed(folder, shown, bounds.listed - seen)
        seen += len(entries)
        if depth and is_environment(entry.name for entry in entries):
            continue
        for entry in entries:
            raw = f"{prefix}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if not is_junk_folder(entry.name):
                    _refuse_depth(raw, shown, depth, bounds)
                    waiting.append((Path(entry.path), f"{raw}/", depth + 1))
            elif not _is_empty_folder(entry):
                found.append(_member(entry, raw, shown, bounds))
    return sorted(found, key=lambda member: member.parts)


def _listed(folder: Path, shown: str, left: int) -> list[os.DirEntry[str]]:
    entries: list[os.DirEntry[str]] = []
    try:
        with os.scandir(folder) as scan:
            for entry in scan:
                if len(entries) >= left:
                    raise RefusedSubmission(
                        f"{shown} holds too many files. Hand in the module's folder alone."
                    )
                entries.append(entry)
    except OSError as error:
        raise UsageError(
            f"{folder} cannot be read: {error.strerror}. Look at its rights."
        ) from None
    return entries


def _refuse_depth(raw: str, shown: str, depth: int, bounds: Bounds) -> None:
    if depth >= bounds.folders:
        raise RefusedSubmission(
            f"{shown} has folders in folders, more than {bounds.folders} deep: "
            f"{said((raw,))}. Hand in the module's folder alone."
        )


def _is_empty_folder(entry: os.DirEntry[str]) -> bool:
    """What becomes of a folder's entry of a Windows zip where backslashes are letters."""
    return entry.name.endswith("\\") and entry.stat(follow_symlinks=False).st_size == 0


def _member(entry: os.DirEntry[str], raw: str, shown: str, bounds: Bounds) -> Member:
    about = entry.stat(follow_symlinks=False)
    path = Path(entry.path)
    return Member(
        parts_of(raw, shown, bounds),
        nature_of(about.st_mode),
        about.st_size,
        lambda: open_plain(path),
        mended_name=os.sep != "\\" and "\\" in raw,
    )


def nature_of(mode: int) -> Nature:
    """What a mode says; none at all, as zips of Windows have it, is a file."""
    if stat.S_ISLNK(mode):
        return Nature.LINK
    return Nature.FILE if stat.S_ISREG(mode) or not stat.S_IFMT(mode) else Nature.SPECIAL


def plain_handle(path: Path) -> int:
    """Open a regular file, and nothing that has taken its place since it was listed."""
    handle = os.open(path, _OPEN)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(f"{path.name} is no file any more")
    return handle


def open_plain(path: Path) -> IO[bytes]:
    """`plain_handle` as a file to read."""
    return os.fdopen(plain_handle(path), "rb")
