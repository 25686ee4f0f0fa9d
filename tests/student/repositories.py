"""Students' repositories of the tiny course, in several releases."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from autograder.build.archive import zip_bytes
from autograder.build.manifest import MANIFEST, with_manifest
from autograder.build.repository import Part, student_repository
from autograder.build.stable_json import as_json
from autograder.build.wheel import Wheel
from autograder.config.course import CourseConfig
from autograder.grade.files import write_files
from autograder.grade.plan import Course

NUMBERS, COPIES = "a01_numbers", "a02_copies"
CHANGES = ("", "the bound of root is stated", "double works for negative numbers")
TEMPLATE = {
    "README.md": b"# COURSE_TITLE\n\n<!-- MODULES -->\n\nEnd.\n",
    "Makefile": b"help:\n",
    ".gitattributes": b"* -text\n",
}

Files = dict[str, bytes]


def wheel(version: str) -> Wheel:
    """A grader that nobody installs."""
    name = f"ml_course_autograder-{version}-py3-none-any.whl"
    return Wheel(name, version, f"wheel {version}".encode())


def repository(
    course: Course, releases: Mapping[str, int], *, libraries: Sequence[str] = (), **words: str
) -> Files:
    """The files of a repository with these releases; from release 2 on, `double` is described
    otherwise.
    """
    parts = [_part(course, name, number, libraries) for name, number in releases.items()]
    settings = CourseConfig(
        modules=tuple(releases), **{"title": "Tiny course", "submit_to": "the box", **words}
    )
    return student_repository(TEMPLATE, settings, parts, wheel(f"1.{max(releases.values())}"))


def _part(course: Course, name: str, number: int, libraries: Sequence[str]) -> Part:
    folder = course.release(NUMBERS)
    paths = [path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST]
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    grading = json.loads(files["tests/grading.json"])
    grading |= {"module": name, "release": number, "changes": CHANGES[:number]}
    files["tests/grading.json"] = as_json(grading)
    if number > 1:
        files["numbers.py"] += f"# release {number}\n".encode()
        files["tests/more.py"] = b'"""New in release 2."""\n'
    releases = tuple(change or "the first one" for change in CHANGES[:number])
    changes = {"releases": releases, "libraries": tuple(libraries)}
    return Part(name, course.config(NUMBERS).model_copy(update=changes), files)


def laid_out(files: Mapping[str, bytes], folder: Path) -> Path:
    """The files in a folder."""
    write_files(files, folder)
    return folder


def zipped(files: Mapping[str, bytes], path: Path) -> Path:
    """The files in a zip."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(zip_bytes(files))
    return path


def remade(files: Mapping[str, bytes]) -> Files:
    """The files with a manifest that fits them."""
    plain = {path: data for path, data in files.items() if path != MANIFEST}
    return with_manifest(plain, {"course": "Tiny course"})


def contents(folder: Path) -> Files:
    """All that lies in a folder."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def write_task(home: Path, module: str = NUMBERS) -> Path:
    """A student writes the first task."""
    path = home / "assignments" / module / "numbers.py"
    text = path.read_text("utf-8")
    done = text.replace('raise NotImplementedError("double: Twice ``x``")', "return 2 * x")
    assert done != text
    path.write_text(done, "utf-8")
    return path
