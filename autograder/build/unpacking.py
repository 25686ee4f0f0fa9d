"""A release's zip or folder as a folder: bounded in size, and nothing outside it."""

from __future__ import annotations

import contextlib
import lzma
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from autograder.errors import UsageError

MAX_BYTES = 200 * 2**20
MAX_FILES = 5000
_OF_SYSTEMS = ("__MACOSX", ".DS_Store", ".git")
_FAULTS = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, RuntimeError, ValueError,
)  # fmt: skip


@contextlib.contextmanager
def folder_of(path: Path) -> Iterator[Path]:
    """``path`` where it is a folder; a zip's content in a folder that is removed afterwards."""
    if path.is_dir():
        yield path
        return
    if not path.exists():
        raise UsageError(f"{path} does not exist. Name a folder, or a zip of one.")
    with scratch() as folder:
        unpack(path, folder)
        yield folder


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    """A folder that is gone afterwards, read-only files in it too."""
    with tempfile.TemporaryDirectory(prefix="release-", ignore_cleanup_errors=True) as name:
        yield Path(name)


def unwrapped(folder: Path) -> Path:
    """The first folder that holds more than one other folder: zips often wrap everything in one."""
    while True:
        inside = [path for path in folder.iterdir() if path.name not in _OF_SYSTEMS]
        if len(inside) != 1 or inside[0].is_symlink() or not inside[0].is_dir():
            return folder
        folder = inside[0]


def unpack(path: Path, folder: Path) -> None:
    """Put a zip's files into ``folder``. Raises `UsageError` for whatever a release is not."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            _refuse_strange(path, members)
            left = MAX_BYTES
            for member in members:
                left -= _extract(archive, member, folder, left)
    except _FAULTS as error:
        raise UsageError(
            f"{path} cannot be unpacked as a zip: {error}. Get it again, or name another file."
        ) from None


def _refuse_strange(path: Path, members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_FILES:
        raise UsageError(f"{path} holds {len(members)} files, more than any release. Get it again.")
    for member in members:
        name = PurePosixPath(member.filename)
        kind = stat.S_IFMT(member.external_attr >> 16)
        outside = not name.parts or name.is_absolute() or ".." in name.parts
        if outside or "\\" in member.filename or ":" in member.filename or kind not in _REGULAR:
            raise UsageError(
                f"{path} holds {member.filename!r}, which is no plain file inside it. "
                "Nothing was taken from it: get it again."
            )


_REGULAR = (0, stat.S_IFREG)


def _extract(archive: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path, left: int) -> int:
    target = folder / PurePosixPath(member.filename)
    target.parent.mkdir(parents=True, exist_ok=True)
    written = 0
    with archive.open(member) as source, target.open("wb") as file:
        while chunk := source.read(1 << 16):
            written += len(chunk)
            if written > left:
                raise UsageError(f"{archive.filename} unpacks to more than any release holds.")
            file.write(chunk)
    return written
