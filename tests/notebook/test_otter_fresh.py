"""The first cell in an environment that has nothing yet: pip brings what is missing, once."""

from __future__ import annotations

import json
import os
import subprocess
import venv
from pathlib import Path

import pytest

from autograder.grade.plan import Course

from .otter_ground import unpacked, zips

MODULE = "a01_numbers"
TRY = """
def double(x):
    return x * x
print(grader.check("double"))
"""


@pytest.mark.slow
@pytest.mark.skipif(
    os.environ.get("NOTEBOOKS") != "all", reason="installs otter anew: make test-notebooks does"
)
def test_the_first_cell_installs_what_is_missing_and_nothing_the_second_time(
    course: Course, tmp_path: Path
) -> None:
    folder = unpacked(zips(course, MODULE)["notebook.zip"], tmp_path / "work")
    cells = json.loads((folder / f"{MODULE}.ipynb").read_text())["cells"]
    first = "".join(next(cell for cell in cells if cell["cell_type"] == "code")["source"])
    venv.create(tmp_path / "fresh", with_pip=True)
    python = next(path for path in (tmp_path / "fresh").glob("*/python*") if path.stem == "python")

    def run() -> str:
        done = subprocess.run(
            [python, "-c", first + TRY], cwd=folder, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    said = run()
    assert said.startswith("Installing otter-grader==")
    assert "got 9, expected 6" in said
    assert "Installing" not in run()
