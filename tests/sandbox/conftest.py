"""Interpreters and machines for the tests of isolation."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..attacks.interpreter import readable_python
from .machines import Machine, all_machines


@pytest.fixture(scope="session")
def open_folder() -> Iterator[Path]:
    """A folder that every user may enter; pytest's own are closed."""
    folder = Path(tempfile.mkdtemp(prefix="open-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def open_python(open_folder: Path) -> Path:
    """A Python that every user can run, with the libraries of this one."""
    if os.geteuid():
        return Path(sys.executable)
    python = readable_python(open_folder / "python")
    if python is None:
        pytest.skip("there is no Python of this version that every user can run")
    return python


@pytest.fixture(scope="session")
def closed_python(open_python: Path, tmp_path_factory: pytest.TempPathFactory) -> Path | None:
    """The same Python in a folder that only root may enter, as below /root."""
    if os.geteuid():
        return None
    folder = tmp_path_factory.mktemp("closed")
    subprocess.run([open_python, "-m", "venv", "--without-pip", folder], check=True)
    site = next(folder.glob("lib/python*/site-packages"))
    libraries = [path for path in sys.path if path.endswith("site-packages")]
    (site / "libraries.pth").write_text("".join(f"{path}\n" for path in libraries), "utf-8")
    return folder / "bin/python"


@pytest.fixture(scope="session")
def machines(open_python: Path, closed_python: Path | None) -> dict[str, Machine]:
    """The machines that can be had here, by name."""
    return {machine.name: machine for machine in all_machines(open_python, closed_python)}
