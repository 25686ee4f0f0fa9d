"""Submissions as people and attackers pack them: real zips with real headers, and real folders."""

from __future__ import annotations

import contextlib
import io
import os
import struct
import threading
import time
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.intake import BOUNDS, Bounds, opened

Files = Mapping[str, bytes | str]


def zipped(files: Files, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A plain zip."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


@dataclass(frozen=True)
class Raw:
    """A member of which every field may be a lie."""

    name: bytes
    content: bytes = b""
    flags: int = 0x800
    method: int = 0
    size: int | None = None
    packed: int | None = None
    mode: int = 0
    at: int | None = None
    """Where its content is said to begin."""


def raw_zip(members: list[Raw], *, list_size: int | None = None, comment: bytes = b"") -> bytes:
    """A zip written field by field, without anybody checking them."""
    body, listing = b"", b""
    for each in members:
        size = len(each.content) if each.size is None else each.size
        packed = len(each.content) if each.packed is None else each.packed
        crc = zipfile.crc32(each.content)
        start = len(body) if each.at is None else each.at
        common = struct.pack(
            "<HHHHHIIIHH", 20, each.flags, each.method, 0, 33, crc, packed, size, len(each.name), 0
        )
        if each.at is None:
            body += b"PK\3\4" + common + each.name + each.content
        about = struct.pack("<HHHII", 0, 0, 0, each.mode << 16, start)
        listing += b"PK\1\2" + struct.pack("<H", 0x314) + common + about + each.name
    count = min(len(members), 0xFFFF)
    end = struct.pack(
        "<HHHHIIH",
        *(0, 0, count, count),
        len(listing) if list_size is None else list_size,
        *(len(body), len(comment)),
    )
    return body + listing + b"PK\5\6" + end + comment


def store(folder: Path, data: bytes) -> Path:
    """A file as it is handed in."""
    path = folder / "handed-in.zip"
    path.write_bytes(data)
    return path


def files_of(path: Path, *, own: bool = False, bounds: Bounds = BOUNDS) -> dict[str, bytes]:
    """What is copied of a submission, by path."""
    with opened(path, own=own, bounds=bounds) as taken:
        return {
            each.relative_to(taken.folder).as_posix(): each.read_bytes()
            for each in sorted(taken.folder.rglob("*"))
            if each.is_file()
        }


def notes_of(path: Path, *, bounds: Bounds = BOUNDS) -> str:
    """All that is said about a submission."""
    with opened(path, bounds=bounds) as taken:
        return "\n".join(taken.all_notes())


def write(folder: Path, files: Files) -> Path:
    """A folder with these files."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


@dataclass
class Used:
    """What a reading cost."""

    seconds: float = 0.0
    disk: int = 0
    """The most bytes that lay in the folder at one time, as far as they were seen."""


@contextlib.contextmanager
def watched(folder: Path) -> Iterator[Used]:
    """Look at the folder again and again while the context lasts."""
    used, ended = Used(), threading.Event()

    def look() -> None:
        while not ended.wait(0.005):
            used.disk = max(used.disk, disk(folder))

    watcher = threading.Thread(target=look)
    started = time.monotonic()
    watcher.start()
    try:
        yield used
    finally:
        ended.set()
        watcher.join()
        used.seconds = time.monotonic() - started


def disk(folder: Path) -> int:
    """Bytes of all files below a folder that others may be changing."""
    total = 0
    for name, _, files in os.walk(folder):
        for file in files:
            with contextlib.suppress(OSError):
                total += Path(name, file).lstat().st_size
    return total
