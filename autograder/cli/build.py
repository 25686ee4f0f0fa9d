"""``autograder build``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from autograder.build.stamp import words_of
from autograder.build.write import difference, write_release
from autograder.cli.console import ProgressLine
from autograder.config.load import known_modules
from autograder.config.nearest import one_of
from autograder.errors import UsageError
from autograder.grade.making import read_authored, student_release
from autograder.grade.plan import Course, find_course


@click.command("build")
@click.argument("modules", nargs=-1, metavar="[MODULE]...")
@click.option(
    "--check",
    is_flag=True,
    help="Write nothing; exit 1 and show the difference where it is out of date.",
)
@click.option(
    "--keep-both",
    is_flag=True,
    help="Where a file was changed by hand, write the new one beside it.",
)
def command(modules: tuple[str, ...], check: bool, keep_both: bool) -> None:
    """Build the student release of each MODULE (default: all of the course) into assignments/.

    Files in assignments/ that somebody worked in are never overwritten: the build refuses, or keeps
    both with --keep-both.
    """
    course = course_here()
    for name in modules:
        demand_module(course, name)
    line = ProgressLine()
    stale = False
    for name in modules or listed_modules(course):
        authored = read_authored(course, name)
        files = student_release(course, authored, _progress(line, name))
        line.clear()
        folder, about = course.release(name), words_of(name, authored.config.release)
        if check:
            stale |= _show_difference(difference(files, folder, about))
        else:
            written = write_release(files, folder, about=about, keep_both=keep_both)
            _say(name, len(files), len(written.written) + len(written.removed), written.beside)
    if stale:
        click.echo("assignments/ is out of date. Run: autograder build", err=True)
        raise click.exceptions.Exit(1)


def _progress(line: ProgressLine, name: str) -> Callable[[str], None]:
    return lambda text: line.say(f"{name}: {text}")


def listed_modules(course: Course) -> tuple[str, ...]:
    """The modules of course.yaml; `UsageError` where it lists none."""
    if not course.modules:
        drafts = ", ".join(known_modules(course.configs)) or "none yet"
        raise UsageError(
            f"course.yaml lists no module, so there is nothing to do. Name a draft ({drafts}), "
            "or list it under `modules:`."
        )
    return course.modules


def course_here() -> Course:
    """The course around the working folder; `UsageError` where there is none."""
    course = find_course(Path.cwd())
    if course is None:
        raise UsageError(
            "There is no course here. "
            "Go to a folder that has solutions/ and grading_configs/course.yaml."
        )
    return course


def demand_module(course: Course, name: str) -> None:
    """Raise `UsageError` where ``name`` is no module of the course."""
    known = known_modules(course.configs)
    if name not in known:
        raise UsageError(f"There is no module {name}. {one_of(name, known, 'modules')}.")


def _show_difference(text: str) -> bool:
    if text:
        click.echo(text, nl=False)
    return bool(text)


def _say(name: str, files: int, changed: int, beside: tuple[str, ...]) -> None:
    state = f"{changed} of {files} files written" if changed else "up to date"
    click.echo(f"{name}: {state}")
    for path in beside:
        click.echo(f"  kept yours, new version in {path}")
