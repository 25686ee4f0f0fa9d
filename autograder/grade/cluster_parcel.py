"""A submission on its way to another machine: what the intake took of it, as bytes.

The intake looks at it here, as it does for a run on one machine. What is damaged or hostile is
refused before anything is sent, and what takes no part is not sent at all.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from autograder.grade.files import write_files
from autograder.intake import Taken, make_readable, opened
from autograder.intake.remarks import Remark
from autograder.intake.scratch import no_room


@dataclass(frozen=True)
class Parcel:
    """The files of one submission, and what a report says of how it came."""

    name: str
    """What its folder is called, which may tell its module."""
    shown: str
    original: str
    """The folder that was copied; "" for what was packed."""
    remarks: tuple[Remark, ...]
    files: dict[str, bytes] = field(repr=False)
    """Path to content. Not shown: Dask writes the arguments of what fails into its log."""

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(map(len, self.files.values()))


def packed(path: Path) -> Parcel:
    """What was handed in at ``path``, within the bounds of the intake and without its links. Raises
    `UsageError` and `OSError` as `opened` does.
    """
    with opened(path) as taken:
        paths = sorted(each for each in taken.folder.rglob("*") if each.is_file())
        return Parcel(
            taken.folder.name,
            str(taken.shown),
            str(taken.original or ""),
            taken.remarks,
            {each.relative_to(taken.folder).as_posix(): each.read_bytes() for each in paths},
        )


@contextlib.contextmanager
def unpacked(parcel: Parcel, place: Path) -> Iterator[Taken]:
    """The submission in a folder below ``place`` that is removed afterwards."""
    scratch = None
    try:
        scratch = Path(tempfile.mkdtemp(dir=place))
        folder = scratch / parcel.name
        folder.mkdir()
        write_files(parcel.files, folder)
        make_readable(folder)
    except OSError as error:
        _remove(scratch)
        raise no_room(place, error) from None
    original = Path(parcel.original) if parcel.original else None
    try:
        yield Taken(folder, Path(parcel.shown), original, parcel.remarks)
    finally:
        _remove(scratch)


def _remove(folder: Path | None) -> None:
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)
