"""What it takes to build each module's release again, recordings that are up to date kept."""

from __future__ import annotations

from pathlib import Path

from common import COURSE, PROGRAM, Class, Options, Table, seconds, timed

from autograder.config.load import known_modules


def table(_its: Class, _root: Path, _options: Options) -> Table:
    """One row for each module of the course; the start of the program is in each."""
    rows = []
    for module in known_modules(COURSE.configs):
        cost = timed((*PROGRAM, "build", "--check", module))
        rows.append((module, seconds(cost.cpu), seconds(cost.wall)))
    return Table("autograder build --check", ("module", "CPU", "wall"), tuple(rows))
