"""``autograder release``: zips for students, staff and Gradescope, and the course's repository."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from autograder.grade.files import write_files
from autograder.grade.plan import Course

from ..tiny import autograder

MODULE = "a01_numbers"
ZIPS = ("gradescope.zip", "solution.zip", "student.zip")
TEMPLATE = {"README.md": b"# COURSE_TITLE\n", "Makefile": b"help:\n"}


@pytest.fixture
def ours(course: Course, tmp_path: Path) -> Path:
    """A copy of the course with a template for students' repositories."""
    root = tmp_path / "cöurse of ours"
    shutil.copytree(course.root, root)
    write_files(TEMPLATE, root / "student_template")
    return root


def _names(archive: Path) -> set[str]:
    with zipfile.ZipFile(archive) as opened:
        return set(opened.namelist())


def _text(archive: Path, name: str) -> str:
    with zipfile.ZipFile(archive) as opened:
        return opened.read(name).decode()


def _set(root: Path, file: str, line: str) -> None:
    path = root / "grading_configs" / file
    path.write_text(f"{path.read_text('utf-8')}\n{line}\n", "utf-8")


def test_a_module_gives_three_zips(ours: Path) -> None:
    done = autograder("release", MODULE, cwd=ours)
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (ours / "dist" / MODULE).iterdir()) == list(ZIPS)
    assert "a01_numbers, release 1 (" in done.stdout
    assert f"dist/{MODULE}/gradescope.zip" in done.stdout


def test_two_releases_of_one_source_are_the_same_to_the_byte(ours: Path, tmp_path: Path) -> None:
    autograder("release", MODULE, cwd=ours)
    elsewhere = tmp_path / "another place"
    shutil.copytree(ours, elsewhere, ignore=shutil.ignore_patterns("dist"))
    autograder("release", MODULE, "-o", tmp_path / "out", cwd=elsewhere)
    for name in ZIPS:
        here, there = ours / "dist" / MODULE / name, tmp_path / "out" / MODULE / name
        assert here.read_bytes() == there.read_bytes(), name


def test_students_get_nothing_of_the_solution(ours: Path) -> None:
    autograder("release", MODULE, cwd=ours)
    names = _names(ours / "dist" / MODULE / "student.zip")
    assert f"assignments/{MODULE}/numbers.py" in names
    assert {"README.md", "Makefile", "course.json", "requirements.txt", ".release.json"} <= names
    assert not [name for name in names if "hidden" in name or "solutions" in name]


def test_staff_get_the_solution_without_markers(ours: Path) -> None:
    autograder("release", MODULE, cwd=ours)
    archive = ours / "dist" / MODULE / "solution.zip"
    assert f"{MODULE}/tests/test_hidden.py" in _names(archive)
    assert "BEGIN SOLUTION" not in _text(archive, f"{MODULE}/numbers.py")


def test_gradescope_gets_one_module_and_only_what_grades_it(ours: Path) -> None:
    autograder("release", MODULE, cwd=ours)
    archive = ours / "dist" / MODULE / "gradescope.zip"
    names = _names(archive)
    assert {"setup.sh", "run_autograder", "stamp.json"} <= names
    assert f"course/solutions/{MODULE}/tests/test_hidden.py" in names
    assert not [name for name in names if "a02_tensors" in name]
    assert not [name for name in names if name.startswith("autograder/cli/")]
    with zipfile.ZipFile(archive) as opened:
        modes = {name: opened.getinfo(name).external_attr >> 16 & 0o777 for name in names}
    assert (modes["setup.sh"], modes["run_autograder"], modes["stamp.json"]) == (
        0o755, 0o755, 0o644,
    )  # fmt: skip


def test_the_secret_of_the_environment_goes_to_gradescope(ours: Path) -> None:
    autograder("release", MODULE, cwd=ours, env={"AUTOGRADER_SECRET": "of this term"})
    archive = ours / "dist" / MODULE / "gradescope.zip"
    assert json.loads(_text(archive, "course/grading_configs/course.yaml"))["secret"] == (
        "of this term"
    )


