"""A student's repository on disk: what `course.json` says, and which modules there are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder import PROJECT
from autograder.build.installed import installed_version
from autograder.errors import UsageError

ASSIGNMENTS = "assignments"
COURSE_FILE = "course.json"
"""What makes a folder a student's repository."""
COURSE_SCHEMA = "autograder.course/1"
_MAX_BYTES = 1 << 20


@dataclass(frozen=True)
class Listed:
    """A module as `course.json` lists it."""

    name: str
    title: str
    release: int


@dataclass(frozen=True)
class Checkout:
    """A student's repository: its folder, and what its `course.json` says."""

    root: Path
    title: str
    modules: tuple[Listed, ...]
    submit_to: str = ""
    update_from: str = ""

    def listed(self, name: str) -> Listed | None:
        """What `course.json` says of a module; None where it says nothing."""
        return next((each for each in self.modules if each.name == name), None)

    def folder(self, name: str) -> Path:
        """Where a module's package stands."""
        return self.root / ASSIGNMENTS / name

    @property
    def document(self) -> dict[str, Any]:
        """All of `course.json`."""
        return dict(_document(self.root))


def find_checkout(start: Path) -> Checkout:
    """The student's repository around ``start``; `UsageError` where there is none."""
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / COURSE_FILE).is_file():
            return read_checkout(folder)
    raise UsageError(
        f"There is no {COURSE_FILE} here or in a folder around here, so this is no course folder. "
        f"Go to the folder that you unpacked or cloned: it holds {COURSE_FILE} and {ASSIGNMENTS}."
    )


def other_grader(start: Path) -> str:
    """What to say where the grader that runs is not the one of the student's repository around
    ``start``; "" where it is, or where that is not known. Ends without a stop.
    """
    try:
        root = next(each for each in (start, *start.parents) if (each / COURSE_FILE).is_file())
        wanted = str(_document(root)["grader"]["version"])
        installed = installed_version(PROJECT)
    except (StopIteration, OSError, ValueError, KeyError, TypeError):
        return ""
    if installed is None or wanted == installed or "+" not in installed:
        return ""
    return (
        f"The grader that is installed ({installed}) is not the one of this release ({wanted}). "
        "Install it with: make setup, or python -m pip install -r requirements.txt"
    )


def read_checkout(root: Path) -> Checkout:
    """The student's repository in ``root``; `UsageError` where its `course.json` is damaged."""
    try:
        document = _document(root)
        return Checkout(
            root,
            str(document["title"]),
            tuple(_listed(each) for each in document["modules"]),
            str(document.get("submit_to", "")),
            str(document.get("update_from", "")),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UsageError(
            f"{root / COURSE_FILE} cannot be read as the description of a course "
            f"({type(error).__name__}: {error}). Take this file from a fresh copy of the course."
        ) from None


def _document(root: Path) -> Mapping[str, Any]:
    path = root / COURSE_FILE
    if path.stat().st_size > _MAX_BYTES:
        raise ValueError("it is too large")
    document = json.loads(path.read_bytes())
    if document["schema"] != COURSE_SCHEMA:
        raise ValueError(f"its schema is {document['schema']}, not {COURSE_SCHEMA}")
    return dict(document)


def _listed(entry: Mapping[str, Any]) -> Listed:
    name = entry["name"]
    if not isinstance(name, str) or not name.isidentifier():
        raise ValueError(f"{name!r} is no name of a module")
    return Listed(name, str(entry["title"]), int(entry["release"]))
