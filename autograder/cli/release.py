"""``autograder release``."""

from __future__ import annotations

import contextlib
import json
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import click

from autograder.build.archive import zip_bytes
from autograder.build.checkout import COURSE_FILE
from autograder.build.manifest import MANIFEST, parsed_manifest
from autograder.build.products import Files, solution_files
from autograder.build.repository import Part, read_template, student_repository
from autograder.build.stamp import Stamp
from autograder.build.wheel import grader_wheel
from autograder.build.write import write_release
from autograder.cli.build import course_here, demand_module, listed_modules
from autograder.cli.console import ProgressLine, from_here
from autograder.cli.notebook import notebook_zips
from autograder.config.course import CourseConfig, course_secret
from autograder.config.load import load_course
from autograder.errors import UsageError
from autograder.grade.making import released_part
from autograder.grade.plan import Course
from autograder.gradescope.package import EXECUTABLE, gradescope_files

_REPOSITORY = "course"


@dataclass(frozen=True)
class _Release:
    """What is being released: the course, its settings, and what surrounds the modules."""

    course: Course
    settings: CourseConfig
    template: Files
    dist: Path

    def repository(self, parts: Sequence[Part]) -> Files:
        return student_repository(self.template, self.settings, parts, grader_wheel())


@click.command("release")
@click.argument("modules", nargs=-1, metavar="[MODULE]...")
@click.option(
    "--course",
    "whole",
    is_flag=True,
    help="Make one repository for students, with every module that course.yaml releases by then.",
)
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day for --course, as 2026-09-01. Default: today.",
)
@click.option(
    "--notebook",
    is_flag=True,
    help="Make each module as a notebook instead, through otter-grader.",
)
@click.option(
    "--published",
    metavar="URL",
    default="",
    help="With --notebook: the folder on the web in which you put MODULE/MODULE.ipynb and "
    "MODULE/notebook.zip, for Colab to get them from there.",
)
@click.option(
    "-o",
    "--output",
    "dist",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where to write. Default: dist/ of the course.",
)
def command(
    modules: tuple[str, ...],
    whole: bool,
    on: datetime | None,
    notebook: bool,
    published: str,
    dist: Path | None,
) -> None:
    """Make what leaves this repository, in dist/.

    For each MODULE (default: all of course.yaml, drafts only by name) dist/MODULE/ gets
    student.zip, a repository that works alone; solution.zip, for staff; and gradescope.zip, to
    upload as the autograder. With --course, dist/course/ and course.zip are the one repository
    that students clone. With --notebook, dist/MODULE/ gets notebook.zip and MODULE.ipynb for
    students, and otter.zip and notebook-staff.zip for staff. The same sources give the same bytes.

    \b
    autograder release                            every module
    autograder release t01_attention              one module
    autograder release --course --on 2026-09-01   the students' repository on that day
    autograder release --notebook t01_attention   the module as a notebook
    """  # noqa: D301  (click reads the control character)
    if on is not None and not whole:
        raise UsageError("--on says which modules are in the course's repository. Add --course.")
    if published and not notebook:
        raise UsageError("--published says where a notebook gets its files. Add --notebook.")
    course = course_here()
    settings = load_course(course.configs)
    for name in modules:
        demand_module(course, name)
    release = _Release(course, settings, read_template(course.template), dist or course.dist)
    make = _release_notebook(published) if notebook else _release_module
    if modules or not whole:
        for name in modules or listed_modules(course):
            make(release, name)
    if whole:
        _release_course(release, on.date() if on else date.today())
    if not course_secret(settings):
        click.echo(
            "The course has no secret, so hidden inputs are those of every other course without "
            "one. Set `secret` in grading_configs/course.yaml, then release again.",
            err=True,
        )


def _release_module(release: _Release, name: str) -> None:
    line = ProgressLine()
    authored, part = released_part(release.course, name, _say(line, name))
    line.say(f"{name}: writing")
    folder = release.dist / name
    before = _stamps(folder / "student.zip").get(name)
    files = solution_files(authored.source, authored.config)
    zips = {
        "student.zip": zip_bytes(release.repository([part])),
        "solution.zip": zip_bytes({f"{name}/{path}": data for path, data in files.items()}),
        "gradescope.zip": zip_bytes(
            gradescope_files(release.course, release.settings, part), EXECUTABLE
        ),
    }
    _put_all(folder, zips, line, part.stamp)
    _warn_same_number(before, part.stamp)


def _release_notebook(published: str) -> Callable[[_Release, str], None]:
    def make(release: _Release, name: str) -> None:
        line = ProgressLine()
        authored, part = released_part(release.course, name, _say(line, name))
        files = notebook_zips(release.settings, authored, part, published, _say(line, name))
        _put_all(release.dist / name, files, line, part.stamp)

    return make


def _put_all(folder: Path, files: Files, line: ProgressLine, stamp: Stamp) -> None:
    """Write the files and say which they are."""
    for file, data in files.items():
        _put(folder / file, data)
    line.clear()
    click.echo(f"{stamp}")
    for file, data in files.items():
        click.echo(f"  {from_here(str(folder / file))}  {len(data) / 1000:,.0f} kB")


def _release_course(release: _Release, day: date) -> None:
    line = ProgressLine()
    names = release.settings.released(day)
    if not names:
        raise UsageError(
            f"course.yaml releases no module by {day}. Give a later day with --on, or change "
            "release_dates."
        )
    parts = [released_part(release.course, name, _say(line, name))[1] for name in names]
    line.clear()
    files = release.repository(parts)
    folder, archive = release.dist / _REPOSITORY, release.dist / f"{_REPOSITORY}.zip"
    before = _stamps(archive)
    _put(archive, zip_bytes(files))
    about = parsed_manifest(files[MANIFEST]).about
    plain = {path: data for path, data in files.items() if path != MANIFEST}
    write_release(plain, folder, about=about)
    click.echo(f"{release.settings.title}, as of {day}")
    for part in parts:
        click.echo(f"  {part.stamp}")
    click.echo(f"  {from_here(str(folder))}{'/'}  and  {from_here(str(archive))}")
    later = [name for name in release.settings.modules if name not in names]
    if later:
        click.echo(f"  not yet released: {', '.join(later)}")
    for part in parts:
        _warn_same_number(before.get(part.name), part.stamp)


def _say(line: ProgressLine, name: str) -> Callable[[str], None]:
    return lambda text: line.say(f"{name}: {text}")


def _put(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    draft = path.with_name(f".{path.name}.draft")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(data)
        draft.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        raise UsageError(
            f"{path} cannot be written: {error.strerror}. Name another folder with --output."
        ) from error


def _stamps(archive: Path) -> dict[str, Stamp]:
    """What an earlier run released; nothing where there was none or it is not readable."""
    try:
        with zipfile.ZipFile(archive) as opened:
            listed = json.loads(opened.read(COURSE_FILE))["modules"]
        return {
            each["name"]: Stamp(each["name"], each["release"], each["content"]) for each in listed
        }
    except (OSError, KeyError, TypeError, ValueError, zipfile.BadZipFile):
        return {}


def _warn_same_number(before: Stamp | None, now: Stamp) -> None:
    if before and before.release == now.release and before.content != now.content:
        click.echo(
            f"  {now.module} has changed ({before.content} before) and is still release "
            f"{now.release}. If students have it, say what is new in one more line of `releases:` "
            f"in grading_configs/{now.module}.yaml, and release again.",
            err=True,
        )
