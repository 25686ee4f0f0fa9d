"""Which files of a submission take part: never what configures, shadows or comes compiled."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import PurePath

from autograder.intake.names import Parts, is_odd
from autograder.intake.remarks import COMPILED, CONFIGURES, ODD_NAME, Kind

_JUNK_FOLDERS = {"__MACOSX", "__pycache__", "node_modules", "site-packages", "$RECYCLE.BIN"}
_JUNK_ENDS = (".egg-info", ".dist-info")
_ENVIRONMENT = "pyvenv.cfg"
_JUNK_FILES = {".DS_Store", "Thumbs.db", "desktop.ini", "Icon\r"}
_SETTINGS = {"pytest.ini", ".pytest.ini", "setup.cfg", "tox.ini", "pyproject.toml"}
_HOOKS = {"conftest.py", "sitecustomize.py", "usercustomize.py"}
_COMPILED = {".so", ".pyd", ".dylib", ".dll", ".pyc", ".pyo"}
TESTS = "tests"


@dataclass(frozen=True)
class LeftOut:
    """A file takes no part; ``remark`` says so where a student would wonder."""

    remark: Kind | None = None


_SILENTLY = LeftOut()


@dataclass(frozen=True)
class Surroundings:
    """What the other files tell about one: where Python files lie, and where environments."""

    code: Collection[Parts]
    environments: Collection[Parts]
    keep_tests: bool

    @classmethod
    def of(cls, paths: Iterable[Parts], *, keep_tests: bool) -> Surroundings:
        """Read them off all paths of a submission."""
        code, environments = set(), set()
        for *folder, name in paths:
            if name.endswith(".py"):
                code.add(tuple(folder))
            if name == _ENVIRONMENT:
                environments.add(tuple(folder))
        return cls(code, environments - {()}, keep_tests)


def is_junk_folder(name: str) -> bool:
    """Whether a folder holds what tools made: version control, caches, installed packages."""
    return name in _JUNK_FOLDERS or name.startswith(".") or name.endswith(_JUNK_ENDS)


def is_environment(names: Iterable[str]) -> bool:
    """Whether a folder with these files is a virtual environment, whatever it is called."""
    return _ENVIRONMENT in names


def left_out(parts: Parts, around: Surroundings) -> LeftOut | None:
    """Why a file takes no part, or None for one that does."""
    name = parts[-1]
    if _is_junk(parts, around):
        return _SILENTLY
    if not around.keep_tests and any(_is_tests(parts[:i], around) for i in range(1, len(parts))):
        return _SILENTLY  # the grader has tests of its own, and every module comes with some
    if name in _SETTINGS:
        return _SILENTLY  # every repository has some
    if is_odd(parts):
        return LeftOut(ODD_NAME)
    if name in _HOOKS or name.endswith(".pth"):
        return LeftOut(CONFIGURES)
    if _COMPILED & {suffix.lower() for suffix in PurePath(name).suffixes}:
        return LeftOut(COMPILED)
    return None


def _is_junk(parts: Parts, around: Surroundings) -> bool:
    *folders, name = parts
    return (
        any(is_junk_folder(folder) for folder in folders)
        or any(parts[:depth] in around.environments for depth in range(1, len(parts)))
        or name in _JUNK_FILES
        or name.startswith("._")
    )


def _is_tests(folder: Parts, around: Surroundings) -> bool:
    """The tests of a package lie beside its files; any other folder of that name is the
    student's.
    """
    return folder[-1] == TESTS and folder[:-1] in around.code
