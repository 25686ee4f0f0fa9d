"""What was handed in, whatever it is, as a folder that is safe to read."""

from __future__ import annotations

import contextlib
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import UsageError
from autograder.intake.archive import is_zip, zip_members
from autograder.intake.bounds import BOUNDS, Bounds, RefusedSubmission
from autograder.intake.copying import Copy
from autograder.intake.members import Member, Nature, folder_members, open_plain
from autograder.intake.names import parts_of
from autograder.intake.remarks import Remark, sentences
from autograder.intake.scratch import scratch_folder

_ALONE = (".py", ".ipynb")
"""Files that may be handed in by themselves."""


@dataclass(frozen=True)
class Taken:
    """A submission as it is graded: where it lies, how it was called, and what to say about it.

    Where a path is wanted it stands for its folder.
    """

    folder: Path
    shown: Path
    """The path as it was given."""
    original: Path | None = None
    """The folder that was copied, or that is graded where it stands; None for what was packed."""
    remarks: tuple[Remark, ...] = ()

    def __fspath__(self) -> str:
        return str(self.folder)

    def __truediv__(self, name: str) -> Path:
        return self.folder / name

    def notes(self, folder: Path) -> tuple[str, ...]:
        """What concerns the package in ``folder``, without full stops."""
        below = folder.relative_to(self.folder).parts
        return sentences(
            (
                remark
                for remark in self.remarks
                if not remark.kind.when_lost and remark.parts[: len(below)] == below
            ),
            below,
        )

    def all_notes(self) -> tuple[str, ...]:
        """Everything there is to say, for where nothing was found to grade."""
        return sentences(self.remarks)

    def place(self, folder: Path) -> Path | None:
        """Where the files of ``folder`` stand for their author; None where they came packed."""
        if self.original is None:
            return None
        place = self.original / folder.relative_to(self.folder)
        return place if place.is_dir() else None


def as_it_stands(folder: Path, shown: Path | None = None) -> Taken:
    """A folder that is graded in place, with everything that lies in it."""
    return Taken(folder, shown or folder, folder)


@contextlib.contextmanager
def opened(
    path: Path, *, own: bool = False, shown: Path | None = None, bounds: Bounds = BOUNDS
) -> Iterator[Taken]:
    """What was handed in at ``path``: a folder, a zip, a notebook or a Python file, copied into a
    temporary folder that is removed afterwards. A file inside a package stands for the package.

    ``own`` says that it is the caller's own work, on their own machine: a folder is then graded
    where it stands, so that paths, debuggers and data files stay theirs, and of a zip the tests
    are kept, since there are no others. Errors call the submission ``shown``, by default its path.
    Raises `RefusedSubmission` for what cannot be graded.
    """
    shown = shown or path
    if not path.exists():
        raise UsageError(
            f"{path} does not exist. Give a module's folder, a folder of modules, or a zip."
        )
    real = path.resolve()
    is_file = stat.S_ISREG(real.stat().st_mode)
    if is_file and real.suffix == ".py" and (real.parent / "__init__.py").is_file():
        real = real.parent
    if real.is_dir() and own:
        yield as_it_stands(real, shown)
        return
    with scratch_folder() as scratch:
        folder = scratch / _name(real)
        folder.mkdir()
        copy = Copy(folder, str(shown), bounds, keep_tests=own)
        _copy(real, str(shown), copy, bounds)
        copy.finish()
        original = real if real.is_dir() else None
        yield Taken(folder, shown, original, tuple(copy.remarks))


def _name(real: Path) -> str:
    """What the copy is called; a module's folder or zip is known by its name."""
    name = real.name if real.is_dir() else real.stem
    return name.strip(". ") or "handed_in"


def _copy(real: Path, shown: str, copy: Copy, bounds: Bounds) -> None:
    if real.is_dir():
        copy.add(folder_members(real, shown, bounds))
    elif not real.is_file():
        raise RefusedSubmission(f"{_neither(shown)}. Give a module's folder, or zip it.")
    elif real.suffix.lower() in _ALONE:
        parts = parts_of(real.name, shown, bounds)[-1:]
        size = real.stat().st_size
        copy.add([Member(parts, Nature.FILE, size, lambda: open_plain(real))])
    elif is_zip(real):
        with zip_members(real, shown, bounds) as members:
            copy.add(members)
    else:
        raise RefusedSubmission(_no_submission(shown, real.suffix))


def _no_submission(shown: str, suffix: str) -> str:
    what = _neither(shown)
    if suffix == ".zip":
        return f"{what}: it is damaged, or did not arrive whole. Zip the folder again."
    return f"{what} nor a notebook nor a Python file. Give a module's folder, or zip it."


def _neither(shown: str) -> str:
    return f"{shown} is neither a folder nor a zip"
