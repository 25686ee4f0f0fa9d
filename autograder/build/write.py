"""Writing a release into a folder where students may have worked, without losing their work."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from autograder.build.in_place import put_in_place
from autograder.build.manifest import (
    BESIDE,
    MANIFEST,
    Manifest,
    Words,
    digest,
    read_manifest,
    with_manifest,
)
from autograder.errors import UsageError

_NO_WORDS: Words = {}
IGNORED = ("__pycache__", ".pytest_cache", ".ruff_cache", ".mypy_cache", ".ipynb_checkpoints")


@dataclass(frozen=True)
class Written:
    """What a release did to its folder; all paths are relative to it."""

    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def write_release(
    files: Mapping[str, bytes], folder: Path, *, about: Words = _NO_WORDS, keep_both: bool = False
) -> Written:
    """Bring ``folder`` to ``files``; a file that a student changed is never touched.

    Where there are such files, raises `UsageError` that lists them before anything is written.
    With ``keep_both`` their new versions are written beside them, as ``<name>.new``. ``about`` goes
    into the folder's manifest.
    """
    for path in files:
        _check_path(path, folder)
    old = read_manifest(folder, lambda path: _check_path(path, folder))
    theirs = _changed_by_student({*old.paths, *files}, files, folder, old)
    if theirs and not keep_both:
        raise UsageError(_refusal(folder, theirs))
    placed = _placed(files, theirs, folder, old)
    stuck = _changed_by_student(placed, placed, folder, old)
    if stuck:
        raise UsageError(_refusal(folder, stuck, keep_both=keep_both))
    return _write(files, placed, theirs, folder, old, about)


def _check_path(path: str, folder: Path) -> None:
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts or path == MANIFEST or "\\" in path:
        raise UsageError(f"{path} is not a path inside a release. Rename it in the module.")
    parent = (folder / path).parent
    if not parent.resolve().is_relative_to(folder.resolve()):
        raise UsageError(f"{folder / path} leads out of the folder. Remove the link on its way.")
    while not parent.exists():
        parent = parent.parent
    if not parent.is_dir():
        raise UsageError(f"{parent} is a file where the release has a folder. Move it away.")


def _changed_by_student(
    paths: Iterable[str], files: Mapping[str, bytes], folder: Path, old: Manifest
) -> list[str]:
    """The paths where something stands that is neither this release nor the one before."""
    return [path for path in sorted(paths) if not _is_ours(path, folder / path, files, old)]


def _is_ours(path: str, target: Path, files: Mapping[str, bytes], old: Manifest) -> bool:
    if not os.path.lexists(target):
        return True
    if target.is_symlink() or not target.is_file():
        return False
    content = target.read_bytes()
    return content == files.get(path) or old.released(path, digest(content))


def _refusal(folder: Path, theirs: Iterable[str], *, keep_both: bool = False) -> str:
    names = "\n".join(f"    {folder / path}" for path in theirs)
    way_out = "Move them away" if keep_both else _WAY_OUT
    return (
        "These files are not as they were released, so somebody has worked in them:\n"
        f"{names}\n"
        f"Nothing was written. {way_out}."
    )


_WAY_OUT = (
    "Move them away, or use --keep-both: the new version of each then stands beside it as "
    f"<name>{BESIDE}"
)


def _placed(
    files: Mapping[str, bytes], theirs: Iterable[str], folder: Path, old: Manifest
) -> dict[str, bytes]:
    """Where each file goes: beside the student's version where ours is newer than what they had."""
    placed = dict(files)
    for path in theirs:
        new = placed.pop(path, None)
        waiting = (folder / (path + BESIDE)).exists()
        if new is not None and (waiting or digest(new) != old.files.get(path)):
            placed[path + BESIDE] = new
    return placed


def _write(
    files: Mapping[str, bytes],
    placed: Mapping[str, bytes],
    theirs: list[str],
    folder: Path,
    old: Manifest,
    about: Words,
) -> Written:
    hashes = {path: digest(content) for path, content in {**files, **placed}.items()}
    stale = sorted(path for path in old.paths if path not in hashes and path not in theirs)
    todo = sorted(path for path in placed if _bytes(folder / path) != placed[path])
    if todo or stale:
        # A crash from here on leaves files of both releases; the next run must know them all.
        put_in_place(folder / MANIFEST, Manifest(old.files, hashes, old.about).content())
    for path in todo:
        put_in_place(folder / path, placed[path])
    removed = [path for path in stale if _remove(folder / path, folder)]
    if _bytes(folder / MANIFEST) != (new := Manifest(hashes, about=about).content()):
        put_in_place(folder / MANIFEST, new)
    return Written(
        written=tuple(todo),
        removed=tuple(removed),
        unchanged=tuple(sorted(set(placed) - set(todo))),
        beside=tuple(sorted(set(placed) - set(files))),
        kept=tuple(theirs),
    )


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _remove(path: Path, folder: Path) -> bool:
    """Remove a file of the former release, and the folders that this leaves empty."""
    if not path.is_file():
        return False
    path.unlink()
    for parent in path.parents:
        if parent == folder or any(parent.iterdir()):
            break
        parent.rmdir()
    return True


def difference(files: Mapping[str, bytes], folder: Path, about: Words = _NO_WORDS) -> str:
    """A unified diff from what stands in ``folder`` to ``files``; empty when it is up to date."""
    wanted = with_manifest(files, about)
    present = {path: (folder / path).read_bytes() for path in _present(folder)}
    parts = [_differ(path, present, wanted, folder) for path in sorted({*present, *wanted})]
    return "".join(parts)


def _present(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        parts = path.relative_to(folder).parts
        if path.is_file() and not any(part in IGNORED for part in parts):
            yield "/".join(parts)


def _differ(
    path: str, present: Mapping[str, bytes], wanted: Mapping[str, bytes], folder: Path
) -> str:
    old, new = present.get(path), wanted.get(path)
    name = (folder / path).as_posix()
    if old == new:
        return ""
    if old is None:
        return f"{name}: missing\n"
    if new is None:
        return f"{name}: not part of the release\n"
    try:
        before, after = old.decode().splitlines(True), new.decode().splitlines(True)
    except UnicodeDecodeError:
        return f"{name}: binary files differ\n"
    lines = difflib.unified_diff(before, after, f"{name} (on disk)", f"{name} (built)")
    return "".join(line if line.endswith("\n") else line + "\n" for line in lines)
