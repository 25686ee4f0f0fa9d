"""Bringing a student's repository to a newer release without touching what the student wrote."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.build.checkout import ASSIGNMENTS, COURSE_FILE, Checkout, Listed, read_checkout
from autograder.build.fetching import fetched
from autograder.build.manifest import MANIFEST, Manifest, digest, read_manifest
from autograder.build.merging import REQUIREMENTS, carry_hashes, merged, missing_modules
from autograder.build.stamp import stamp_of
from autograder.build.unpacking import MAX_BYTES, MAX_FILES, unwrapped
from autograder.build.write import Written, write_release
from autograder.errors import UsageError

_NO_SOURCE = (
    "Your course does not say where its newest release is. Ask your instructor, then name it with "
    "--from (with make: FROM=): a folder, a zip, or the URL of a zip or of a git repository."
)
_NEVER = {"", ".", "..", ".git"}


@dataclass(frozen=True)
class ModuleUpdate:
    """One module: the release before, None for a new module, and the one now."""

    name: str
    before: int | None
    now: int
    changes: tuple[str, ...] = ()
    """What was new in each release up to ``now``, the first one first."""


@dataclass(frozen=True)
class Update:
    """What an update did."""

    source: str
    modules: tuple[ModuleUpdate, ...]
    missing: tuple[str, ...]
    """Modules that the newer repository does not have; they were kept."""
    written: Written
    environment: bool
    """What is installed is out of date now."""
    finished: bool
    """An earlier update had been interrupted."""


def update(mine: Checkout, source: str = "", here: Path | None = None) -> Update:
    """Bring the repository ``mine`` to what ``source`` holds, by default its own ``update_from``.

    A path in ``source`` begins at ``here``; one in course.json, at the repository.
    """
    wanted = source or mine.update_from
    if not wanted:
        raise UsageError(_NO_SOURCE)
    base = here if source and here else mine.root
    with fetched(wanted, base) as folder:
        root = unwrapped(folder)
        if not all((root / name).is_file() for name in (COURSE_FILE, MANIFEST)):
            raise UsageError(
                f"{wanted} holds no release of a course, which has {COURSE_FILE} and {MANIFEST}. "
                "Name the course's zip, folder or git repository."
            )
        return _updated(mine, wanted, root)


def _updated(mine: Checkout, source: str, root: Path) -> Update:
    if root.resolve() == mine.root.resolve():
        raise UsageError(f"{source} is this folder itself. Name where the newest release is.")
    theirs, manifest = _described(root, source)
    _demand_same_course(mine, theirs, source)
    files = _verified(root, manifest, source)
    old = read_manifest(mine.root)
    have = _releases(mine, old)
    _demand_not_older(have, theirs, source)
    modules = tuple(_module_updates(have, theirs, files))
    needed = _required(mine)
    missing = missing_modules(theirs, mine)
    written = _written(merged(files, theirs, mine, old), mine, manifest)
    carry_hashes(mine, missing, old)
    changed = bool(old.coming) or needed != _required(mine)
    return Update(source, modules, missing, written, changed, bool(old.coming))


def _described(root: Path, source: str) -> tuple[Checkout, Manifest]:
    try:
        return read_checkout(root), read_manifest(root)
    except UsageError as error:
        raise UsageError(str(error).replace(str(root), source)) from None


def _written(files: Mapping[str, bytes], mine: Checkout, manifest: Manifest) -> Written:
    try:
        return write_release(files, mine.root, about=manifest.about, keep_both=True)
    except OSError as error:
        raise UsageError(
            f"{error.filename} cannot be written: {error.strerror}. Close it where it is open, "
            "then run the same command again: it goes on where it stopped."
        ) from None


def _releases(mine: Checkout, old: Manifest) -> dict[str, int]:
    """Which release of each module there is. A module's own stamp knows it better than course.json,
    which a student may have changed, but an interrupted update has brought the stamp already.
    """
    have = {each.name: each.release for each in mine.modules}
    stamps = {name: stamp_of(mine.folder(name)) for name in have}
    known = {name: stamp.release for name, stamp in stamps.items() if stamp is not None}
    return have if old.coming else {**have, **known}


def _demand_same_course(mine: Checkout, theirs: Checkout, source: str) -> None:
    """The same title, or a module in common: a title may be corrected."""
    shared = {each.name for each in mine.modules} & {each.name for each in theirs.modules}
    if mine.title != theirs.title and not shared:
        raise UsageError(
            f"{source} is a release of another course: {theirs.title!r}, and yours is "
            f"{mine.title!r}. Nothing was changed. Name a release of your course."
        )


def _demand_not_older(have: Mapping[str, int], theirs: Checkout, source: str) -> None:
    for each in theirs.modules:
        own = have.get(each.name, 0)
        if each.release < own:
            raise UsageError(
                f"{source} is older than what you have: {each.name} is release {each.release} "
                f"there and release {own} here. Nothing was changed. Name a newer one."
            )


def _verified(root: Path, manifest: Manifest, source: str) -> dict[str, bytes]:
    """Every file that the manifest lists, each one as it was released."""
    if manifest.coming:
        raise UsageError(
            f"An update of {source} was interrupted. Finish it there, or name another."
        )
    if len(manifest.files) > MAX_FILES:
        raise UsageError(f"{source} lists more files than any release. Get it again.")
    files, size = {}, 0
    for path, released in sorted(manifest.files.items()):
        _demand_inside(path, root, source)
        data = _read(root / path, MAX_BYTES - size)
        if data is None or digest(data) != released:
            what = "is missing from" if data is None else "is not as it was released in"
            raise UsageError(f"{path} {what} {source}. Nothing was changed. Get the release again.")
        files[path], size = data, size + len(data)
    if COURSE_FILE not in files:
        raise UsageError(f"{source} does not list its own {COURSE_FILE}. Get the release again.")
    return files


def _demand_inside(path: str, root: Path, source: str) -> None:
    parts = path.split("/")
    outside = _NEVER & {part.lower() for part in parts} or not path.isprintable()
    way = (root.joinpath(*parts[: end + 1]) for end in range(len(parts)))
    linked = any(step.is_symlink() for step in way)
    if outside or "\\" in path or ":" in path or path == MANIFEST or linked:
        raise UsageError(
            f"{source} lists {path!r}, which is no file inside a release. Nothing was changed. "
            "Get it from your instructor."
        )


def _read(path: Path, at_most: int) -> bytes | None:
    try:
        return path.read_bytes() if path.stat().st_size <= at_most else None
    except OSError:
        return None


def _module_updates(
    have: Mapping[str, int], theirs: Checkout, files: Mapping[str, bytes]
) -> Iterator[ModuleUpdate]:
    for each in theirs.modules:
        changes = _changes(each, files)
        yield ModuleUpdate(each.name, have.get(each.name), each.release, changes)


def _changes(module: Listed, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """The author's sentence about each release."""
    try:
        grading = json.loads(files[f"{ASSIGNMENTS}/{module.name}/tests/grading.json"])
        return tuple(_plain(str(sentence)) for sentence in grading["changes"][: module.release])
    except (ValueError, KeyError, TypeError):
        return ()


def _plain(text: str) -> str:
    """Without signs that would move a terminal's cursor."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def _required(mine: Checkout) -> bytes | None:
    path = mine.root / REQUIREMENTS
    return path.read_bytes() if path.is_file() else None
