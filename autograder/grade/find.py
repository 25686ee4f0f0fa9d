"""From the paths on the command line to modules and the folders of their submissions."""

from __future__ import annotations

import contextlib
import lzma
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from autograder.config.nearest import one_of
from autograder.errors import UsageError
from autograder.grade.plan import GRADING_FILE, Course, Plan, course_plan, release_plan

_MAX_UNZIPPED = 200 * 2**20
_MAX_MEMBERS = 5000
_DEPTHS = ("", "*/", "*/*/", "*/*/*/")
"""How deep a module may lie in what a student hands in: a zip often wraps it in a folder or two."""


@dataclass(frozen=True)
class Target:
    """One module to grade: how, and the package that was submitted."""

    plan: Plan
    folder: Path


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Path]:
    """The folder behind ``path``; a zip is unpacked into a temporary one that is removed
    afterwards.
    """
    if path.is_dir():
        yield path.resolve()
        return
    if not path.exists():
        raise UsageError(
            f"{path} does not exist. Give a module's folder, a folder of modules, or a zip."
        )
    if not zipfile.is_zipfile(path):
        raise UsageError(
            f"{path} is neither a folder nor a zip. Give a module's folder, or zip it."
        )
    scratch = Path(tempfile.mkdtemp(prefix="submission-"))
    try:
        _unzip(path, scratch)
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _unzip(path: Path, scratch: Path) -> None:
    """Regular files only, inside ``scratch`` only, and not too much of them."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            _refuse_strange(path, members)
            left = _MAX_UNZIPPED
            for member in members:
                left -= _extract(archive, member, scratch, left)
    except (
        zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, RuntimeError, ValueError,
    ) as error:  # fmt: skip
        raise UsageError(f"{path} cannot be unpacked: {error}. Zip the folder again.") from error


def _refuse_strange(path: Path, members: list[zipfile.ZipInfo]) -> None:
    if len(members) > _MAX_MEMBERS:
        raise UsageError(f"{path} holds {len(members)} files. Zip the module's folder alone.")
    for member in members:
        name = PurePosixPath(member.filename.replace("\\", "/"))
        mode = member.external_attr >> 16
        is_strange = mode and not stat.S_ISREG(mode) and stat.S_IFMT(mode)
        inside = name.parts and not name.is_absolute() and ".." not in name.parts
        if not inside or ":" in name.parts[0] or is_strange:
            raise UsageError(
                f"{path} holds {member.filename!r}, which is no plain file inside it. "
                "Zip the folder again."
            )


def _extract(archive: zipfile.ZipFile, member: zipfile.ZipInfo, scratch: Path, left: int) -> int:
    target = scratch / PurePosixPath(member.filename.replace("\\", "/"))
    target.parent.mkdir(parents=True, exist_ok=True)
    written = 0
    with archive.open(member) as source, target.open("wb") as file:
        while chunk := source.read(1 << 16):
            written += len(chunk)
            if written > left:
                raise UsageError(
                    f"{archive.filename} unpacks to more than 200 MB. Leave large files out."
                )
            file.write(chunk)
    return written


def find_targets(folder: Path, course: Course | None, module: str | None) -> list[Target]:
    """What there is to grade in ``folder``: the module itself, or the modules inside it.

    With a course, tests and reference are the course's; without, each module's own release.
    """
    known = known_modules(folder, course)
    if module is not None:
        if module not in known:
            if not known:
                raise UsageError(_nothing_found(folder, known))
            raise UsageError(
                f"There is no module {module}. {one_of(module, known, 'modules here')}."
            )
        return [_target(_package(folder, module), module, course)]
    if folder.name in known and _is_package(folder):
        return [_target(folder, folder.name, course)]
    inside = [
        child for child in sorted(folder.iterdir()) if child.name in known and _is_package(child)
    ]
    if not inside:
        inside = [found for name in known for found in _packages(folder, name)[:1]]
    if not inside:
        raise UsageError(_nothing_found(folder, known))
    order = list(known)
    inside.sort(key=lambda child: order.index(child.name))
    return [_target(child, child.name, course) for child in inside]


def known_modules(folder: Path, course: Course | None) -> tuple[str, ...]:
    """Names of the modules that can be graded here, in reading order."""
    if course is not None:
        listed = course.modules
        rest = sorted(
            child.name for child in (course.root / "solutions").iterdir() if child.is_dir()
        )
        return (*listed, *(name for name in rest if name not in listed and name[0].isalpha()))
    found = (
        path.parents[1]
        for depth in _DEPTHS
        for path in sorted(folder.glob(f"{depth}tests/{GRADING_FILE}"))
    )
    return tuple(dict.fromkeys(path.name for path in found if "__MACOSX" not in path.parts))


def _target(folder: Path, module: str, course: Course | None) -> Target:
    plan = course_plan(course, module) if course is not None else release_plan(folder)
    return Target(plan, folder)


def _is_package(folder: Path) -> bool:
    return folder.is_dir() and any(folder.glob("*.py"))


def _package(folder: Path, module: str) -> Path:
    """The package of ``module`` in ``folder``: the folder itself, or the first one inside so
    named.
    """
    found = _packages(folder, module)
    if found:
        return found[0]
    if _is_package(folder):
        return folder
    raise UsageError(f"{folder} has no folder {module} with Python files. Submit that folder.")


def _packages(folder: Path, module: str) -> list[Path]:
    if folder.name == module and _is_package(folder):
        return [folder]
    found = (
        path for path in folder.rglob(module) if "__MACOSX" not in path.parts and _is_package(path)
    )
    return sorted(found, key=lambda path: (len(path.parts), path))


def _nothing_found(folder: Path, known: tuple[str, ...]) -> str:
    if not known:
        return (
            f"{folder} holds no module of a course. Go to the course's folder, "
            "or name the folder of a module, such as assignments/s05_bpe."
        )
    return (
        f"{folder} holds none of the modules {', '.join(known)}. "
        "Name the module's folder, or say which module it is with --module."
    )
