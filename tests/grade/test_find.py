"""From a path to modules and their folders: what is found, and what is refused."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.errors import UsageError
from autograder.grade.find import find_targets, opened
from autograder.grade.plan import Course
from autograder.intake import RefusedSubmission

Pack = Callable[..., Path]
NAME = "a01_numbers"


@pytest.fixture
def pack(course: Course, tmp_path: Path) -> Pack:
    """Zips the released module under ``prefix``, with further members."""

    def write(prefix: str = "", more: dict[str, str] | None = None) -> Path:
        path = tmp_path / "handed-in.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for file in sorted(course.release(NAME).rglob("*")):
                archive.write(file, f"{prefix}{NAME}/{file.relative_to(course.release(NAME))}")
            for name, content in (more or {}).items():
                archive.writestr(name, content)
        return path

    return write


def found(path: Path, course: Course | None, module: str | None = None) -> list[tuple[str, str]]:
    """Module and folder's name of each target."""
    with opened(path, own=course is None) as taken:
        return [
            (each.plan.module, each.folder.name) for each in find_targets(taken, course, module)
        ]


def test_folder_of_a_module(course: Course) -> None:
    assert found(course.release(NAME), course) == [(NAME, NAME)]
    assert found(course.release(NAME), None) == [(NAME, NAME)]


def test_folder_of_modules_gives_them_in_reading_order(course: Course) -> None:
    assert found(course.root / "solutions", course) == [
        (NAME, NAME),
        ("a02_tensors", "a02_tensors"),
    ]
    assert found(course.root / "assignments", None) == [(NAME, NAME)]


def test_module_picks_one_of_a_folder(course: Course) -> None:
    assert found(course.root / "solutions", course, "a02_tensors") == [
        ("a02_tensors", "a02_tensors")
    ]


@pytest.mark.parametrize("prefix", ["", "course-main/", "course-main/assignments/"])
@pytest.mark.parametrize("staff", [True, False])
def test_zip_with_or_without_wrapping_folders(
    course: Course, pack: Pack, prefix: str, staff: bool
) -> None:
    assert found(pack(prefix), course if staff else None) == [(NAME, NAME)]


def test_zip_of_files_alone_needs_the_module_named(course: Course, tmp_path: Path) -> None:
    path = Path(shutil.make_archive(str(tmp_path / "files"), "zip", course.release(NAME)))
    with opened(path) as folder:
        (target,) = find_targets(folder, course, NAME)
        assert (target.folder / "numbers.py").is_file()
        assert target.place is None


def test_what_macos_adds_to_a_zip_is_not_the_submission(course: Course, pack: Pack) -> None:
    path = pack("z/", {f"__MACOSX/{NAME}/._numbers.py": "x", f"__MACOSX/z/{NAME}/__init__.py": ""})
    with opened(path) as folder:
        (target,) = find_targets(folder, course, None)
        assert "__MACOSX" not in target.folder.parts


def test_unknown_module_names_the_nearest(course: Course) -> None:
    with pytest.raises(UsageError, match=r"no module a01_number\. Write 'a01_numbers'"):
        found(course.release(NAME), course, "a01_number")
    with pytest.raises(UsageError, match=r"no module zzz\. The modules here are: a01_numbers"):
        found(course.root / "assignments", None, "zzz")


@pytest.mark.parametrize("module", ["", "/etc", "../a01_numbers", "*"])
def test_module_that_is_no_name_is_refused(course: Course, module: str) -> None:
    for around in (course, None):
        with pytest.raises(UsageError, match="There is no module"):
            found(course.root / "assignments", around, module)


def test_folder_without_a_module_says_what_to_name(course: Course, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no module of a course"):
        found(tmp_path, None)
    with pytest.raises(RefusedSubmission, match="holds no file that takes part"):
        found(tmp_path, course)
    (tmp_path / "notes.txt").write_text("x")
    with pytest.raises(RefusedSubmission, match="none of the modules a01_numbers, a02_tensors"):
        found(tmp_path, course)


def test_damaged_grading_file_says_what_to_fetch(course: Course, tmp_path: Path) -> None:
    folder = tmp_path / NAME
    shutil.copytree(course.release(NAME), folder)
    for text in ("{", "[]", "{}"):
        (folder / "tests" / "grading.json").write_text(text)
        with pytest.raises(UsageError, match="Get a fresh copy of the module's tests folder"):
            found(folder, None)
