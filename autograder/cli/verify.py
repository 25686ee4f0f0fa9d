"""``autograder verify``."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import click
from rich.console import Console
from rich.table import Table

from autograder.cli.build import course_here, demand_module, listed_modules
from autograder.cli.console import ProgressLine, from_here
from autograder.errors import AutograderError
from autograder.grade.making import Authored, read_authored
from autograder.grade.measuring import measure
from autograder.grade.other_hands import Killed
from autograder.grade.plan import Course
from autograder.grade.strictness import Strictness, out_of_date, read_record, write_record
from autograder.grade.verify import Verified, verify


@click.command("verify")
@click.argument("modules", nargs=-1, metavar="[MODULE]...")
@click.option("--matrix", is_flag=True, help="List which hidden checks catch each mistake.")
@click.option(
    "--full",
    is_flag=True,
    help="Measure strictness and fairness with machine-made mutants and many secrets, and record "
    "it; some minutes a module.",
)
@click.option(
    "--changed",
    is_flag=True,
    help="With --full: only modules that have no record, or whose record no longer stands.",
)
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    default=os.cpu_count() or 1,
    show_default="the processors",
    help="How many modules side by side; with --full, how many gradings of one.",
)
def command(modules: tuple[str, ...], matrix: bool, full: bool, changed: bool, jobs: int) -> None:
    """Verify each MODULE (default: all of the course).

    The solution gets full marks, and so does every other right package of tests/variants; the stub
    gets none; every known mistake is caught by a hidden check that has points, and caught again as
    tests/mistakes has it by another hand; the public checks alone pass in a student's repository;
    nothing of the solution leaks; time is kept; what was recorded with --full still holds.

    With --full, small slips are made in the solution by machine, and 95 % of them must be noticed;
    right packages must pass under 20 secrets, well within every tolerance, and wrong values must
    lie far outside it; no third writing (tests/unseen) may be taken for another mistake, nor other
    wrong code for a known one; the text of the checks is searched for weak spots. The figures go
    into tests/strictness.json of the module. With --changed, a record that still stands is not
    measured again; where only the grader has changed, a few of its mutants are tried first.

    Exits 1 with the reasons where something does not hold.
    """
    if changed and not full:
        raise click.UsageError("--changed is for measuring. Write --full --changed.")
    course = course_here()
    for name in modules:
        demand_module(course, name)
    line = ProgressLine()
    names = modules or listed_modules(course)
    if full:
        _measure(course, names, jobs=jobs, changed=changed, line=line)
        return
    with ThreadPoolExecutor(min(jobs, len(names))) as pool:
        found = list(pool.map(lambda name: _verified(course, name, line), names))
    line.clear()
    Console(highlight=False).print(_table(found))
    for each in found if matrix else ():
        _print_matrix(each)
    _exit_with({each.module: each.reasons for each in found})


def _exit_with(reasons: dict[str, list[str]]) -> None:
    for module, found in reasons.items():
        for reason in found:
            click.echo(f"{module}: {from_here(reason)}", err=True)
    if any(reasons.values()):
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
    for name in ("points", "checks", "caught", "again", "others", "slowest", "all"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
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
            _verdict(each.reasons),
        )
    return table


def _caught(mistakes: list[Killed]) -> str:
    return f"{sum(bool(each.checks) for each in mistakes)}/{len(mistakes)}"


def _verdict(reasons: list[str]) -> str:
    count = len(reasons)
    return f"[red]{count} reason{'s' if count > 1 else ''}[/]" if count else "[green]holds[/]"


def _print_matrix(each: Verified) -> None:
    click.echo(f"\n{each.module}")
    for title, mistakes in (("", each.mistakes), (" by another hand", each.again)):
        for found in mistakes:
            by = ", ".join(found.checks) or "NOT CAUGHT"
            click.echo(f"  {found.mistake}{title}: {by}")


@dataclass(frozen=True)
class Measured:
    """What is on record for a module after its turn; nothing where it cannot be measured."""

    found: Strictness | None
    seconds: float
    stands: bool
    """Whether the record was there before, and is still right."""
    reasons: list[str]

    def __str__(self) -> str:
        if self.found is None:
            return "not measured"
        return "its record stands" if self.stands else f"measured in {self.seconds:.0f} s"


def _measure(
    course: Course, names: tuple[str, ...], *, jobs: int, changed: bool, line: ProgressLine
) -> None:
    """Measure and record one module after the other; each is recorded as soon as it is done."""
    every: dict[str, Measured] = {}
    for place, name in enumerate(names, 1):
        turn = f"{place} of {len(names)}, {name}: "

        def say(text: str, turn: str = turn) -> None:
            line.say(turn + text)

        every[name] = _turn(course, name, jobs=jobs, changed=changed, say=say)
        line.clear()
        click.echo(f"{turn}{every[name]}", err=True)
    Console(highlight=False).print(_measured_table(every))
    count = sum(each.found is not None and not each.stands for each in every.values())
    seconds = sum(each.seconds for each in every.values())
    click.echo(f"\n{count} of {len(every)} modules measured, {seconds:.0f} s in all")
    _exit_with({name: each.reasons for name, each in every.items()})


def _turn(
    course: Course, name: str, *, jobs: int, changed: bool, say: Callable[[str], None]
) -> Measured:
    started = time.monotonic()
    try:
        authored = read_authored(course, name)
        found = _standing(authored, jobs, say) if changed else None
        stands = found is not None
        if found is None:
            found = measure(authored, jobs=jobs, progress=say)
            write_record(authored.source.folder, found)
    except AutograderError as error:
        return Measured(None, time.monotonic() - started, False, [str(error)])
    return Measured(found, time.monotonic() - started, stands, found.reasons)


def _standing(authored: Authored, jobs: int, say: Callable[[str], None]) -> Strictness | None:
    """The record, if it is right for the module as it is now."""
    say("record")
    try:
        record = read_record(authored.source.folder)
    except AutograderError:
        return None  # whatever that file is, a new one takes its place
    return record if record and not out_of_date(authored, record, jobs=jobs) else None


def _measured_table(every: dict[str, Measured]) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("module", no_wrap=True)
    for name in ("mutants", "noticed", "mistakes", "named", "others", "time"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    for name, each in every.items():
        figures = _figures(each.found) if each.found else (name, *["-"] * 5)
        table.add_row(*figures, f"{each.seconds:.0f} s", _verdict(each.reasons))
    return table


def _figures(found: Strictness) -> tuple[str, ...]:
    share = 100 * found.killed / max(found.counted, 1)
    caught = sum(map(bool, found.kills.values()))
    return (
        found.module,
        str(len(found.mutants)),
        f"{share:.1f} %",
        f"{caught}/{len(found.kills)}",
        f"{found.named}/{len(found.recognised)}",
        str(len(found.packages)),
    )
