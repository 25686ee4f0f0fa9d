"""`autograder compare`: what differs between two releases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograder.build.archive import zip_bytes
from autograder.grade.plan import Course

from ..student.repositories import (
    COPIES,
    NUMBERS,
    Files,
    contents,
    laid_out,
    remade,
    repository,
    zipped,
)
from ..tiny import autograder

OLD, NEW = {NUMBERS: 1, COPIES: 1}, {NUMBERS: 3, COPIES: 1}
CONFIG = f"course/grading_configs/{NUMBERS}.yaml"


@pytest.fixture
def old(course: Course, tmp_path: Path) -> Path:
    return laid_out(repository(course, OLD), tmp_path / "öld one")


@pytest.fixture
def new(course: Course, tmp_path: Path) -> Path:
    return zipped(repository(course, NEW), tmp_path / "new.zip")


@pytest.fixture
def gradescope(course: Course) -> Files:
    """What a gradescope.zip is known by, and its configuration."""
    words = {"module": NUMBERS, "release": 1, "content": "0123456789ab", "grader": "abc"}
    config = course.configs / f"{NUMBERS}.yaml"
    return {
        "setup.sh": b"#!/bin/bash\n",
        "run_autograder": b"#!/bin/bash\n",
        "stamp.json": json.dumps(words).encode(),
        CONFIG: config.read_bytes(),
    }


def said(*arguments: str | Path, status: int) -> list[str]:
    cwd = next(Path(each).parent for each in arguments if "/" in str(each))
    done = autograder("compare", *arguments, cwd=cwd)
    assert done.returncode == status, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert bool(done.stderr) == (status == 2)
    return (done.stdout + done.stderr).splitlines()


def test_a_release_equals_itself_as_a_zip(old: Path, tmp_path: Path) -> None:
    packed = zipped(contents(old), tmp_path / "packed.zip")
    lines = said(old, packed, status=0)
    assert lines[-1] == "The two are equal."
    assert lines[0].startswith(f"{NUMBERS}: release 1 (")


def test_stamps_and_files_are_compared(old: Path, new: Path) -> None:
    lines = said(old, new, status=1)
    assert any(
        line.startswith(f"{NUMBERS}: release 1 (") and " -> release 3 (" in line for line in lines
    )
    assert not any(line.startswith(COPIES) and "->" in line for line in lines)
    assert "grader: 1.1 -> 1.3" in lines
    added = lines[lines.index("added: 2 files") :]
    assert added[1] == f"  assignments/{NUMBERS}/tests/more.py"
    assert "removed: 1 file" in lines
    assert f"  assignments/{NUMBERS}/numbers.py" in lines
    assert "points: as before" in lines


def test_a_units_caches_and_environment_are_no_difference(old: Path, tmp_path: Path) -> None:
    packed = zipped(contents(old), tmp_path / "packed.zip")
    for name in ("__pycache__/a.pyc", ".venv/lib/a.py", ".git/HEAD", "submissions/a.zip"):
        (old / name).parent.mkdir(parents=True)
        (old / name).write_text("x")
    assert said(old, packed, status=0)[-1] == "The two are equal."


def test_points_that_changed_are_listed_by_check(old: Path) -> None:
    path = f"assignments/{NUMBERS}/tests/grading.json"
    grading = json.loads((old / path).read_text())
    double = grading["tasks"][0]
    before = json.dumps(double["checks"]).encode()
    files = contents(old)
    double["checks"][0]["points"], double["hidden_points"] = 2.5, 0.5
    double["checks"].append({"name": "test_more", "points": 1, "visibility": "visible"})
    assert before != json.dumps(double["checks"]).encode()
    files[path] = json.dumps(grading).encode()
    lines = said(old, laid_out(remade(files), old.parent / "remade"), status=1)
    assert lines[lines.index("points: 40 -> 41") + 1 :] == [
        f"  {NUMBERS} double test_double_worked_example: 1 -> 2.5",
        f"  {NUMBERS} double (hidden checks): 2 -> 0.5",
        f"  {NUMBERS} double test_more: none -> 1",
    ]


def test_a_gradescope_zip_is_compared_by_its_configuration(
    gradescope: Files, tmp_path: Path
) -> None:
    old = zipped(gradescope, tmp_path / "gradescope.zip")
    gradescope[CONFIG] = gradescope[CONFIG].replace(
        b"test_double_many: {points: 2}", b"test_double_most: {points: 3}"
    )
    lines = said(old, laid_out(gradescope, tmp_path / "new"), status=1)
    assert lines[0] == f"{NUMBERS}: release 1 (0123456789ab)"
    assert "points: 20 -> 21" in lines
    assert f"  {NUMBERS} double test_double_many: 2 -> none" in lines
    assert f"  {NUMBERS} double test_double_most: none -> 3" in lines


def test_modules_folders_are_compared(old: Path, tmp_path: Path) -> None:
    module = old / "assignments" / NUMBERS
    files = contents(module)
    files["numbers.py"] += b"# one more line\n"
    wrapped = {f"{NUMBERS}/{path}": data for path, data in files.items()}
    lines = said(module, zipped(wrapped, tmp_path / "module.zip"), status=1)
    assert lines[-3:] == ["changed: 1 file", "  numbers.py", "points: as before"]


def test_diff_shows_each_text_file_and_names_binary_ones(old: Path, tmp_path: Path) -> None:
    files = contents(old)
    files["README.md"] = files["README.md"].replace(b"End.", b"The end.")
    files["picture.png"] = b"\x89PNG\xff"
    files["added.txt"] = b"new\n"
    lines = said("--diff", old, zipped(files, tmp_path / "new.zip"), status=1)
    start = lines.index("--- a/README.md")
    assert lines[start + 1] == "+++ b/README.md"
    assert {"-End.", "+The end."} <= set(lines[start:])
    assert "binary files differ: picture.png" in lines
    assert lines[lines.index("+++ b/added.txt") - 1] == "--- -/added.txt"
    assert "+new" in lines


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ("nowhere", "does not exist. Name a folder, or a zip of one."),
        ("module", "is a module's folder. Name two releases of one kind."),
        ("empty", "is no release: neither a student's repository, nor a module's folder"),
        ("dist", "It holds gradescope.zip, student.zip: name one of them."),
        ("text.zip", "cannot be unpacked as a zip"),
        ("damaged", "cannot be read as part of a release"),
    ],
)
def test_what_cannot_be_compared_is_one_sentence(old: Path, other: str, words: str) -> None:
    here = old.parent
    laid_out(contents(old / "assignments" / NUMBERS), here / "module")
    (here / "empty").mkdir()
    laid_out({"student.zip": zip_bytes({}), "gradescope.zip": zip_bytes({})}, here / "dist")
    (here / "text.zip").write_text("no zip")
    laid_out(contents(old) | {f"assignments/{NUMBERS}/tests/grading.json": b"{"}, here / "damaged")
    lines = said(old, here / other, status=2)
    assert words in lines[0]
    assert len(lines) == 1


@pytest.mark.parametrize("damage", [b'{"tasks": 3}', b'{"tasks": [{}]}', b'{"tasks": [[]]}'])
def test_strange_points_are_one_sentence(old: Path, damage: bytes) -> None:
    files = contents(old) | {f"assignments/{NUMBERS}/tests/grading.json": damage}
    lines = said(old, laid_out(files, old.parent / "damaged"), status=2)
    assert "is damaged" in lines[0]
