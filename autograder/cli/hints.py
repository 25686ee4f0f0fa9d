"""``autograder hints``."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from autograder.feedback.hint_log import Told, read, summary


@click.command("hints")
@click.argument("logs", nargs=-1, required=True, metavar="LOG...", type=click.Path(path_type=Path))
def command(logs: tuple[Path, ...]) -> None:
    """Read LOGs that `autograder grade --hint-log` wrote, and count.

    For each known mistake: how often its hint was given and to how many students, how often the
    next submission of the same student had mended it, showed it again, or failed the same checks
    otherwise, and how often there was no next submission.
    """
    told = summary(record for path in logs for record in read(path))
    if not told:
        click.echo("No hint was given in these logs.")
        return
    Console(highlight=False).print(_table(told))


def _table(told: list[Told]) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("module", no_wrap=True)
    table.add_column("mistake", no_wrap=True)
    for name in ("given", "students", "mended", "again", "otherwise", "last"):
        table.add_column(name, justify="right", no_wrap=True)
    for each in told:
        counts = (each.times, each.students, each.mended, each.again, each.otherwise, each.last)
        table.add_row(each.module, each.mistake, *map(str, counts))
    return table
