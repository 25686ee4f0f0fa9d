"""The zip that goes to Gradescope: scripts, pinned requirements, one module, and the grader.

The module lies in it as a course of one module, so that it is graded from the same plan as at home.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import resources

from autograder.build.needed import needed_files
from autograder.build.products import Files
from autograder.build.repository import Part
from autograder.build.stable_json import as_json
from autograder.build.wheel import fingerprint, grader_files
from autograder.config.course import CourseConfig, course_secret
from autograder.config.load import COURSE_FILE, module_path
from autograder.grade.plan import Course
from autograder.gradescope.place import SETTINGS

SCHEMA = "autograder.gradescope/1"
EXECUTABLE = ("run_autograder", "setup.sh")
ENTRY = "autograder.gradescope.__main__"
_JUDGE = "autograder.grade.judge"
_IMAGE = "autograder.gradescope"
_LIBRARY_FILES = {"torch": "torch.txt", "gymnasium": "gymnasium.txt"}


def gradescope_files(course: Course, settings: CourseConfig, part: Part) -> Files:
    """Everything in the zip, path to content; `EXECUTABLE` names what is run."""
    files = grader_files([ENTRY, _JUDGE])
    files |= _image(settings, part)
    files |= {f"course/{path}": content for path, content in _course(course, settings, part)}
    files[SETTINGS] = _stamp(part)
    return dict(sorted(files.items()))


def _image(settings: CourseConfig, part: Part) -> Files:
    """The scripts, and what they install."""
    folder = resources.files(_IMAGE) / "image"
    files = {name: (folder / name).read_bytes() for name in EXECUTABLE}
    wanted = ["base.txt"]
    wanted += [_LIBRARY_FILES[name] for name in part.config.libraries if name in _LIBRARY_FILES]
    for name in wanted:
        files[f"requirements/{name}"] = (folder / "requirements" / name).read_bytes()
    if settings.pip_index:
        files["requirements/pip_index"] = f"{settings.pip_index}\n".encode()
    return files


def _course(course: Course, settings: CourseConfig, part: Part) -> list[tuple[str, bytes]]:
    """A course with this module alone, its secret included."""
    words = {
        "title": settings.title,
        "secret": course_secret(settings),
        "modules": [part.name],
    }
    config = f"grading_configs/{part.name}.yaml"
    return [
        # JSON is YAML too, and is written the same by every version of every library.
        (f"grading_configs/{COURSE_FILE}", json.dumps(words, indent=2).encode() + b"\n"),
        (config, module_path(course.configs, part.name).read_bytes()),
        *_below(f"solutions/{part.name}", needed_files(course.solution(part.name))),
        *_below(f"assignments/{part.name}", part.released),
    ]


def _below(folder: str, files: Mapping[str, bytes]) -> list[tuple[str, bytes]]:
    return [(f"{folder}/{path}", content) for path, content in files.items()]


def _stamp(part: Part) -> bytes:
    return as_json(
        {
            "schema": SCHEMA,
            "module": part.name,
            "release": part.stamp.release,
            "content": part.stamp.content,
            "grader": fingerprint(),
            "libraries": list(part.config.libraries),
        }
    )
