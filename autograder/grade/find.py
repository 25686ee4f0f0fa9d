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
_NO_CODE = {"tests", "__MACOSX", "__pycache__"}


@dataclass(frozen=True)
class Target:
    """One module to grade: how, and the package that was submitted."""

    plan: Plan
    folder: Path
    notes: tuple[str, ...] = ()
    """What the student should know about how it was found."""


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Path]:
    """The folder behind ``path``; a zip, or a file alone, is put into a temporary one that is
    removed afterwards. A file inside a package stands for the package.
    """
    if path.is_dir():
        yield path.resolve()
        return
    if not path.exists():
        raise UsageError(
            f"{path} does not exist. Give a module's folder, a folder of modules, or a zip."
        )
    is_python = path.suffix == ".py"
    if is_python and (path.parent / "__init__.py").is_file():
        yield path.parent.resolve()
        return
    if not is_python and not zipfile.is_zipfile(path):
        raise UsageError(_neither(path))
    with tempfile.TemporaryDirectory(prefix="submission-", ignore_cleanup_errors=True) as name:
        folder = Path(name) / (path.stem.strip(".") or "handed_in")
        folder.mkdir()
        if is_python:
            shutil.copy(path, folder)
        else:
            _unzip(path, folder)
        yield folder


def _neither(path: Path) -> str:
    what = f"{path} is neither a folder nor a zip"
    if path.suffix == ".ipynb":
        return f"{what}: notebooks are not graded. Put your functions into the module's .py files."
    return f"{what} nor a Python file. Give a module's folder, or zip it."


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


def find_targets(
    folder: Path, course: Course | None, module: str | None, shown: Path | None = None
) -> list[Target]:
    """What there is to grade in ``folder``: the module itself, or the modules inside it.

    With a course, tests and reference are the course's; without, each module's own release. An
    error calls the folder ``shown``.
    """
    try:
        return _found_targets(folder, course, module)
    except _NothingFoundError as error:
        raise UsageError(_nothing_found(shown or folder, folder, error.known)) from None


class _NothingFoundError(Exception):
    def __init__(self, known: tuple[str, ...]) -> None:
        self.known = known


def _found_targets(folder: Path, course: Course | None, module: str | None) -> list[Target]:
    known = known_modules(folder, course) or _modules_around(folder)
    if module is not None:
        if module not in known:
            if not known:
                raise _NothingFoundError(known)
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
    if not inside and folder.name in known and (below := _code_below(folder)):
        return [_target(below, folder.name, course)]
    if not inside:
        raise _NothingFoundError(known)
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


def _modules_around(folder: Path) -> tuple[str, ...]:
    """For files without their package: the modules of the working folder."""
    is_loose = _is_package(folder) and not (folder / "__init__.py").is_file()
    return known_modules(Path.cwd(), None) if is_loose else ()


def _target(folder: Path, module: str, course: Course | None) -> Target:
    if course is not None:
        return Target(course_plan(course, module), folder)
    if (folder / "tests" / GRADING_FILE).is_file():
        return Target(release_plan(folder), folder)
    around = (
        found
        for depth in _DEPTHS
        for found in Path.cwd().glob(f"{depth}{module}/tests/{GRADING_FILE}")
    )
    return Target(release_plan(next((path.parents[1] for path in around), folder)), folder)


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
    if below := _code_below(folder):
        return below
    raise UsageError(f"{folder} has no folder {module} with Python files. Submit that folder.")


def _code_below(folder: Path) -> Path | None:
    """The one folder with Python files that lies nearest below; None where there are several."""
    inside = [path for path in folder.rglob("*") if _is_package(path)]
    inside = [path for path in inside if not _NO_CODE & set(path.relative_to(folder).parts)]
    nearest = min((len(path.parts) for path in inside), default=0)
    found = [path for path in inside if len(path.parts) == nearest]
    return found[0] if len(found) == 1 else None


def _packages(folder: Path, module: str) -> list[Path]:
    if folder.name == module and _is_package(folder):
        return [folder]
    found = (
        path for path in folder.rglob(module) if "__MACOSX" not in path.parts and _is_package(path)
    )
    return sorted(found, key=lambda path: (len(path.parts), path))


def _nothing_found(shown: Path, folder: Path, known: tuple[str, ...]) -> str:
    if not known and _is_package(folder):
        return (
            f"{shown} has no tests/{GRADING_FILE}, so nothing says how to grade it. "
            "Get the module's tests folder again; what you wrote stands outside it."
        )
    if not known:
        return (
            f"{shown} holds no module of a course. Go to the course's folder, "
            "or name the folder of a module, such as assignments/s05_bpe."
        )
    if shown.suffix == ".py":
        return (
            f"Nothing says of which module {shown} is. Name it with --module: {', '.join(known)}."
        )
    return (
        f"{shown} holds none of the modules {', '.join(known)}. "
        "Name the module's folder, or say which module it is with --module."
    )
