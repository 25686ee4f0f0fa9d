"""Which release of a module somebody has, and what to say where two do not match."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.build.manifest import MANIFEST, Manifest, Words, parsed_manifest

_MAX_BYTES = 1 << 20


@dataclass(frozen=True)
class Stamp:
    """A release of a module: its number, and twelve hex digits that stand for its content."""

    module: str
    release: int
    content: str

    def __str__(self) -> str:
        return f"{self.module}, release {self.release} ({self.content})"


def words_of(module: str, release: int) -> Words:
    """What a module's manifest says about itself."""
    return {"module": module, "release": release}


def stamp_of(folder: Path) -> Stamp | None:
    """The stamp of a module's folder; None where there is none or it is not to be read."""
    path = folder / MANIFEST
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > _MAX_BYTES:
            return None
        return stamp_in(parsed_manifest(path.read_bytes()))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def stamp_in(manifest: Manifest) -> Stamp | None:
    """The stamp that a manifest carries."""
    module, release = manifest.about.get("module"), manifest.about.get("release")
    if not isinstance(module, str) or type(release) is not int or not 0 < release < 10**6:
        return None
    return Stamp(module[:100], release, manifest.content_id)


def mismatch(theirs: Stamp | None, ours: Stamp | None, changes: Sequence[str]) -> str:
    """What a student should know who has another release than the grader; "" where both match.

    ``changes`` says for each release, the first one first, what was new in it. Ends without a stop.
    """
    if theirs is None or ours is None or theirs.module != ours.module:
        return ""
    if theirs.release > ours.release:
        return (
            f"You have release {theirs.release} of {ours.module}, but this grader is of release "
            f"{ours.release}. Tell the staff: theirs is out of date"
        )
    if theirs.release == ours.release:
        return "" if theirs.content == ours.content else _same_number(theirs, ours)
    return (
        f"You have release {theirs.release} of {ours.module}, this is release {ours.release}"
        f"{changed_since(theirs.release, changes)}. Get it with `make update`, which keeps what "
        "you wrote"
    )


def _same_number(theirs: Stamp, ours: Stamp) -> str:
    return (
        f"Your files of {ours.module} call themselves release {theirs.release}, as the grader's "
        f"do, but were built from another source ({theirs.content} here, {ours.content} there). "
        "Get the newest with `make update`, which keeps what you wrote"
    )


def changed_since(release: int, changes: Sequence[str]) -> str:
    """What is new after ``release``, such as ``: 4: the mask may be None; 5: ...``."""
    later = list(enumerate(changes, 1))[release:]
    return ": " + "; ".join(f"{n}: {text.rstrip('.')}" for n, text in later) if later else ""
