"""``autograder doctor``."""

from __future__ import annotations

import getpass
import platform
from pathlib import Path

import click

from autograder.cli.console import from_here
from autograder.grade.plan import Course, find_course
from autograder.sandbox.layers import Layers, machine_layers, open_to_workers


@click.command("doctor", short_help="Say whether other people's code can be held here.")
def command() -> None:
    """Try each layer that holds a stranger's code on this machine, and say what is in force.

    In a course it is also tried whether such code could read the solutions and the hidden tests.
    Exits 1 where other people's submissions must not be graded here; your own can be, with --trust.
    """
    layers, course = machine_layers(), find_course(Path.cwd())
    click.echo(f"{_machine()}\n")
    for layer in layers.table():
        enforced = click.style("yes", "green") if layer.enforced else click.style("no ", "red")
        click.echo(f"{layer.name:<22}{enforced}  {layer.meaning}")
    reason = layers.reason or _open_course(layers, course)
    if reason:
        click.echo(f"\nOther people's submissions cannot be graded here: {from_here(reason)}.")
        click.echo("Grade your own with --trust.")
        raise click.exceptions.Exit(1)
    closed = " The tests and solutions of this course are closed to them." if course else ""
    click.echo(f"\nOther people's submissions can be graded here.{closed}")


def _machine() -> str:
    system = f"{platform.system()} {platform.release()} on {platform.machine()}"
    return f"{system}, Python {platform.python_version()}, as {_user()}"


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "a user without a name"


def _open_course(layers: Layers, course: Course | None) -> str:
    """What of the course here a worker could read, in words; "" where it can read nothing."""
    secrets = (course.root / "solutions", course.configs) if course else ()
    found = open_to_workers(layers, secrets) if secrets else ()
    if not found:
        return ""
    folders = " ".join(map(str, secrets))
    return f"their code could read {found[0]}. Close it to others: chmod -R go-rwx {folders}"
