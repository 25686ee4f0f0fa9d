"""The first cell and the README beside the notebook: on Colab, in JupyterLab, in VS Code."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from autograder.errors import UsageError
from autograder.grade.plan import Course
from autograder.notebook.setup_cell import Surroundings, setup_source, student_readme

from .otter_ground import unpacked, zips

MODULE = "a01_numbers"
NAME = f"{MODULE}.ipynb"
pytestmark = pytest.mark.slow


@pytest.fixture
def made(course: Course) -> dict[str, bytes]:
    """The notebook release."""
    return dict(zips(course, MODULE))


@pytest.fixture
def opened(made: dict[str, bytes], tmp_path: Path) -> Path:
    """The folder as a student unpacks it."""
    return unpacked(made["notebook.zip"], tmp_path / "student")


NEEDS = Surroundings(MODULE, "7.0.0", "grader.whl", "0.1.0+x")


def _set_up(source: str, folder: Path, before: str = "") -> subprocess.CompletedProcess[str]:
    code = f"{before}\nexec(compile({source!r}, 'cell', 'exec'))"
    return subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False
    )


def test_set_up_installs_nothing_that_is_there(opened: Path) -> None:
    done = _set_up(setup_source(NEEDS), opened)
    assert (done.returncode, done.stdout) == (0, "")


def test_set_up_says_what_is_missing_beside_the_notebook(tmp_path: Path) -> None:
    done = _set_up(setup_source(NEEDS), tmp_path)
    assert "Unpack notebook.zip, and open the notebook that lies in it." in done.stderr


COLAB = """
import sys, types
google, colab, files = (types.ModuleType(name) for name in ("google", "google.colab", "files"))
sys.modules.update({"google": google, "google.colab": colab})
google.colab, colab.files = colab, files
files.upload = lambda: {"notebook (1).zip": b""}
"""
"""Colab's own module is nowhere else to be had: what of it the cell uses."""


def test_set_up_asks_for_the_zip_on_colab(made: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "notebook (1).zip").write_bytes(made["notebook.zip"])
    done = _set_up(setup_source(NEEDS), tmp_path, COLAB)
    assert done.returncode == 0, done.stderr
    assert "Choose the file notebook.zip" in done.stdout
    assert (tmp_path / MODULE / "tests" / "recordings.json").is_file()


def test_set_up_gets_a_published_zip(made: dict[str, bytes], tmp_path: Path) -> None:
    site = tmp_path / "site" / MODULE
    site.mkdir(parents=True)
    (site / "notebook.zip").write_bytes(made["notebook.zip"])
    needs = Surroundings(MODULE, "7.0.0", "g.whl", "0.1.0+x", published=site.parent.as_uri())
    (tmp_path / "work").mkdir()
    done = _set_up(setup_source(needs), tmp_path / "work")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "work" / MODULE).is_dir()


def test_badge_and_zip_of_a_folder_on_github() -> None:
    published = "https://github.com/ada/course/tree/main/notebooks/"
    needs = Surroundings(MODULE, "7.0.0", "g.whl", "0.1.0+x", published=published)
    raw = "https://raw.githubusercontent.com/ada/course/main/notebooks"
    assert needs.archive == f"{raw}/{MODULE}/notebook.zip"
    colab = "https://colab.research.google.com/github/ada/course/blob/main/notebooks"
    assert f"({colab}/{MODULE}/{NAME})" in student_readme(needs, "Numbers", ["double"], "")


@pytest.mark.parametrize("published", ["https://github.com/ada", "https://github.com/ada/course"])
def test_an_address_on_github_that_is_no_folder_is_refused(published: str) -> None:
    needs = Surroundings(MODULE, "7.0.0", "g.whl", "0.1.0+x", published=published)
    with pytest.raises(UsageError, match="tree/BRANCH/FOLDER"):
        setup_source(needs)


def test_released_library_requirements_are_pinned_and_named_by_import() -> None:
    needs = Surroundings(MODULE, "7.0.0", "g.whl", "0.1.0+x", ("numpy>=1.26", "torch==2.13.0"))
    source = setup_source(needs)
    assert '"torch": "torch==2.13.0"' in source
    assert '"numpy": "numpy>=1.26"' in source
    assert '"otter": "otter-grader==7.0.0"' in source