def test_a_course_without_a_secret_is_warned(ours: Path) -> None:
    path = ours / "grading_configs/course.yaml"
    lines = [line for line in path.read_text().splitlines() if not line.startswith("secret")]
    path.write_text("\n".join(lines) + "\n")
    done = autograder("release", MODULE, cwd=ours, env={"AUTOGRADER_SECRET": ""})
    assert done.returncode == 0
    assert "The course has no secret" in done.stderr


def test_the_courses_repository_has_what_is_released_by_then(ours: Path) -> None:
    _set(ours, "course.yaml", "release_dates: {a02_tensors: 2026-10-01}")
    done = autograder("release", "--course", "--on", "2026-09-30", cwd=ours)
    assert done.returncode == 0, done.stderr
    assert "not yet released: a02_tensors" in done.stdout
    folder = ours / "dist/course"
    assert [path.name for path in (folder / "assignments").iterdir()] == [MODULE]
    assert [
        each["name"] for each in json.loads((folder / "course.json").read_text())["modules"]
    ] == [MODULE]
    assert _names(ours / "dist/course.zip") == {
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    }


def test_a_day_before_all_releases_is_one_sentence(ours: Path) -> None:
    _set(ours, "course.yaml", "release_dates: {a01_numbers: 2026-09-01, a02_tensors: 2026-10-01}")
    done = autograder("release", "--course", "--on", "2026-08-01", cwd=ours)
    assert done.returncode == 2
    assert "course.yaml releases no module by 2026-08-01" in done.stderr


def test_a_changed_module_with_its_old_number_is_noticed(ours: Path) -> None:
    autograder("release", MODULE, cwd=ours)
    handout = ours / "solutions" / MODULE / "README.md"
    handout.write_text(handout.read_text() + "\nOne more sentence.\n")
    done = autograder("release", MODULE, cwd=ours)
    assert "is still release 1" in done.stderr
    _set(ours, f"{MODULE}.yaml", "releases: [first, one more sentence in the handout]")
    done = autograder("release", MODULE, cwd=ours)
    assert "release 2 (" in done.stdout
    assert "is still" not in done.stderr


def test_the_repository_of_a_course_keeps_what_stands_beside_it(ours: Path) -> None:
    autograder("release", "--course", cwd=ours)
    (ours / "dist/course/.git").mkdir()
    done = autograder("release", "--course", cwd=ours)
    assert done.returncode == 0, done.stderr
    assert (ours / "dist/course/.git").is_dir()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["a01_number"], "There is no module a01_number. Write 'a01_numbers'"),
        (["--on", "2026-09-01", MODULE], "Add --course"),
        (["--course", "--on", "1.9.2026"], "1.9.2026"),
    ],
)
def test_misuse_is_one_sentence(ours: Path, arguments: list[str], said: str) -> None:
    done = autograder("release", *arguments, cwd=ours)
    assert done.returncode == 2
    assert said in done.stderr


def test_a_folder_that_cannot_be_written_is_one_sentence(ours: Path) -> None:
    (ours / "dist").write_text("a file")
    done = autograder("release", MODULE, cwd=ours)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_work_made_from_an_older_release_is_told_what_is_new(ours: Path, tmp_path: Path) -> None:
    mine = tmp_path / MODULE
    shutil.copytree(ours / "assignments" / MODULE, mine)
    _set(ours, f"{MODULE}.yaml", "releases: [first, negative numbers are refused]")
    assert autograder("build", MODULE, cwd=ours).returncode == 0
    done = autograder("grade", mine, cwd=ours)
    assert "You have release 1 of a01_numbers, this is release 2" in done.stdout
    assert "2: negative numbers are refused" in done.stdout
    again = autograder("grade", ours / "assignments" / MODULE, cwd=ours)
    assert "You have release" not in again.stdout
