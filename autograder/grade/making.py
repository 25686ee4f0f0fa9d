"""Making a module's release: read, check, record, build, and prove that nothing leaks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from autograder.build.leaks import copied_statements, prove_no_flow
from autograder.build.products import student_files
from autograder.build.recorded import made_from
from autograder.build.repository import Part
from autograder.channel.recordings import dumps, loads
from autograder.config.load import module_path
from autograder.config.models import ModuleConfig
from autograder.errors import AutograderError, Problem, raise_any
from autograder.grade.course_plans import course_plan
from autograder.grade.plan import RECORDINGS_FILE, Course, Plan
from autograder.grade.record import record
from autograder.source import ModuleSource, check_tasks, read_module

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Authored:
    """A module as its author wrote it: source, configuration, and the plan made of them."""

    source: ModuleSource
    config: ModuleConfig
    plan: Plan


def read_authored(course: Course, module: str) -> Authored:
    """Read and cross-check a module; raises `SourceProblems` with all that is wrong."""
    config = course.config(module)
    source = read_module(course.solution(module))
    raise_any(check_tasks(source, list(config.tasks), module_path(course.configs, module)))
    return Authored(source, config, course_plan(course, module))


def student_release(
    course: Course, authored: Authored, progress: Progress = lambda _text: None
) -> dict[str, bytes]:
    """The files that students get. Recordings that are up to date are kept as they are, so that a
    build is the same on every machine. Raises `SourceProblems` where the release would leak.
    """
    recordings = _recordings(course, authored, progress)
    files = student_files(authored.source, authored.config, recordings)
    raise_any(leak_problems(authored, files, recordings))
    return files


def leak_problems(authored: Authored, files: dict[str, bytes], recordings: bytes) -> list[Problem]:
    """Both parts of the leak proof."""
    flows = prove_no_flow(authored.source, authored.config, recordings)
    return [*flows, *copied_statements(authored.source, files)]


def _recordings(course: Course, authored: Authored, progress: Progress) -> bytes:
    module = authored.source.name
    kept = course.release(module) / "tests" / RECORDINGS_FILE
    data = _bytes_if_current(
        kept, made_from(authored.source, authored.config.kind, authored.config.libraries)
    )
    return data if data is not None else dumps(record(*_parts(authored), progress))


def _parts(authored: Authored) -> tuple[ModuleSource, ModuleConfig, Plan]:
    return authored.source, authored.config, authored.plan


def _bytes_if_current(path: Path, made: str) -> bytes | None:
    """The recordings as they stand, where they were made from this very source."""
    if not path.is_file():
        return None
    data = path.read_bytes()
    try:
        return data if loads(data).made_from == made else None
    except AutograderError:
        return None


def released_part(
    course: Course, module: str, progress: Progress = lambda _text: None
) -> tuple[Authored, Part]:
    """A module as it goes into a repository, proved free of leaks."""
    authored = read_authored(course, module)
    return authored, Part(module, authored.config, student_release(course, authored, progress))
