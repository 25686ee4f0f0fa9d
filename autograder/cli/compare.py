"""``autograder compare``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from autograder.build.comparing import Comparison, compare

_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


@click.command("compare")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--diff", is_flag=True, help="Also show what changed inside each text file.")
def command(old: Path, new: Path, diff: bool) -> None:
    """Show what differs between the releases OLD and NEW: their numbers, files and points.

    Both are folders or zips of one kind: a student's repository (student.zip, or the course's), a
    module's folder (of assignments/, or solution.zip), or a gradescope.zip.

    The exit status is 0 where they are equal and 1 where they differ.

    \b
    autograder compare last/t01_attention/student.zip dist/t01_attention/student.zip
    autograder compare --diff published/assignments/t01_attention assignments/t01_attention
    """  # noqa: D301  (click reads the control character)
    comparison = compare(old, new)
    for line in _report(comparison):
        click.echo(line)
    for line in comparison.difference() if diff else ():
        click.secho(line, fg=_COLOURS.get(line[:1]))
    if not comparison.same:
        raise click.exceptions.Exit(1)


def _report(comparison: Comparison) -> Iterator[str]:
    yield from _stamps(comparison)
    if comparison.same:
        yield "The two are equal."
        return
    for title, paths in (
        ("added", comparison.added),
        ("removed", comparison.removed),
        ("changed", comparison.changed),
    ):
        if paths:
            yield f"{title}: {len(paths)} {'file' if len(paths) == 1 else 'files'}"
            yield from (f"  {path}" for path in paths)
    yield from _points(comparison)


def _stamps(comparison: Comparison) -> Iterator[str]:
    old, new = comparison.old.stamps, comparison.new.stamps
    for name in dict.fromkeys((*old, *new)):
        before, now = old.get(name, "none"), new.get(name, "none")
        yield f"{name}: {before}" + (f" -> {now}" if before != now else "")


def _points(comparison: Comparison) -> Iterator[str]:
    changed = comparison.points
    if not changed:
        yield "points: as before"
        return
    before, now = (round(sum(each.points.values()), 6) for each in (comparison.old, comparison.new))
    yield f"points: {before:g} -> {now:g}"
    for name, old, new in changed:
        yield f"  {name}: {_shown(old)} -> {_shown(new)}"


def _shown(points: float | None) -> str:
    return "none" if points is None else f"{points:g}"
