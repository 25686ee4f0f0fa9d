"""A student's repository: the template's words filled in, the modules, and what pip installs."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.build.manifest import MANIFEST, parsed_manifest
from autograder.build.repository import Part, read_template, student_repository
from autograder.build.stamp import stamp_of
from autograder.build.wheel import Wheel
from autograder.build.write import write_release
from autograder.config.course import CourseConfig
from autograder.config.models import ModuleConfig
from autograder.errors import UsageError
from autograder.grade.files import write_files

TEMPLATE = {
    "README.md": b"# COURSE_TITLE\n\n<!-- MODULES -->\n\nmake grade M=FIRST_MODULE T=FIRST_TASK\n"
    b"Upload to SUBMIT_TO.\n",
    "Makefile": b"help:\n",
}
WHEEL = Wheel("grader-1+ab-py3-none-any.whl", "1+ab", b"wheel")
COURSE = CourseConfig(title="Learning", modules=("s01_softmax",))


@pytest.fixture
def part(config: ModuleConfig) -> Part:
    return Part("s01_softmax", config, {"softmax.py": b"# stub\n", "README.md": b"handout\n"})


def _with(part: Part, *libraries: str) -> Part:
    return replace(part, config=part.config.model_copy(update={"libraries": libraries}))


def test_the_readme_speaks_of_this_course(part: Part) -> None:
    text = student_repository(TEMPLATE, COURSE, [part], WHEEL)["README.md"].decode()
    assert text.startswith("# Learning\n")
    assert "| [`s01_softmax`](assignments/s01_softmax/README.md) |" in text
    assert "make grade M=s01_softmax T=softmax" in text
    assert "Upload to the place that your instructor names." in text


def test_where_to_hand_in_is_the_courses_word(part: Part) -> None:
    course = COURSE.model_copy(update={"submit_to": "Gradescope, class 7"})
    text = student_repository(TEMPLATE, course, [part], WHEEL)["README.md"].decode()
    assert "Upload to Gradescope, class 7." in text


@pytest.mark.parametrize(
    ("libraries", "lines"),
    [
        ((), []),
        (("numpy",), ["numpy>=1.26"]),
        (("gymnasium", "torch"), ["torch==2.13.0", "gymnasium>=1.0"]),
    ],
)
def test_only_libraries_that_a_module_uses_are_installed(
    part: Part, libraries: tuple[str, ...], lines: list[str]
) -> None:
    files = student_repository(TEMPLATE, COURSE, [_with(part, *libraries)], WHEEL)
    asked = files["requirements.txt"].decode().splitlines()
    assert asked[1:] == [f"./grader/{WHEEL.name}", *lines]
    assert files[f"grader/{WHEEL.name}"] == b"wheel"


def test_another_index_is_asked_where_the_course_says_so(part: Part) -> None:
    course = COURSE.model_copy(update={"pip_index": "https://wheels.example.org/cpu"})
    files = student_repository(TEMPLATE, course, [part], WHEEL)
    assert b"--extra-index-url https://wheels.example.org/cpu\n" in files["requirements.txt"]


def test_every_file_is_in_the_manifest(part: Part) -> None:
    files = student_repository(TEMPLATE, COURSE, [part], WHEEL)
    manifest = parsed_manifest(files[MANIFEST])
    assert set(manifest.files) == set(files) - {MANIFEST}
    assert manifest.about == {"course": "Learning"}


def test_a_module_in_the_repository_has_its_own_stamp(part: Part, tmp_path: Path) -> None:
    files = student_repository(TEMPLATE, COURSE, [part], WHEEL)
    plain = {path: content for path, content in files.items() if path != MANIFEST}
    write_release(plain, tmp_path)
    stamp = stamp_of(tmp_path / "assignments/s01_softmax")
    assert stamp == part.stamp
    listed = json.loads(files["course.json"])["modules"]
    assert [(each["release"], each["content"]) for each in listed] == [(1, part.stamp.content)]


def test_a_repository_is_the_same_to_the_byte(part: Part) -> None:
    first, second = (student_repository(TEMPLATE, COURSE, [part], WHEEL) for _ in range(2))
    assert list(first.items()) == list(second.items())


def test_caches_of_the_template_stay_out(tmp_path: Path) -> None:
    write_files({**TEMPLATE, "__pycache__/a.pyc": b"", ".vscode/a.json": b"{}"}, tmp_path)
    assert set(read_template(tmp_path)) == {*TEMPLATE, ".vscode/a.json"}


def test_a_missing_template_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="restore it from version control"):
        read_template(tmp_path / "student_template")
