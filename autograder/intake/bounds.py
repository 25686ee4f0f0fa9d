"""How much of a submission is read, and the error that says why one is not."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.errors import UsageError

MB = 2**20


class RefusedSubmission(UsageError):
    """What was handed in cannot be graded as it is; the text tells its author why, and what to
    do.
    """


@dataclass(frozen=True)
class Bounds:
    """What one submission may hold. A larger file is left out, with a note; the rest refuses."""

    files: int = 5000
    """Files that are copied."""
    listed: int = 100_000
    """Files that are looked at: environments and caches, which are left out, count here."""
    list_bytes: int = 12 * MB
    """A zip's list of its files, which has to be read whole: about 60,000 files."""
    total_bytes: int = 200 * MB
    file_bytes: int = 50 * MB
    source_bytes: int = 256 * 1024
    """One Python file. The grader parses it, and a syntax tree may take 500 times as much."""
    sources_bytes: int = 10 * MB
    """All Python files together."""
    bomb_bytes: int = 10 * MB
    """From this size on, a file's ratio tells a bomb from data."""
    ratio: int = 100
    folders: int = 30
    """How many folders deep a file may lie."""
    zips: int = 20
    """Zips inside the submission that are opened."""
    nesting: int = 3
    """How many zips deep, the one that was handed in included."""


BOUNDS = Bounds()


def in_words(size: int) -> str:
    """A number of bytes as a person says it: ``50 MB``."""
    return f"{size / MB:.0f} MB" if size >= MB else f"{size / 1024:.0f} KB"
