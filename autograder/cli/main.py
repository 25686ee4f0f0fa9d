"""The program: its commands, and how a fault becomes one sentence and exit status 2."""

from __future__ import annotations

import importlib
import os
import sys

import click

from autograder import __version__
from autograder.cli.console import from_here
from autograder.errors import AutograderError

_COMMANDS = {
    "grade": "autograder.cli.grade",
    "watch": "autograder.cli.watch",
    "bulk": "autograder.cli.bulk",
    "submit": "autograder.cli.submit",
    "update": "autograder.cli.update",
    "build": "autograder.cli.build",
    "release": "autograder.cli.release",
    "compare": "autograder.cli.compare",
    "gradescope-preview": "autograder.cli.preview",
    "hints": "autograder.cli.hints",
    "verify": "autograder.cli.verify",
    "new": "autograder.cli.new",
    "docs": "autograder.cli.docs",
    "doctor": "autograder.cli.doctor",
}
"""Commands in the order of ``--help``; each is imported only when it is used."""


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command = importlib.import_module(_COMMANDS[cmd_name]).command
        return command if isinstance(command, click.Command) else None


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="autograder")
def cli() -> None:
    """Build, grade and verify the modules of the course.

    Students: `autograder grade` in your course folder grades what you have written.
    """


def main() -> None:
    """Run the program. Status 0 when it did its work, 1 when a check of the course found something,
    2 for a fault in how it was used or in a configuration.
    """
    try:
        status = cli(prog_name="autograder", standalone_mode=False)
        sys.exit(status if isinstance(status, int) else 0)  # what an Exit carried is returned here
    except click.exceptions.Abort:
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except AutograderError as error:
        if os.environ.get("AUTOGRADER_DEBUG"):
            raise
        click.echo(from_here(str(error)), err=True)
        sys.exit(2)
