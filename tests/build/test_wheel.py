"""The grader's wheel: complete, reproducible, installable, and no larger than what is asked for."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from autograder import PROJECT
from autograder.build.wheel import fingerprint, grader_files, grader_wheel
from autograder.config.libraries import REQUIREMENTS

from ..tiny import ROOT

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty folder with the wheel in it, put there by pip."""
    folder = tmp_path_factory.mktemp("with a space")
    wheel = grader_wheel()
    (folder / wheel.name).write_bytes(wheel.content)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target"]
    subprocess.run([*pip, folder / "site", folder / wheel.name], check=True)
    return folder / "site"


def test_two_wheels_are_the_same_to_the_byte() -> None:
    assert grader_wheel() == grader_wheel()


def test_the_version_names_the_files() -> None:
    assert grader_wheel().version.endswith(f"+{fingerprint()}")
    assert fingerprint({"autograder/a.py": b"1"}) != fingerprint({"autograder/a.py": b"2"})


def test_the_installed_wheel_runs(installed: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "autograder", "--help"],
        env={**os.environ, "PYTHONPATH": str(installed)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "grade" in done.stdout


def test_the_wheel_has_every_file_of_the_package(installed: Path) -> None:
    ours = {path for path in (ROOT / "autograder").rglob("*") if path.is_file()}
    names = {path.relative_to(ROOT).as_posix() for path in ours if path.suffix != ".pyc"}
    assert names <= {path.relative_to(installed).as_posix() for path in installed.rglob("*")}


def test_the_wheel_asks_for_what_pyproject_asks_for() -> None:
    wheel = grader_wheel()
    with zipfile.ZipFile(io.BytesIO(wheel.content)) as archive:
        name = f"{PROJECT.replace('-', '_')}-{wheel.version}.dist-info/METADATA"
        lines = archive.read(name).decode().splitlines()
    asked = {line.split(": ")[1] for line in lines if line.startswith("Requires-Dist")}
    wanted = map(Requirement, PYPROJECT["project"]["dependencies"])
    assert asked == {f"{each.name}{each.specifier}" for each in wanted}


@pytest.mark.parametrize("library", ["torch", "gymnasium"])
def test_libraries_are_asked_for_as_in_pyproject(library: str) -> None:
    assert PYPROJECT["project"]["optional-dependencies"][library] == [REQUIREMENTS[library]]


def test_numpy_is_asked_for_as_in_pyproject() -> None:
    assert REQUIREMENTS["numpy"] in PYPROJECT["project"]["dependencies"]


def test_only_what_is_imported_is_taken_where_entries_are_named() -> None:
    files = grader_files(["autograder.grade.judge"])
    assert {"autograder/grade/judge.py", "autograder/sandbox/worker.py"} <= set(files)
    assert not [path for path in files if path.startswith(("autograder/cli/", "autograder/feed"))]
