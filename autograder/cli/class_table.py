"""A class on the terminal and in files: the bar while it is graded, the table when it is done."""

from __future__ import annotations

import csv
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder.channel.signs import shown
from autograder.errors import UsageError
from autograder.grade.queue import Outcome, Queue, Row, State

_MOST_ROWS = 50
"""Longer tables are for a file."""


class Bar:
    """How far the run is, on standard error; single lines where nobody watches."""

    def __init__(self, whole: int) -> None:
        self._whole, self._done, self._started = whole, 0, time.monotonic()
        self._console = Console(stderr=True)
        self._last = 0.0

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._console.is_terminal and self._done:
            self._console.file.write("\r" + " " * 79 + "\r")

    def advance(self, name: str, outcome: Outcome) -> None:
        """One more has ended."""
        self._done += 1
        if outcome.state is not State.GRADED:
            self.say(f"{shown(name)}: {outcome.state.value}: {_first(outcome.problem)}")
        now = time.monotonic()
        if self._console.is_terminal and (now - self._last > 0.1 or self._done == self._whole):
            self._last = now
            share = self._done / self._whole
            left = (now - self._started) * (1 - share) / share
            filled = round(24 * share)
            bar = "█" * filled + "░" * (24 - filled)
            text = f"{bar} {self._done} of {self._whole}, {_minutes(left)} left  {shown(name)}"
            self._console.file.write("\r" + text[:79].ljust(79))
            self._console.file.flush()
        elif not self._console.is_terminal and self._done % max(self._whole // 10, 1) == 0:
            click.echo(f"{self._done} of {self._whole}", err=True)

    def say(self, text: str) -> None:
        """A line of its own, above the bar."""
        start = "\r" if self._console.is_terminal else ""
        click.echo(f"{start}{text:<79}" if start else text, err=True)


def _minutes(seconds: float) -> str:
    return f"{seconds / 60:.0f} min" if seconds > 90 else f"{seconds:.0f} s"


def without_results(rows: Iterator[Row]) -> Iterator[Row]:
    """The rows without what is large, so that a class of any size fits into memory."""
    for row in rows:
        yield Row(**{**vars(row), "result": ""})


def write_csv(path: Path, rows: list[Row]) -> None:
    """A table for a spreadsheet, one line for each submission."""
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file)
            out.writerow(["name", "state", "score", "max_score", "problem", "seconds", "ended"])
            for row in rows:
                out.writerow(
                    [
                        _harmless(row.name), row.state.value, f"{row.score:g}",
                        f"{row.max_score:g}", _harmless(row.problem), f"{row.seconds:.2f}",
                        row.ended,
                    ]
                )  # fmt: skip
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}. Name another.") from error


def _harmless(text: str) -> str:
    """A spreadsheet takes what begins with such a sign for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def write_json(folder: Path, queue: Queue) -> None:
    """Each submission's results in a file of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    for row in queue.rows():
        if row.result:
            (folder / f"{row.name}.json").write_text(row.result, "utf-8")


def show_class(rows: list[Row], csv_file: Path | None) -> None:
    """Those that need a human first, then the table of the others, then the sums."""
    odd = [row for row in rows if row.state is not State.GRADED]
    good = [row for row in rows if row.state is State.GRADED]
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("submission", "score", "", "note"):
        table.add_column(title, justify="right" if title == "score" else "left")
    told = [*odd, *good][:_MOST_ROWS]
    for row in told:
        score = f"{row.score:g}" if row.max_score else "-"
        state = "" if row.state is State.GRADED else row.state.value
        table.add_row(*map(Text, (shown(row.name), score, state, _first(row.problem))))
    Console(highlight=False, soft_wrap=True).print(table)
    if len(rows) > len(told):
        more = f"... and {len(rows) - len(told)} more"
        click.echo(f"{more}, in {csv_file}" if csv_file else f"{more}. Add --csv FILE for all.")
    click.echo(_sums(good, odd))


def _first(text: str) -> str:
    """The first line; no sign in it moves a terminal's cursor."""
    return shown(text.splitlines()[0]) if text else ""


def _sums(good: list[Row], odd: list[Row]) -> str:
    scores = [row.score for row in good]
    words = [f"{len(good)} graded"]
    if scores:
        most = good[0].max_score
        words.append(
            f"mean {statistics.fmean(scores):.1f}, median {statistics.median(scores):g} of {most:g}"
        )
    counts = Counter(row.state.value for row in odd)
    words += [f"{count} {state}" for state, count in sorted(counts.items())]
    return "; ".join(words)
