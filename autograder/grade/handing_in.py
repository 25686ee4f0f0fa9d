"""A student's module as the zip to hand in."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.build.archive import zip_bytes
from autograder.build.checkout import ASSIGNMENTS, Checkout
from autograder.build.manifest import BESIDE, MANIFEST, Manifest, digest, read_manifest
from autograder.build.stamp import stamp_in
from autograder.config.nearest import one_of
from autograder.errors import UsageError
from autograder.grade.reads import unseen_reads
from autograder.intake.names import Parts, is_odd
from autograder.intake.rules import Surroundings, is_junk_folder, left_out

SUBMISSIONS = "submissions"
MAX_BYTES = 10 * 2**20
"""What a student may add to a module or change in it."""
_TESTS = "tests"
_HANDOUT = "README.md"

Files = Mapping[str, bytes]


@dataclass(frozen=True)
class HandedIn:
    """A zip that is ready to be uploaded."""

    module: str
    path: Path
    size: int
    files: tuple[str, ...]
    """What is in it besides the stamp, as paths inside the module."""
    replaced: bool
    warnings: tuple[str, ...]


def chosen(checkout: Checkout, module: str | None, here: Path) -> tuple[str, ...]:
    """The modules to hand in: the named one, the one around ``here``, or all that are begun."""
    known = [each.name for each in checkout.modules]
    if module is not None and module not in known:
        raise UsageError(f"There is no module {module}. {one_of(module, known, 'modules')}.")
    there = [name for name in known if checkout.folder(name).is_dir()]
    if module is not None and module not in there:
        raise UsageError(
            f"{checkout.folder(module)} is missing. Get the module back with the command update."
        )
    around = [name for name in there if here.resolve().is_relative_to(checkout.folder(name))]
    named = [module] if module is not None else around
    begun = named or [name for name in there if is_begun(checkout.folder(name))]
    if not begun:
        raise UsageError(
            f"Nothing is written yet in {ASSIGNMENTS}, so there is nothing to hand in. Write a "
            "task first, or name a module to hand it in as it is."
        )
    return tuple(begun)


def is_begun(folder: Path) -> bool:
    """Whether a student wrote anything: any file but the handout is not as it was released."""
    return any(path != _HANDOUT for path in _own(submitted_files(folder), released(folder)))


def _own(files: Files, manifest: Manifest) -> dict[str, bytes]:
    """The files that a student added or changed."""
    return {path: data for path, data in files.items() if not _is_released(path, data, manifest)}


def _is_released(path: str, data: bytes, manifest: Manifest) -> bool:
    """As released, also where a program gave it the line ends of Windows."""
    same = (data, data.replace(b"\r\n", b"\n"))
    return any(manifest.released(path, digest(each)) for each in same)


def released(folder: Path) -> Manifest:
    """What was released of a module; nothing where that is damaged, which must not keep anybody
    from handing in.
    """
    with contextlib.suppress(UsageError, OSError, LookupError, RecursionError):
        return read_manifest(folder)
    return Manifest()


def submitted_files(folder: Path) -> dict[str, bytes]:
    """What is handed in of a module: what is taken in when it is graded, which leaves tests and
    caches out, but nothing hidden and no new version of a file.
    """
    paths = sorted(_visible(folder))
    around = Surroundings.of(paths, keep_tests=False)
    kept = [path[1:] for path in paths if _is_kept(path, around)]
    try:
        return {"/".join(path): folder.joinpath(*path).read_bytes() for path in kept}
    except OSError as error:
        raise UsageError(
            f"{error.filename} cannot be read: {error.strerror}. Mend that, or move it away."
        ) from None


def _visible(folder: Path) -> Iterator[Parts]:
    """Files that are not hidden, as paths that begin with the module."""
    for parent, folders, names in os.walk(folder):
        here = Path(parent).relative_to(folder.parent).parts
        folders[:] = [name for name in folders if not is_junk_folder(name)]
        shown = (name for name in names if not name.startswith("."))
        yield from ((*here, name) for name in shown if Path(parent, name).is_file())


def _is_kept(path: Parts, around: Surroundings) -> bool:
    if path[-1].endswith(BESIDE) or is_odd(path) or "\\" in "".join(path):
        return False
    reason = left_out(path, around)
    return reason is None or reason.remark is not None  # what is remarked on there must be seen


def target_of(checkout: Checkout, modules: tuple[str, ...], output: Path | None) -> list[Path]:
    """Where the zip of each module goes: ``submissions/``, or the file or folder ``output``."""
    if output is None or output.is_dir():
        return [(output or checkout.root / SUBMISSIONS) / f"{name}.zip" for name in modules]
    if len(modules) > 1:
        named = ", ".join(modules)
        raise UsageError(f"{output} can hold one module, and you began {named}. Name one of them.")
    if output.suffix.lower() != ".zip":
        raise UsageError(f"{output} is no name of a zip. Name a file that ends in .zip.")
    return [output]


def hand_in(checkout: Checkout, module: str, target: Path) -> HandedIn:
    """Write the zip of a module; an older one of that name is replaced."""
    folder = checkout.folder(module)
    files, manifest = submitted_files(folder), released(folder)
    if not files:
        raise UsageError(f"{folder} holds no file to hand in. Get the module again.")
    _demand_size(folder, _own(files, manifest))
    members = {f"{module}/{path}": data for path, data in files.items()}
    if stamp_in(manifest) is not None:
        members[f"{module}/{MANIFEST}"] = (folder / MANIFEST).read_bytes()
    data, replaced = zip_bytes(members), target.exists()
    _write(data, target)
    warnings = (*_release_warnings(checkout, module, manifest), *_waiting(folder))
    warnings += tuple(unseen_reads(checkout, module, files))
    return HandedIn(module, target, len(data), tuple(files), replaced, warnings)


def _demand_size(folder: Path, files: Files) -> None:
    if sum(map(len, files.values())) <= MAX_BYTES:
        return
    largest = sorted(files, key=lambda path: -len(files[path]))[:3]
    large = [path for path in largest if len(files[path]) > MAX_BYTES / 100]
    named = ", ".join(f"{path} ({len(files[path]) / 1e6:.1f} MB)" for path in large)
    raise UsageError(
        f"{folder} holds more than {MAX_BYTES >> 20} MB that you added, which is too much to hand "
        f"in. The largest: {named or largest[0]}. Move away what the tasks do not need, then "
        "submit again."
    )


def _write(data: bytes, target: Path) -> None:
    """Write the zip whole or not at all."""
    draft = target.with_name(f".{target.name}.draft")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(data)
        draft.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        raise UsageError(
            f"{target} cannot be written: {error.strerror}. Close it where it is open, or name "
            "another file with --output."
        ) from None


def _release_warnings(checkout: Checkout, module: str, manifest: Manifest) -> Iterator[str]:
    stamp, listed = stamp_in(manifest), checkout.listed(module)
    if stamp is None:
        yield (
            f"{module} has no readable {MANIFEST}, so nobody can tell which release it is. The "
            "command update brings it back"
        )
    elif listed is not None and stamp.release < listed.release:
        yield (
            f"Your files of {module} are release {stamp.release}, and the course is at release "
            f"{listed.release}. The command update gets it and keeps what you wrote"
        )


def _waiting(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob(f"*{BESIDE}")):
        name = path.relative_to(folder).as_posix()
        if not name.startswith(f"{_TESTS}/"):
            yield (
                f"{name} is a newer version of your {name.removesuffix(BESIDE)} and is not handed "
                "in. Take over what is new in it, then delete it"
            )
