"""``autograder watch``."""

from __future__ import annotations

import contextlib
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click
from rich.console import Console

from autograder.cli.console import from_here, look, show
from autograder.cli.targets import commands, default_path, demand_libraries, places
from autograder.cli.warm import Graded, Warm, Way
from autograder.errors import AutograderError
from autograder.feedback.terminal import report
from autograder.grade.plan import find_course
from autograder.grade.progress import SupersededError
from autograder.grade.watching import Sight, pause
from autograder.sandbox.layers import demand_isolation

_NAMED = 3


@click.command("watch")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("-m", "--module", help="The module; without it, all that are in PATH.")
@click.option("-t", "--task", help="Grade the checks of this task only.")
@click.option("--public", is_flag=True, help="Run only the checks that students have.")
@click.option("--trust", is_flag=True, help="No limits but time: for your own code only.")
@click.option("--staff", is_flag=True, help="Show what hidden checks found.")
def command(
    path: Path | None, module: str | None, task: str | None, public: bool, trust: bool,
    staff: bool,
) -> None:  # fmt: skip
    """Grade whenever a file below PATH is saved, until Ctrl-C.

    PATH is a module's folder or one that holds modules; without it, the assignments here. Libraries
    stay loaded, and only checks on whose code something has changed are run again: of the task that
    was changed, and of tasks that call it. A file saved while a check runs ends that run.

    \b
    autograder watch                        all modules in assignments/
    autograder watch -m t01_attention       one module, graded at once
    autograder watch -m t01_attention -t sdpa
    """  # noqa: D301  (click reads the control character)
    course, start = find_course(Path.cwd()), path or default_path()
    held = course is not None and not trust
    if course is not None and held:
        demand_isolation(course.root / "solutions", course.configs)
    with contextlib.suppress(KeyboardInterrupt):
        way = Way(start, course, held, task, public)
        _watch(way, module, staff=staff)
    click.echo("\nStopped.", err=True)


def _watch(way: Way, module: str | None, *, staff: bool) -> None:
    with way.targets(module) as found:
        watched = {each.plan.module: way.sight(each) for each in found}
        demand_libraries(found)
    if len(watched) > 1:
        for sight in watched.values():
            sight.begin()
    _say_start(watched, way.start)
    with contextlib.closing(Warm(way)) as warm:
        shown: set[str] = set()  # whose report is the last that was said of them
        unshown: dict[str, dict[str, None]] = {name: {} for name in watched}
        while True:
            changed = [name for name, sight in watched.items() if sight.changed()]
            for name in changed:
                watched[name].begin()
                with contextlib.suppress(SupersededError):
                    again = name in shown
                    stands = _grade(
                        warm, name, watched[name], unshown[name], again=again, staff=staff
                    )
                    (shown.add if stands else shown.discard)(name)
            if not changed:
                pause()


def _say_start(watched: Collection[str], start: Path) -> None:
    named = next(iter(watched)) if len(watched) == 1 else f"{len(watched)} modules"
    where = from_here(str((start if start.is_dir() else start.parent).resolve()))
    click.echo(f"Watching {named} in {where}. Save a file to grade it; Ctrl-C ends.", err=True)


def _grade(
    warm: Warm, module: str, sight: Sight, unshown: dict[str, None], *, again: bool, staff: bool
) -> bool:
    """Grade and show the report, or why there is none, and say which. With ``again`` nothing is
    shown where nothing has changed that matters. ``unshown`` are checks that have run since the
    last report.
    """
    try:
        graded = warm.grade(module, sight)
    except AutograderError as error:
        _demand_unchanged(sight)
        _show_heading(module)
        click.echo(from_here(str(error)))
        return False
    unshown.update(dict.fromkeys(graded.ran))
    _demand_unchanged(sight)
    graded = replace(graded, ran=tuple(unshown))
    unshown.clear()
    if graded.ran or not again:
        _show_heading(_told(graded))
        show(report(graded.result, places(graded.target), look(staff=staff, commands=commands())))
    warm.settle()
    return True


def _demand_unchanged(sight: Sight) -> None:
    """Raises `SupersededError` where a save goes on: a quick run ends between two of its writes."""
    if sight.changed():
        raise SupersededError


def _show_heading(text: str) -> None:
    """The time and what was done; the newest report stands at the top of a terminal."""
    console = Console(highlight=False)
    if console.is_terminal:
        console.clear()
    click.echo(f"\n{datetime.now():%H:%M:%S}  {text}\n")


def _told(graded: Graded) -> str:
    """How much was run again, and for which tasks."""
    checks = graded.result.checks
    if not graded.ran:
        return f"{graded.result.module} has not changed since it was graded"
    of = list(dict.fromkeys(check.task for check in checks if check.name in graded.ran))
    tasks = ", ".join(of[:_NAMED]) + (" and others" if of[_NAMED:] else "")
    return f"{len(graded.ran)} of {len(checks)} checks run in {graded.seconds:.2f} s: {tasks}"
