"""Folders of ours for what was handed in, which a worker may read even as another user."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from autograder.errors import AutograderError

_FOLDER, _FILE = 0o755, 0o644


@contextlib.contextmanager
def scratch_folder() -> Iterator[Path]:
    """A new temporary folder, removed afterwards.

    Where we are root, workers run as other users and must be able to pass through it; elsewhere
    nobody else may.
    """
    try:
        made = tempfile.TemporaryDirectory(prefix="submission-", ignore_cleanup_errors=True)
    except OSError as error:
        raise no_room(Path(tempfile.gettempdir()), error) from None
    with made as name:
        folder = Path(name)
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            folder.chmod(0o711)
        yield folder


def make_readable(root: Path) -> None:
    """Give every file and folder of a copy the mode that a worker needs; links are not ours."""
    root.chmod(_FOLDER)
    for folder, folders, files in os.walk(root):
        for mode, names in ((_FOLDER, folders), (_FILE, files)):
            for path in (Path(folder, name) for name in names):
                if not path.is_symlink():
                    path.chmod(mode)


def no_room(path: Path, error: OSError) -> AutograderError:
    """The error for a disk that takes no more."""
    return AutograderError(
        f"{path} cannot be written: {error.strerror}. Make room there, or set TMPDIR to a folder "
        "on another disk."
    )
