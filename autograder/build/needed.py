"""What grading needs of an annotated module, wherever it is sent to be graded."""

from __future__ import annotations

from pathlib import Path

from autograder.build.write import IGNORED


def needed_files(folder: Path) -> dict[str, bytes]:
    """Path to content: no caches, and of its tests the checks and the known mistakes, not what else
    they were tried with.
    """
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    kept = (path for path in paths if _is_needed(path.relative_to(folder)))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in kept}


def _is_needed(path: Path) -> bool:
    if not set(path.parts).isdisjoint(IGNORED):
        return False
    is_check = len(path.parts) == 2 and path.suffix == ".py"
    return path.parts[0] != "tests" or is_check or path.parts[1] == "mistakes"
