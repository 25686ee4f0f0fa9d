"""``autograder doctor``."""

from __future__ import annotations

import getpass
import json
import platform
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from autograder.cli.build import demand_module
from autograder.cli.console import ProgressLine, from_here
from autograder.errors import UsageError
from autograder.grade.plan import Course, find_course
from autograder.sandbox.layers import Layers, machine_layers, open_to_workers

if TYPE_CHECKING:
    from autograder.gradescope.sizes import Prediction
    from autograder.gradescope.tried import Tried

_MB = 2**20
_ROW = "  {:<18}{:>8}{:>10}  {}"


@click.command("doctor")
@click.argument("modules", nargs=-1, metavar="[MODULE]...")
@click.option(
    "--json",
    "json_file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write what was measured and predicted for each MODULE there.",
)
def command(modules: tuple[str, ...], json_file: Path | None) -> None:
    """Try each layer that holds a stranger's code on this machine, and say what is in force.

    In a course it is also tried whether such code could read the solutions and the hidden tests.
    Exits 1 where other people's submissions must not be graded here; your own can be, with --trust.

    For each MODULE its solution is graded once here, as on Gradescope, and what that took tells
    what a run takes in each of Gradescope's container sizes, and which one to choose.

    \b
    time = CPU seconds / CPUs, at most one of them, + seconds of waiting. A slower CPU takes longer.
    memory = the peak of all processes together. It fits where a quarter of the container is left.

    \b
    autograder doctor                  this machine
    autograder doctor t01_attention    and the containers for a module
    """  # noqa: D301  (click reads the control character)
    layers, course = machine_layers(), find_course(Path.cwd())
    if json_file is not None and not modules:
        raise UsageError("--json is for what a module takes. Name one or several.")
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
    if modules:
        _containers(course, modules, json_file)


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


def _containers(course: Course | None, modules: Sequence[str], json_file: Path | None) -> None:
    """Try each module and say which container it needs."""
    from autograder.gradescope.tried import tried

    if course is None:
        raise UsageError("There is no course around this folder. Run this in the one of staff.")
    for name in modules:
        demand_module(course, name)
    line, seen = ProgressLine(), []
    for name in modules:
        line.say(f"{name}: grading its solution")
        seen.append(tried(course, name))
        line.clear()
        _report(seen[-1])
    if json_file is not None:
        json_file.write_text(f"{json.dumps([_plain(each) for each in seen], indent=1)}\n", "utf-8")


def _report(tried: Tried) -> None:
    """What it took here, what it would take elsewhere, and what to choose."""
    from autograder.gradescope.sizes import SIZES, best, predict

    seen = tried.footprint
    click.echo(
        f"\n{tried.module} here, its solution: {seen.cpu:.1f} s of CPU ({seen.start_cpu:.1f} s "
        f"until the first check), {seen.wall:.1f} s in all, {seen.peak / _MB:.0f} MB at the peak"
    )
    click.echo(_ROW.format("container", "time", "memory", "").rstrip())
    for size in SIZES:
        _show(predict(tried, size))
    chosen = best(tried)
    if chosen is None:
        click.echo(f"{tried.module} fits in no container of Gradescope. Make its checks smaller.")
    else:
        click.echo(f"On Gradescope choose {chosen.size}.")


def _show(told: Prediction) -> None:
    words = click.style("fits", "green") if told.fits else click.style(told.problem, "red")
    time, memory = f"{told.seconds:.0f} s", f"{told.memory_mb:.0f} MB"
    click.echo(_ROW.format(str(told.size), time, memory, words))


def _plain(tried: Tried) -> dict[str, Any]:
    from autograder.gradescope.sizes import SIZES, predict

    return {**asdict(tried), "containers": [_told(predict(tried, size)) for size in SIZES]}


def _told(told: Prediction) -> dict[str, Any]:
    return {**asdict(told), "fits": told.fits}
