"""Where modules are found in what was handed in, and which copy is graded where there are several."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.grade.find import find_targets, opened
from autograder.grade.plan import Course
from autograder.intake import RefusedSubmission

from ..tiny import autograder
from .packing import zipped

NAME = "a01_numbers"


@pytest.fixture
def handed_in(course: Course, tmp_path: Path) -> Callable[..., Path]:
    """A folder with copies of the module, each written or as its stub, and further files."""

    def make(copies: dict[str, bool], more: dict[str, str] | None = None) -> Path:
        root = tmp_path / "handed-in"
        for place, written in copies.items():
            source = course.solution(NAME) if written else course.release(NAME)
            shutil.copytree(source, root / place, ignore=shutil.ignore_patterns("tests"))
        for name, content in (more or {}).items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(content)
        return root

    return make


def target_of(path: Path, course: Course, module: str | None = NAME) -> tuple[str, str]:
    """Where the module was found, and what is said about it."""
    with opened(path) as taken:
        (target,) = find_targets(taken, course, module)
        return target.folder.relative_to(taken.folder).as_posix(), "\n".join(target.notes)


@pytest.mark.parametrize(
    ("copies", "taken"),
    [
        ({"a01_numbers": True}, "a01_numbers"),
        ({".": True}, "."),
        ({"my solution": True}, "my solution"),
        ({"a01_numbers (2)": True}, "a01_numbers (2)"),
        ({"hw/week 1/a01_numbers": True}, "hw/week 1/a01_numbers"),
        ({"hw/week 1/final": True}, "hw/week 1/final"),
        ({"course/assignments/a01_numbers": True}, "course/assignments/a01_numbers"),
        ({"a01_numbers": False}, "a01_numbers"),
        ({"a01_numbers/my work": True}, "a01_numbers/my work"),
    ],
)
def test_module_is_found_wherever_it_was_put(
    course: Course, handed_in: Callable[..., Path], copies: dict[str, bool], taken: str
) -> None:
    noise = {"README.md": "x", "other/plots.py": "import sys", "other/tests/test_x.py": "x"}
    assert target_of(handed_in(copies, noise), course) == (taken, "")


@pytest.mark.parametrize(
    ("copies", "taken"),
    [
        ({"a01_numbers": True, "old/a01_numbers": True}, "a01_numbers"),
        ({"a01_numbers": False, "old/a01_numbers": True}, "old/a01_numbers"),
        ({"a01_numbers": False, "x/a01_numbers_final": True}, "x/a01_numbers_final"),
        ({"a01_numbers": True, "a01_numbers_old": True}, "a01_numbers"),
        ({"a01_numbers": False, "b/a01_numbers": False}, "a01_numbers"),
        ({"a/b/a01_numbers": True, "z/a01_numbers": True}, "z/a01_numbers"),
    ],
)
def test_of_two_copies_the_shallowest_with_work_in_it_is_graded_and_said(
    course: Course, handed_in: Callable[..., Path], copies: dict[str, bool], taken: str
) -> None:
    (other,) = set(copies) - {taken}
    path = handed_in(copies)
    for module in (NAME, None):
        assert target_of(path, course, module) == (
            taken,
            f"There is more than one copy of the module: {taken} was graded, and {other} was not. "
            "Hand in only one",
        )


def test_folder_of_helpers_is_no_copy(course: Course, handed_in: Callable[..., Path]) -> None:
    more = {"a01_numbers_plots/plot.py": "x = 1", "a01_numbers/my_a01_numbers/h.py": "x = 1"}
    assert target_of(handed_in({"a01_numbers": False}, more), course) == ("a01_numbers", "")


def test_copy_with_a_syntax_error_is_no_stub(
    course: Course, handed_in: Callable[..., Path]
) -> None:
    path = handed_in({"a01_numbers": True, "b/a01_numbers": False})
    with (path / "a01_numbers/numbers.py").open("a") as file:
        file.write("def broken(:\n")
    assert target_of(path, course)[0] == "a01_numbers"


def test_another_modules_folder_is_never_taken_for_this_one(
    course: Course, handed_in: Callable[..., Path]
) -> None:
    code = "def double(x):\n    return 2 * x\n"
    path = handed_in(
        {"a01_numbers": False}, {"a02_tensors/t.py": code, "hw/a02_tensors/t.py": code}
    )
    assert target_of(path, course) == ("a01_numbers", "")
    shutil.rmtree(path / "a01_numbers")
    with pytest.raises(RefusedSubmission, match="has no folder a01_numbers with Python files"):
        target_of(path, course)


def test_whole_repository_has_its_modules_in_reading_order(
    course: Course, handed_in: Callable[..., Path]
) -> None:
    path = handed_in(
        {"assignments/a01_numbers": True, ".venv/lib/site-packages/a01_numbers": True},
        {
            "assignments/a02_tensors/__init__.py": "",
            ".git/a01_numbers/__init__.py": "",
            "env/pyvenv.cfg": "",
            "env/lib/a01_numbers/__init__.py": "",
            "node_modules/a01_numbers/numbers.py": "",
            "submissions/a01_numbers.zip": "PK",
            "pyproject.toml": "x",
        },
    )
    with opened(path) as taken:
        targets = find_targets(taken, course, None)
        places = [each.folder.relative_to(taken.folder).as_posix() for each in targets]
    assert places == ["assignments/a01_numbers", "assignments/a02_tensors"]
    assert [each.notes for each in targets] == [(), ()]
    assert [each.place for each in targets] == [path / place for place in places]


def test_zip_is_known_by_the_module_in_its_name(course: Course, tmp_path: Path) -> None:
    """As course systems rename what they collect."""
    files = tmp_path / "files"
    shutil.copytree(course.solution(NAME), files, ignore=shutil.ignore_patterns("tests"))
    path = shutil.make_archive(str(tmp_path / "muellereva_17_99_a01_numbers-2"), "zip", files)
    assert target_of(Path(path), course, None) == (".", "")


def test_zip_in_a_zip_is_the_submission(course: Course, tmp_path: Path) -> None:
    files = {f"hw/{NAME}/{path.name}": path.read_bytes() for path in _sources(course)}
    path = tmp_path / "outer.zip"
    path.write_bytes(zipped({"late/homework.zip": zipped(files)}))
    assert target_of(path, course) == ("late/homework/hw/a01_numbers", "")


def _sources(course: Course) -> list[Path]:
    return list(course.solution(NAME).glob("*.py"))


def test_what_cannot_be_opened_is_named_where_nothing_is_found(
    course: Course, tmp_path: Path
) -> None:
    folder = tmp_path / "handed-in"
    folder.mkdir()
    (folder / "homework.rar").write_bytes(b"Rar!")
    (folder / "homework.ipynb").write_text("{}")
    for module in (None, NAME):
        with pytest.raises(RefusedSubmission) as caught:
            target_of(folder, course, module)
        assert "homework.rar is no zip, and of archives only zips are opened" in str(caught.value)
        assert "homework.ipynb is no notebook: it has no cells" in str(caught.value)


def test_file_with_a_librarys_name_is_said_where_the_library_is_imported(
    course: Course, handed_in: Callable[..., Path]
) -> None:
    more = {"a01_numbers/random.py": "def choice(): return 4", "a01_numbers/json.py": "x = 1"}
    path = handed_in({"a01_numbers": True}, more)
    with (path / "a01_numbers/numbers.py").open("a") as file:
        file.write("\n\ndef drawn():\n    import sys, random\n    return random\n")
    assert target_of(path, course)[1] == (
        "random.py has the name of a library, and `import random` gives the library, not this "
        "file. Rename the file"
    )


def test_submission_that_looks_like_a_course_chooses_nothing(
    course: Course, tmp_path: Path
) -> None:
    """Solutions and points of its own, and a task that gives full marks for nothing."""
    evil = tmp_path / "alice"
    shutil.copytree(course.root, evil)
    config = evil / "grading_configs/a01_numbers.yaml"
    config.write_text(config.read_text().replace("title: Numbers", "title: Mine"))
    packed = Path(shutil.make_archive(str(tmp_path / "alice"), "zip", evil))
    for path in (evil, packed, evil / "assignments", evil / "assignments" / NAME):
        done = autograder("grade", path, "-m", NAME, cwd=course.root)
        assert done.returncode == 0, done.stderr
        assert "Mine" not in done.stdout
    outside = autograder("grade", evil / "assignments" / NAME, cwd=tmp_path)
    assert "Hidden checks, graded by the staff" in outside.stdout
