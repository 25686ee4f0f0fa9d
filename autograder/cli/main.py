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
    "grade": ("grade", "Grade a module, a folder, a zip or a notebook."),
    "watch": ("watch", "Grade again whenever a file is saved."),
    "bulk": ("bulk", "Grade a whole class."),
    "submit": ("submit", "Check a module and write the zip to hand in."),
    "update": ("update", "Get the newest release; what you wrote stays."),
    "build": ("build", "Build what students get, in assignments/."),
    "release": ("release", "Make the zips for students, staff and Gradescope."),
    "compare": ("compare", "Show what differs between two releases."),
    "gradescope-preview": ("preview", "Show a result as Gradescope will show it."),
    "hints": ("hints", "Say which hints were given, and what came of them."),
    "verify": ("verify", "Prove that a module's checks are strict and fair."),
    "new": ("new", "Begin a module that builds and verifies at once."),
    "docs": ("docs", "Write the generated pages and schemas."),
    "doctor": ("doctor", "Say what can be graded here, and what it needs."),
}
"""Commands in the order of ``--help``, each with its file and what it does; a file is imported only
when its command is used.
"""


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        file, _ = _COMMANDS[cmd_name]
        command = importlib.import_module(f"autograder.cli.{file}").command
        return command if isinstance(command, click.Command) else None

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, does) for name, (_, does) in _COMMANDS.items()])


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
