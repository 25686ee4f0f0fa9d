"""What docs/notebooks.md says of otter's limits, tried on our own zip: and our grader beside it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.grade.plan import Course

from ..tiny import autograder
from .otter_ground import otter_run, zips

MODULE = "a01_numbers"
NAME = f"{MODULE}.ipynb"
FORGED = "from otter.test_files import test_case\ntest_case.call_func = lambda self, env: None"
pytestmark = pytest.mark.slow


def _with_cell(notebook: bytes, code: str) -> str:
    """A student's notebook with one more cell behind the set-up."""
    document = json.loads(notebook)
    place = next(n for n, cell in enumerate(document["cells"]) if cell["cell_type"] == "code")
    added = document["cells"][place] | {"id": "added", "source": code}
    document["cells"].insert(place + 1, added)
    return json.dumps(document)


def test_two_lines_give_full_marks_in_otter_and_none_in_ours(
    course: Course, tmp_path: Path
) -> None:
    made = zips(course, MODULE)
    forged = _with_cell(made[NAME], FORGED)
    scored = otter_run(forged, made["otter.zip"], tmp_path, NAME)
    assert (scored.score, scored.possible) == (20, 20)
    done = autograder("grade", tmp_path / NAME, "--json", tmp_path / "ours.json", cwd=course.root)
    assert done.returncode == 0, done.stderr
    (ours,) = json.loads((tmp_path / "ours.json").read_text())
    assert ours["score"] == 0


def test_a_dead_kernel_leaves_no_results(course: Course, tmp_path: Path) -> None:
    made = zips(course, MODULE)
    (tmp_path / NAME).write_text(_with_cell(made[NAME], "import os\nos._exit(0)"))
    (tmp_path / "otter.zip").write_bytes(made["otter.zip"])
    command = [sys.executable, "-m", "otter", "run", NAME, "-a", "otter.zip", "-o", "."]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "DeadKernelError" in done.stderr
    assert not (tmp_path / "results.json").exists()


def test_a_marker_that_is_slightly_wrong_ships_the_solution_from_otter(
    course: Course, tmp_path: Path
) -> None:
    """Which is why each cell that comes back is compared with what was meant."""
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(zips(course, MODULE)["notebook-staff.zip"])) as opened:
        opened.extractall(tmp_path)
    path = tmp_path / "master" / NAME
    document = json.loads(path.read_text())
    for cell in document["cells"]:
        if cell["cell_type"] == "code":
            text = "".join(cell["source"])
            cell["source"] = text.replace("# BEGIN SOLUTION", "#BEGIN SOLUTION").replace(
                "# END SOLUTION", "#END SOLUTION"
            )
    path.write_text(json.dumps(document))
    command = [sys.executable, "-m", "otter", "assign", NAME, "out"]
    done = subprocess.run(command, cwd=path.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "return x + x" in (path.parent / "out" / "student" / NAME).read_text()
