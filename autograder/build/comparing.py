"""What differs between two releases: stamps, files and points."""

from __future__ import annotations

import contextlib
import difflib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.build.checkout import ASSIGNMENTS, COURSE_FILE
from autograder.build.stamp import stamp_of
from autograder.build.unpacking import folder_of, unwrapped
from autograder.build.write import IGNORED
from autograder.config.yaml_marks import read_yaml
from autograder.errors import UsageError

REPOSITORY, MODULE, GRADESCOPE = "student's repository", "module's folder", "gradescope.zip"
_GRADING = "tests/grading.json"
_STAMP = "stamp.json"
_NOT_RELEASED = {*IGNORED, ".git", ".venv", "submissions", "__MACOSX", ".DS_Store"}


@dataclass(frozen=True)
class Release:
    """A release as it was read: what it calls itself, its files, and the points of its checks."""

    kind: str
    stamps: Mapping[str, str] = field(default_factory=dict)
    """By module, and of the grader: which release, and what stands for its content."""
    files: Mapping[str, bytes] = field(default_factory=dict)
    points: Mapping[str, float] = field(default_factory=dict)
    """By module, task and check, with spaces between them."""


@dataclass(frozen=True)
class Comparison:
    """Two releases of one kind, and what differs between them."""

    old: Release
    new: Release

    @property
    def added(self) -> list[str]:
        return sorted(set(self.new.files) - set(self.old.files))

    @property
    def removed(self) -> list[str]:
        return sorted(set(self.old.files) - set(self.new.files))

    @property
    def changed(self) -> list[str]:
        both = sorted(set(self.old.files) & set(self.new.files))
        return [path for path in both if self.old.files[path] != self.new.files[path]]

    @property
    def same(self) -> bool:
        return self.old.files == self.new.files

    @property
    def points(self) -> list[tuple[str, float | None, float | None]]:
        """The checks whose points differ: name, before, now; None where there is no such check."""
        names = dict.fromkeys((*self.old.points, *self.new.points))
        pairs = ((name, self.old.points.get(name), self.new.points.get(name)) for name in names)
        return [(name, before, now) for name, before, now in pairs if before != now]

    def difference(self) -> Iterator[str]:
        """Lines of a unified diff of every text file that differs."""
        for path in sorted({*self.added, *self.removed, *self.changed}):
            yield from _differ(path, self.old.files.get(path), self.new.files.get(path))


def compare(old: Path, new: Path) -> Comparison:
    """Compare two releases; `UsageError` where they are not of one kind."""
    with folder_of(old) as one, folder_of(new) as other:
        comparison = Comparison(_release(one, old), _release(other, new))
    kinds = comparison.old.kind, comparison.new.kind
    if kinds[0] != kinds[1]:
        raise UsageError(
            f"{old} is a {kinds[0]} and {new} is a {kinds[1]}. Name two releases of one kind."
        )
    return comparison


def _release(folder: Path, shown: Path) -> Release:
    try:
        return _read(unwrapped(folder), shown)
    except UsageError as error:
        raise UsageError(str(error).replace(str(folder), str(shown))) from None
    except (OSError, KeyError, TypeError, AttributeError, ValueError) as error:
        raise UsageError(
            f"{shown} is damaged ({type(error).__name__}: {error}). Get the release again."
        ) from None


def _read(root: Path, shown: Path) -> Release:
    if (root / _STAMP).is_file() and (root / "run_autograder").is_file():
        return Release(GRADESCOPE, _gradescope(root), _files(root), dict(_configured(root)))
    if (root / COURSE_FILE).is_file():
        modules = sorted((root / ASSIGNMENTS).glob(f"*/{_GRADING}"))
        folders = [path.parents[1] for path in modules]
        stamps = dict(_stamps(folders)) | _grader(root)
        return Release(REPOSITORY, stamps, _files(root), dict(_graded(folders)))
    if (root / _GRADING).is_file():
        return Release(MODULE, dict(_stamps([root])), _files(root), dict(_graded([root])))
    zips = ", ".join(sorted(path.name for path in root.glob("*.zip")))
    inside = f" It holds {zips}: name one of them." if zips else ""
    raise UsageError(
        f"{shown} is no release: neither a {REPOSITORY}, nor a {MODULE}, nor a {GRADESCOPE}."
        + (inside or " Name one.")
    )


def _files(root: Path) -> dict[str, bytes]:
    paths = (path for path in sorted(root.rglob("*")) if path.is_file() and not path.is_symlink())
    named = ((path.relative_to(root), path) for path in paths)
    return {
        name.as_posix(): path.read_bytes()
        for name, path in named
        if not _NOT_RELEASED & set(name.parts)
    }


def _stamps(folders: Iterable[Path]) -> Iterator[tuple[str, str]]:
    for folder in folders:
        document, stamp = _json(folder / _GRADING), stamp_of(folder)
        content = f" ({stamp.content})" if stamp else ""
        release = stamp.release if stamp else document.get("release", "?")
        yield str(document.get("module", folder.name)), f"release {release}{content}"


def _grader(root: Path) -> dict[str, str]:
    grader = _json(root / COURSE_FILE).get("grader")
    return {"grader": str(grader.get("version"))} if isinstance(grader, dict) else {}


def _gradescope(root: Path) -> dict[str, str]:
    stamp = _json(root / _STAMP)
    release = f"release {stamp.get('release')} ({stamp.get('content')})"
    return {str(stamp.get("module")): release, "grader": str(stamp.get("grader"))}


def _graded(folders: Iterable[Path]) -> Iterator[tuple[str, float]]:
    """Points by ``tests/grading.json``, which knows of hidden checks only what they sum to."""
    for folder in folders:
        document = _json(folder / _GRADING)
        for task in document.get("tasks", ()):
            name = f"{document['module']} {task['name']}"
            yield from ((f"{name} {check['name']}", check["points"]) for check in task["checks"])
            yield f"{name} (hidden checks)", task["hidden_points"]


def _configured(root: Path) -> Iterator[tuple[str, float]]:
    """Points by the configuration, hidden checks among them."""
    module = _json(root / _STAMP).get("module")
    path = root / "course" / "grading_configs" / f"{module}.yaml"
    data = read_yaml(path).data if path.is_file() else {}
    for task, settings in _mapping(data, "tasks").items():
        for check, each in _mapping(settings, "checks").items():
            yield f"{module} {task} {check}", each["points"]


def _mapping(data: Any, key: str) -> Mapping[str, Any]:
    found = data.get(key) if isinstance(data, dict) else None
    return found if isinstance(found, dict) else {}


def _json(path: Path) -> dict[str, Any]:
    """A file's document; `UsageError` where it is none."""
    with contextlib.suppress(OSError, ValueError, RecursionError):
        document = json.loads(path.read_bytes())
        if isinstance(document, dict):
            return document
    raise UsageError(f"{path} cannot be read as part of a release. Get the release again.")


def _differ(path: str, old: bytes | None, new: bytes | None) -> Iterator[str]:
    try:
        before, after = (("" if data is None else data.decode()) for data in (old, new))
    except UnicodeDecodeError:
        yield f"binary files differ: {path}"
        return
    names = (
        f"{'a' if old is not None else '-'}/{path}",
        f"{'b' if new is not None else '-'}/{path}",
    )
    yield from difflib.unified_diff(before.splitlines(), after.splitlines(), *names, lineterm="")
