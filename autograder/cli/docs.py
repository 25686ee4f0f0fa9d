"""``autograder docs``."""

from __future__ import annotations

import click

from autograder.cli.build import course_here
from autograder.config import pages


@click.command("docs")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 where a page is out of date.")
def command(check: bool) -> None:
    """Write the pages that are made from the program itself: every configuration key, and the JSON
    schemas that editors complete from.
    """
    root = course_here().root
    changed = pages.stale(root) if check else pages.write(root)
    for path in changed:
        click.echo(f"{path.relative_to(root)}: {'out of date' if check else 'written'}")
    if check and changed:
        click.echo("Run: autograder docs", err=True)
        raise click.exceptions.Exit(1)
