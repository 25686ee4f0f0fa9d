"""What a worker on another machine needs of a course to grade one module, and nothing else of it.

It is laid out there as a course of its own, so that a submission is found and graded by the same
plan as here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from autograder.build.manifest import MANIFEST
from autograder.build.needed import needed_files
from autograder.config.course import course_secret
from autograder.config.load import COURSE_FILE, load_course, module_path
from autograder.grade.course_plans import course_plan
from autograder.grade.files import write_files
from autograder.grade.plan import RECORDINGS_FILE, Course, Plan

_TESTS = "tests"


@dataclass(frozen=True)
class CourseFiles:
    """A course with one module that can be graded; of the others it has the names.

    By these names a submission with several modules is told apart, on every machine alike.
    """

    module: str
    folders: tuple[str, ...]
    secret: str = field(repr=False)
    """Never written to a disk there."""
    files: dict[str, bytes] = field(repr=False)
    """Path to content. Not shown: Dask writes the arguments of what fails into its log."""

    def lay_out(self, root: Path) -> Course:
        """The course in ``root``, an empty folder that nobody else can read."""
        write_files(self.files, root)
        for name in self.folders:
            (root / name).mkdir(parents=True, exist_ok=True)
        return Course(root)

    def plan(self, course: Course) -> Plan:
        """How the module is graded there: with the secret of this course, whatever variable that
        machine has.
        """
        return replace(course_plan(course, self.module), secret=self.secret)


def course_files(course: Course, module: str) -> CourseFiles:
    """What to send for ``module``."""
    settings = load_course(course.configs)
    solutions = course.root / "solutions"
    folders = sorted(path.name for path in solutions.iterdir() if path.is_dir())
    words = {"title": settings.title, "modules": list(settings.modules)}
    files = {f"grading_configs/{name}.yaml": b"" for name in settings.modules}
    files[f"grading_configs/{COURSE_FILE}"] = json.dumps(words).encode()  # JSON is YAML too
    files[f"grading_configs/{module}.yaml"] = module_path(course.configs, module).read_bytes()
    for name, content in needed_files(course.solution(module)).items():
        files[f"solutions/{module}/{name}"] = content
    for path in _released(course.release(module)):
        files[path.relative_to(course.root).as_posix()] = path.read_bytes()
    return CourseFiles(
        module, tuple(f"solutions/{name}" for name in folders), course_secret(settings), files
    )


def _released(folder: Path) -> Iterator[Path]:
    """Of the module as students have it: which release it is, and the recorded answers."""
    paths = (folder / MANIFEST, folder / _TESTS / RECORDINGS_FILE)
    yield from (path for path in paths if path.is_file())
