"""``autograder build``: writes assignments, never over somebody's work, and can only look."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from autograder.grade.plan import Course

from ..tiny import autograder

NUMBERS = "assignments/a01_numbers/numbers.py"


@pytest.fixture
def built(course: Course, tmp_path: Path) -> Path:
    """A copy of the course with its first module built."""
    root = tmp_path / "course"
    shutil.copytree(course.root, root)
    return root


def test_first_build_writes_the_release(built: Path) -> None:
    shutil.rmtree(built / "assignments")
    done = autograder("build", "a01_numbers", cwd=built)
    assert (done.returncode, done.stdout) == (0, "a01_numbers: 9 of 9 files written\n")
    assert "raise NotImplementedError" in (built / NUMBERS).read_text()


def test_second_build_changes_nothing(built: Path) -> None:
    done = autograder("build", "a01_numbers", cwd=built)
    assert (done.returncode, done.stdout) == (0, "a01_numbers: up to date\n")


def test_changed_file_is_not_overwritten(built: Path) -> None:
    (built / NUMBERS).write_text("my work\n")
    done = autograder("build", "a01_numbers", cwd=built)
    assert done.returncode == 2
    assert "somebody has worked in them" in done.stderr
    assert "numbers.py" in done.stderr
    assert (built / NUMBERS).read_text() == "my work\n"


def test_keep_both_puts_the_new_version_beside_the_changed_file(built: Path) -> None:
    source = built / "solutions/a01_numbers/numbers.py"
    source.write_text(source.read_text().replace("Twice ``x``", "Two times ``x``"))
    (built / NUMBERS).write_text("my work\n")
    done = autograder("build", "a01_numbers", "--keep-both", cwd=built)
    assert done.returncode == 0
    assert "kept yours, new version in numbers.py.new" in done.stdout
    assert (built / NUMBERS).read_text() == "my work\n"
    assert "Two times" in (built / f"{NUMBERS}.new").read_text()


def test_check_is_status_0_where_the_release_is_up_to_date(built: Path) -> None:
    done = autograder("build", "--check", "a01_numbers", cwd=built)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_check_is_status_1_with_the_difference_and_writes_nothing(built: Path) -> None:
    source = built / "solutions/a01_numbers/numbers.py"
    source.write_text(source.read_text().replace("Twice ``x``", "Two times ``x``"))
    before = (built / NUMBERS).read_text()
    done = autograder("build", "--check", "a01_numbers", cwd=built)
    assert done.returncode == 1
    assert '-    """Twice ``x``."""' in done.stdout
    assert '+    """Two times ``x``."""' in done.stdout
    assert "assignments/ is out of date. Run: autograder build" in done.stderr
    assert (built / NUMBERS).read_text() == before
