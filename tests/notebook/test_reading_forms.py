"""What was handed in besides a notebook, where it came from, and which of it is graded."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from autograder.build.products import solution_files
from autograder.grade.files import write_files
from autograder.grade.making import Authored
from autograder.grade.plan import Course
from autograder.intake import RefusedSubmission

from ..tiny import autograder
from .reading_ground import (
    NAME,
    code,
    document,
    graded_path,
    replaced,
    solution_cells,
    words,
    written,
)


@pytest.mark.slow
def test_the_form_with_more_tasks_written_is_graded(
    course: Course, authored: Authored, tmp_path: Path
) -> None:
    solved, stub = solution_cells(authored), course.release(NAME)
    (tmp_path / "in").mkdir()
    shutil.copytree(stub, tmp_path / "in" / NAME)
    path = written(tmp_path / "in", solved)
    result = graded_path(course, tmp_path / "in")
    assert (result.score, result.notes) == (result.max_score, ())
    # The other way round: the package is written, and the notebook but for one task is not.
    shutil.rmtree(tmp_path / "in" / NAME)
    write_files(solution_files(authored.source, authored.config), tmp_path / "in" / NAME)
    path.write_bytes(document(["def double(x):\n    return 0"]))
    result = graded_path(course, tmp_path / "in")
    assert result.score == result.max_score
    assert result.notes == (
        f"The module was handed in more than once: The package {NAME} was graded, and "
        f"{NAME}.ipynb was not. Hand in only one",
    )


def test_of_several_notebooks_the_one_with_most_is_graded(
    course: Course, authored: Authored, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    written(folder, solution_cells(authored), f"{NAME} (2).ipynb")
    written(folder, ["def double(x):\n    return 0"])
    written(folder, ["def double(x):\n    return 0"], f".ipynb_checkpoints/{NAME}-checkpoint.ipynb")
    (folder / "broken.ipynb").write_bytes(b"{")
    result = graded_path(course, folder)
    assert result.score == result.max_score
    assert result.notes == (
        f"The module was handed in more than once: {NAME} (2).ipynb was graded, and {NAME}.ipynb "
        "was not. Hand in only one",
    )


@pytest.mark.parametrize("name", ["Untitled.ipynb", f"alice_17_{NAME} (2).ipynb", "x.IPYNB"])
@pytest.mark.parametrize("module", [None, NAME])
def test_a_module_is_known_by_name_or_by_what_it_defines(
    name: str, module: str | None, course: Course, authored: Authored, tmp_path: Path
) -> None:
    path = written(tmp_path, solution_cells(authored), name)
    result = graded_path(course, path, module)
    assert (result.module, result.score) == (NAME, result.max_score)


def test_a_notebook_in_a_zip_is_graded_and_one_of_another_module_is_not(
    course: Course, authored: Authored, tmp_path: Path
) -> None:
    path = tmp_path / "in.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("work/n.ipynb", document(solution_cells(authored)))
    result = graded_path(course, path)
    assert result.score == result.max_score
    with pytest.raises(RefusedSubmission, match=r"n\.ipynb is a notebook of no module here|a02"):
        graded_path(course, path, "a02_tensors")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b"{", "is cut off"),
        (document([], kernelspec={"language": "R"}), "is a notebook of the language R"),
    ],
)
def test_a_damaged_notebook_is_refused_in_one_sentence(
    data: bytes, says: str, course: Course, tmp_path: Path
) -> None:
    path = tmp_path / f"{NAME}.ipynb"
    path.write_bytes(data)
    done = autograder("grade", path, cwd=course.root)
    assert done.returncode == 2
    assert f"{path} {says}" in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_a_students_own_notebook_is_graded_beside_its_release(
    course: Course, authored: Authored, tmp_path: Path
) -> None:
    """Without the course: from recorded answers, in a plain process."""
    shutil.copytree(course.release(NAME), tmp_path / NAME)
    path = written(tmp_path, solution_cells(authored))
    done = autograder("grade", path, "--json", tmp_path / "r.json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    (result,) = json.loads((tmp_path / "r.json").read_text())
    assert {check["verdict"] for task in result["tasks"] for check in task["checks"]} == {"PASSED"}


@pytest.mark.slow
def test_a_page_shows_the_line_of_the_cell(
    course: Course, authored: Authored, tmp_path: Path
) -> None:
    cells = replaced(solution_cells(authored), "double", "\n\ndef double(x):\n    return x / 0")
    path = written(tmp_path, [words("x"), *cells, code("print(1)")])
    done = autograder("grade", path, "--html", tmp_path / "page.html", cwd=course.root)
    assert done.returncode == 0, done.stderr
    assert "cell_5.py:4 in double: return x / 0" in done.stdout
    assert "cell_5.py:3" in (tmp_path / "page.html").read_text()


@pytest.mark.slow
def test_a_notebook_is_graded_where_nothing_can_be_forked(
    course: Course, authored: Authored, tmp_path: Path
) -> None:
    """As on macOS and Windows, where every process is a new interpreter."""
    shutil.copytree(course.release(NAME), tmp_path / NAME)
    path = written(tmp_path, solution_cells(authored), "homework.ipynb")
    spawning = {"AUTOGRADER_START": "spawn"}
    done = autograder("grade", path, cwd=tmp_path, env=spawning)
    assert done.returncode == 0, done.stderr
    assert "6 / 6" in done.stdout, done.stdout
