"""The grounds that attacks happen on: one grader each for the whole session."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.sandbox.layers import machine_layers

from .ground import ORDINARY, Ground
from .interpreter import readable_python

collect_ignore = ["course"]

GetGround = Callable[[str], Ground]
NAMES = ("root", "user", "root without Landlock")
BARE = "user without layers"
"""Where an attack succeeds that only the layers stop."""


@pytest.fixture(scope="session")
def everybodys_python() -> Iterator[Path]:
    """A Python that any user can run; workers with users of their own need one."""
    home = Path(tempfile.mkdtemp(prefix="attacks-python-"))
    home.chmod(0o755)
    python = readable_python(home / "python")
    if python is None:
        pytest.skip("no Python of this version is open to all users, see `autograder doctor`")
    yield python
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def get_ground(everybodys_python: Path) -> Iterator[GetGround]:
    """Gives a ground by its name, ready; skips where this machine cannot have it."""
    home = Path(tempfile.mkdtemp(prefix="attacks-"))
    home.chmod(0o755)
    grounds: dict[str, Ground] = {}

    def get(name: str) -> Ground:
        if name not in grounds:
            grounds[name] = _new_ground(name, home, everybodys_python)
        return grounds[name]

    yield get
    for ground in grounds.values():
        ground.close()
    shutil.rmtree(home, ignore_errors=True)


def _new_ground(name: str, home: Path, python: Path) -> Ground:
    as_root, is_root, layers = name.startswith("root"), os.geteuid() == 0, machine_layers()
    if as_root and not is_root:
        pytest.skip("only root can grade as root")
    if name != BARE and (not layers.hold or not (layers.landlock or "without" in name)):
        pytest.skip(
            f"strangers' work is not graded like this here: {layers.reason or 'no Landlock'}"
        )
    folder = home / name.replace(" ", "-")
    folder.mkdir()
    user = None if as_root or not is_root else ORDINARY
    missing = name.lower().partition(" without ")[2]
    return Ground(folder, python, user, (missing,) if missing else ())
