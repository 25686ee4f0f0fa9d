"""What an update keeps of the repository that it finds: modules that the newer one lacks, and a
grader that the student's own requirements name.

`autograder release MODULE` makes a repository of that module alone, so the newer one may hold less.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from autograder.build.checkout import ASSIGNMENTS, COURSE_FILE, Checkout
from autograder.build.manifest import MANIFEST, Manifest, digest, read_manifest
from autograder.build.stable_json import as_json

REQUIREMENTS = "requirements.txt"
_README = "README.md"
_GRADER = "./grader/"
Files = Mapping[str, bytes]


def merged(new: Files, theirs: Checkout, mine: Checkout, old: Manifest) -> dict[str, bytes]:
    """The files of ``new``, and those of the repository ``mine`` that must not go with it."""
    files = dict(new) | _own_grader(new, mine, old)
    missing = missing_modules(theirs, mine)
    if missing:
        files |= _modules(mine, missing, old)
        files |= _listings(files, theirs, mine, missing)
    return files


def missing_modules(theirs: Checkout, mine: Checkout) -> tuple[str, ...]:
    """The modules that ``mine`` has and ``theirs`` has not."""
    return tuple(each.name for each in mine.modules if theirs.listed(each.name) is None)


def _modules(mine: Checkout, names: Iterable[str], old: Manifest) -> dict[str, bytes]:
    """What was released of these modules, as it stands; what a student changed is theirs anyway."""
    folders = tuple(f"{ASSIGNMENTS}/{name}/" for name in names)
    kept = (path for path in sorted(old.paths) if path.startswith(folders))
    return {path: data for path in kept if (data := _released(mine, path, old)) is not None}


def carry_hashes(mine: Checkout, names: Iterable[str], old: Manifest) -> None:
    """Remember what these modules' files were released as, also where a student changed them since:
    the next release of the module is compared with that.
    """
    now, folders = read_manifest(mine.root), tuple(f"{ASSIGNMENTS}/{name}/" for name in names)
    lost = {
        path: content
        for path, content in old.files.items()
        if folders and path.startswith(folders) and path not in now.files
    }
    if lost:
        draft = mine.root / f".{MANIFEST}.draft"
        draft.write_bytes(Manifest({**now.files, **lost}, about=now.about).content())
        draft.replace(mine.root / MANIFEST)


def _released(mine: Checkout, path: str, old: Manifest) -> bytes | None:
    data = _bytes(mine, path)
    return data if data is not None and old.released(path, digest(data)) else None


def _bytes(mine: Checkout, path: str) -> bytes | None:
    target = mine.root / path
    return target.read_bytes() if target.is_file() and not target.is_symlink() else None


def _own_grader(new: Files, mine: Checkout, old: Manifest) -> dict[str, bytes]:
    """The grader that requirements of the student's own name: without it pip would fail."""
    own = _bytes(mine, REQUIREMENTS)
    if own is None or own == new.get(REQUIREMENTS) or old.released(REQUIREMENTS, digest(own)):
        return {}
    named = {line[2:] for line in _lines(own) if line.startswith(_GRADER)}
    return {path: data for path in named - set(new) if (data := _bytes(mine, path)) is not None}


def _listings(
    files: Files, theirs: Checkout, mine: Checkout, missing: tuple[str, ...]
) -> dict[str, bytes]:
    """The files that list all modules, with the missing ones in them too."""
    listed = {COURSE_FILE: as_json(_course(theirs, mine))}
    for name, join in ((REQUIREMENTS, _requirements), (_README, _readme)):
        own = _bytes(mine, name)
        if own is not None and name in files:
            listed[name] = join(files[name], own, missing)
    return listed


def _course(theirs: Checkout, mine: Checkout) -> dict[str, object]:
    newer, older = theirs.document, mine.document
    modules = {each["name"]: each for each in older["modules"]}
    modules |= {each["name"]: each for each in newer["modules"]}
    return {**newer, "modules": list(modules.values())}


def _requirements(new: bytes, own: bytes, _missing: tuple[str, ...]) -> bytes:
    known = {_package(line) for line in _lines(new)}
    more = [line for line in _lines(own) if _package(line) and _package(line) not in known]
    return new + "".join(f"{line}\n" for line in more).encode()


def _package(line: str) -> str:
    """The package that a line asks for; "" for options, paths and comments."""
    found = re.match(r"[A-Za-z0-9][\w.-]*", line)
    return re.sub(r"[-_.]+", "-", found[0]).lower() if found else ""


def _readme(new: bytes, own: bytes, missing: tuple[str, ...]) -> bytes:
    """The table of modules with the rows of the missing ones below its own."""
    links = tuple(f"]({ASSIGNMENTS}/{name}/" for name in missing)
    rows = [line for line in _lines(own) if line.startswith("|") and any(x in line for x in links)]
    lines = _lines(new)
    tables = [
        i for i, line in enumerate(lines) if line.startswith("|") and f"]({ASSIGNMENTS}/" in line
    ]
    if not tables:
        return new
    lines[tables[-1] + 1 : tables[-1] + 1] = [row for row in rows if row not in lines]
    return ("\n".join(lines) + "\n").encode()


def _lines(data: bytes) -> list[str]:
    return data.decode("utf-8", "replace").splitlines()
