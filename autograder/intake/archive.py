"""The members of a zip, read from its list with suspicion; nothing is unpacked here."""

from __future__ import annotations

import contextlib
import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from autograder.intake.bounds import Bounds, RefusedSubmission, in_words
from autograder.intake.members import Member, nature_of, open_plain, plain_handle
from autograder.intake.names import parts_of, said

DAMAGE = (
    zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, RuntimeError, ValueError,
    OverflowError,
)  # fmt: skip
"""What reading a damaged or a crafted zip raises, NotImplementedError and UnicodeError included."""
_IS_LOCKED = 0x1 | 0x40 | 0x2000
_IS_UTF_8 = 0x800
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The others are rare, and a few bytes of LZMA can ask for gigabytes of memory."""


class _ReadInPieces(io.BufferedReader):
    """A file that gives no more than ``most`` bytes at once: `zipfile` reads a zip's list of its
    files in one piece, as long as the zip says it is.
    """

    def __init__(self, raw: io.FileIO, most: int, shown: str) -> None:
        super().__init__(raw)
        self._most, self._shown = most, shown

    def read(self, size: int | None = -1, /) -> bytes:
        wanted = self._most + 1 if size is None or size < 0 else min(size, self._most + 1)
        data = super().read(wanted)
        if len(data) > self._most:
            raise RefusedSubmission(_too_many(self._shown))
        return data


@contextlib.contextmanager
def zip_members(path: Path, shown: str, bounds: Bounds) -> Iterator[list[Member]]:
    """The files of a zip in the order of its list, readable while the context lasts."""
    with contextlib.ExitStack() as stack:
        try:
            raw = stack.enter_context(io.FileIO(plain_handle(path)))
            file = stack.enter_context(_ReadInPieces(raw, bounds.list_bytes, shown))
            archive = stack.enter_context(zipfile.ZipFile(file))
        except DAMAGE as error:
            raise damaged(shown, error) from None
        infos = [info for info in archive.infolist() if not _is_folder(info)]
        _refuse_bombs(infos, path, shown, bounds)
        yield [_member(archive, info, shown, bounds) for info in infos]


def _is_folder(info: zipfile.ZipInfo) -> bool:
    named = info.orig_filename.endswith(("/", "\\")) and not info.file_size
    return named or stat.S_ISDIR(info.external_attr >> 16)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, shown: str, bounds: Bounds) -> Member:
    def opened() -> IO[bytes]:
        _refuse_methods(info, shown)
        return archive.open(info)

    return Member(
        parts_of(_name(info), shown, bounds),
        nature_of(info.external_attr >> 16),
        info.file_size,
        opened,
        packed=info.compress_size,
    )


def _name(info: zipfile.ZipInfo) -> str:
    """A member's name; some programs write UTF-8 without saying so."""
    name = info.orig_filename
    if not info.flag_bits & _IS_UTF_8:
        with contextlib.suppress(UnicodeError):
            return name.encode("cp437").decode("utf-8")
    return name


def _refuse_bombs(infos: list[zipfile.ZipInfo], path: Path, shown: str, bounds: Bounds) -> None:
    if len(infos) > bounds.listed:
        raise RefusedSubmission(_too_many(shown))
    if sum(info.compress_size for info in infos) > path.stat().st_size:
        raise RefusedSubmission(
            f"{shown} says that its files lie over each other, as in a zip bomb. "
            "Zip the folder again."
        )


def refuse_ratio(member: Member, shown: str, bounds: Bounds) -> None:
    """Refuse a file that swells as no data does."""
    packed = member.packed
    if packed is not None and member.size > max(bounds.bomb_bytes, bounds.ratio * packed):
        raise RefusedSubmission(
            f"{shown} holds {said(member.parts)}, which unpacks from {in_words(packed)} to more "
            f"than {in_words(bounds.bomb_bytes)}, as in a zip bomb. Leave it out."
        )


def _refuse_methods(info: zipfile.ZipInfo, shown: str) -> None:
    if info.flag_bits & _IS_LOCKED:
        raise RefusedSubmission(f"{shown} is locked with a password. Zip the folder without one.")
    if info.compress_type not in _METHODS:
        raise RefusedSubmission(
            f"{shown} is packed in a way that is not read here. Zip the folder with the program "
            "that came with your computer."
        )


def damaged(shown: str, error: BaseException) -> RefusedSubmission:
    """The error for a zip that cannot be read through."""
    what = said((str(error),)) or type(error).__name__
    return RefusedSubmission(f"{shown} cannot be unpacked: {what}. Zip the folder again.")


def _too_many(shown: str) -> str:
    return f"{shown} holds too many files. Zip the module's folder alone."


def is_zip(path: Path) -> bool:
    """Whether a file's end says that it is a zip."""
    try:
        with open_plain(path) as file:
            return zipfile.is_zipfile(file)
    except OSError:
        return False
