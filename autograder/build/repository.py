"""The repository that a student clones: the template, the released modules, and the grader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.build.checkout import COURSE_FILE, COURSE_SCHEMA
from autograder.build.manifest import digest, manifest_of, with_manifest
from autograder.build.products import Files
from autograder.build.stable_json import as_json
from autograder.build.stamp import Stamp, words_of
from autograder.build.wheel import Wheel
from autograder.config.course import CourseConfig
from autograder.config.libraries import requirements
from autograder.config.models import ModuleConfig
from autograder.errors import UsageError

MODULES = "<!-- MODULES -->"
_README = "README.md"
_IGNORED = ("__pycache__", ".DS_Store")
_NOWHERE = "the place that your instructor names"


@dataclass(frozen=True)
class Part:
    """One module of a repository: its configuration, and the files that students get of it."""

    name: str
    config: ModuleConfig
    files: Mapping[str, bytes]

    @property
    def stamp(self) -> Stamp:
        manifest = manifest_of(self.files, words_of(self.name, self.config.release))
        return Stamp(self.name, self.config.release, manifest.content_id)

    @property
    def released(self) -> Files:
        """The files with their manifest."""
        return with_manifest(self.files, words_of(self.name, self.config.release))


def read_template(folder: Path) -> Files:
    """The files that surround the modules. Raises `UsageError` where there are none."""
    if not (folder / _README).is_file():
        raise UsageError(
            f"{folder} has no {_README}. It holds what surrounds the modules in a student's "
            "repository: restore it from version control."
        )
    paths = (path for path in folder.rglob("*") if path.is_file())
    kept = (path for path in paths if not set(path.relative_to(folder).parts) & set(_IGNORED))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(kept)}


def student_repository(
    template: Mapping[str, bytes], course: CourseConfig, parts: Sequence[Part], wheel: Wheel
) -> Files:
    """All files of the repository, its manifest among them; the same bytes for the same parts."""
    files = dict(template)
    if _README in files:
        files[_README] = _readme(files[_README].decode(), course, parts).encode()
    for part in parts:
        files |= {f"assignments/{part.name}/{path}": data for path, data in part.released.items()}
    files[f"grader/{wheel.name}"] = wheel.content
    files["requirements.txt"] = _requirements(course, parts, wheel)
    files[COURSE_FILE] = as_json(_course(course, parts, wheel))
    return with_manifest(files, {"course": course.title})


def _requirements(course: CourseConfig, parts: Iterable[Part], wheel: Wheel) -> bytes:
    """Lines for pip; a path in it is read from the folder in which pip is called."""
    index = [f"--extra-index-url {course.pip_index}"] if course.pip_index else []
    needed = requirements(name for part in parts for name in part.config.libraries)
    lines = ["# Written by `autograder release`.", *index, f"./grader/{wheel.name}", *needed]
    return ("\n".join(lines) + "\n").encode()


def _course(course: CourseConfig, parts: Iterable[Part], wheel: Wheel) -> dict[str, object]:
    modules = [
        {
            "name": part.name,
            "title": part.config.title,
            "release": part.stamp.release,
            "content": part.stamp.content,
        }
        for part in parts
    ]
    return {
        "schema": COURSE_SCHEMA,
        "title": course.title,
        "modules": modules,
        "grader": {
            "version": wheel.version,
            "wheel": wheel.name,
            "sha256": digest(wheel.content),
        },
        "submit_to": course.submit_to,
        "update_from": course.update_from,
    }


def _readme(text: str, course: CourseConfig, parts: Sequence[Part]) -> str:
    lines = [_table(parts) if line.strip() == MODULES else line for line in text.split("\n")]
    first = parts[0] if parts else None
    words = {
        "COURSE_TITLE": course.title,
        "SUBMIT_TO": course.submit_to or _NOWHERE,
        "FIRST_MODULE": first.name if first else "MODULE",
        "FIRST_TASK": next(iter(first.config.tasks)) if first else "TASK",
    }
    text = "\n".join(lines)
    for word, meaning in words.items():
        text = text.replace(word, meaning)
    return text


def _table(parts: Iterable[Part]) -> str:
    rows = ["| module | you will write | points | minutes |", "|---|---|---:|---:|"]
    for part in parts:
        link = f"[`{part.name}`](assignments/{part.name}/README.md)"
        config = part.config
        rows.append(f"| {link} | {config.summary} | {config.points:g} | {config.minutes} |")
    return "\n".join(rows)
