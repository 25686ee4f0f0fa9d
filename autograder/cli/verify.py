"""``autograder verify``."""

from __future__ import annotations

import click
from rich.console import Console
from rich.table import Table

from autograder.cli.build import course_here, demand_module, listed_modules
from autograder.cli.console import ProgressLine, from_here
from autograder.errors import AutograderError
from autograder.grade.making import read_authored
from autograder.grade.other_hands import Killed
from autograder.grade.plan import Course
from autograder.grade.verify import Verified, verify


@click.command("verify", short_help="Prove that a module's checks are strict and fair.")
@click.argument("modules", nargs=-1, metavar="[MODULE]...")
@click.option("--matrix", is_flag=True, help="List which hidden checks catch each mistake.")
def command(modules: tuple[str, ...], matrix: bool) -> None:
    """Verify each MODULE (default: all of the course).

    The solution gets full marks, and so does every other right package of tests/variants; the stub
    gets none; every known mistake is caught by a hidden check that has points, and caught again as
    tests/mistakes has it by another hand; the public checks alone pass in a student's repository;
    nothing of the solution leaks; time is kept.
    Exits 1 with the reasons where something does not hold.
    """
    course = course_here()
    for name in modules:
        demand_module(course, name)
    line = ProgressLine()
    found = [_verified(course, name, line) for name in modules or listed_modules(course)]
    line.clear()
    Console(highlight=False).print(_table(found))
    for each in found if matrix else ():
        _print_matrix(each)
    for each in found:
        for reason in each.reasons:
            click.echo(f"{each.module}: {from_here(reason)}", err=True)
    if not all(each.holds for each in found):
        raise click.exceptions.Exit(1)


def _verified(course: Course, name: str, line: ProgressLine) -> Verified:
    try:
        authored = read_authored(course, name)
        return verify(course, authored, lambda text: line.say(f"{name}: {text}"))
    except AutograderError as error:
        return Verified(name, reasons=[str(error)])


def _table(found: list[Verified]) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("module", no_wrap=True)
    for name in ("points", "checks", "caught", "again", "variants", "slowest", "all"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("")
    for each in found:
        table.add_row(
            each.module,
            f"{each.points:g}",
            str(each.checks),
            _caught(each.mistakes),
            _caught(each.again) if each.again else "-",
            str(each.variants),
            f"{each.slowest[1]:.2f} s",
            f"{each.seconds:.1f} s",
            "[green]holds[/]" if each.holds else _failing(each),
        )
    return table


def _caught(mistakes: list[Killed]) -> str:
    return f"{sum(bool(each.checks) for each in mistakes)} of {len(mistakes)}"


def _failing(each: Verified) -> str:
    count = len(each.reasons)
    return f"[red]{count} reason{'s' if count > 1 else ''}[/]"


def _print_matrix(each: Verified) -> None:
    click.echo(f"\n{each.module}")
    for title, mistakes in (("", each.mistakes), (" by another hand", each.again)):
        for found in mistakes:
            by = ", ".join(found.checks) or "NOT CAUGHT"
            click.echo(f"  {found.mistake}{title}: {by}")
