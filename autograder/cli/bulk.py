"""``autograder bulk``."""

from __future__ import annotations

import contextlib
import csv
import os
import shutil
import statistics
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder.channel.signs import shown
from autograder.cli.build import course_here, demand_module
from autograder.cli.console import from_here
from autograder.errors import UsageError
from autograder.grade.bulk import grade_all, handed_in, keys_of
from autograder.grade.plan import course_plan
from autograder.grade.queue import Outcome, Queue, Row, State
from autograder.sandbox.layers import demand_isolation

_MOST_ROWS = 50
"""Longer tables are for a file."""
_MOST_BYTES = 20 * 2**30
_ROOM = 2


@click.command("bulk", short_help="Grade a whole class.")
@click.argument("folder", type=click.Path(path_type=Path, exists=True))
@click.option("-m", "--module", required=True, help="The module that was handed in.")
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(1, 256),
    help="How many submissions at a time. Default: one for each processor.",
)
@click.option(
    "--journal",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where the run is kept. Default: dist/MODULE/class.sqlite of the course.",
)
@click.option(
    "--csv",
    "csv_file",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write a table there: name, state, score, and what a human should know.",
)
@click.option(
    "--json",
    "json_folder",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="Write each submission's results there, as NAME.json.",
)
@click.option("--force", is_flag=True, help="Grade what has not changed, too.")
@click.option("--no-hints", is_flag=True, help="Do not look which known mistakes explain failures.")
def command(
    folder: Path, module: str, jobs: int | None, journal: Path | None, csv_file: Path | None,
    json_folder: Path | None, force: bool, no_hints: bool,
) -> None:  # fmt: skip
    """Grade every submission in FOLDER, side by side.

    FOLDER holds one entry for each submission: a folder, a zip, a .py file or a notebook. It may
    be a zip of such entries. Its names are those of the submissions.

    The run is kept in a journal. Stop it at any time, or lose the machine, and start it again: what
    had ended is not graded again. Nor is what did not change since: the submission, the module, its
    configuration, the grader and the libraries count. One bad submission stops no other.

    The exit status is 0 when all was graded, whatever the scores, and 1 when a human must look at a
    submission.

    \b
    autograder bulk handed-in -m s05_bpe                 a class
    autograder bulk class.zip -m s05_bpe --csv grades.csv
    """  # noqa: D301  (click reads the control character)
    course = course_here()
    demand_module(course, module)
    demand_isolation(course.root / "solutions", course.configs)
    journal = journal or course.dist / module / "class.sqlite"
    with _as_folder(folder) as place, contextlib.closing(Queue(journal, module)) as queue:
        submissions = handed_in(place)
        keys = keys_of(course, course_plan(course, module), submissions)
        waiting = queue.enter(keys, again=force)
        _say_start(len(keys), waiting, module)
        with _Bar(waiting) as bar:
            grade_all(
                course,
                module,
                {each.name: each.path for each in submissions},
                queue,
                jobs=min(jobs or len(os.sched_getaffinity(0)), max(waiting, 1)),
                hints=not no_hints,
                progress=bar.advance,
            )
        rows = list(_without_results(queue.rows()))
        if csv_file is not None:
            _write_csv(csv_file, rows)
        if json_folder is not None:
            _write_json(json_folder, queue)
    _show(rows, csv_file)
    click.echo(f"Journal: {from_here(str(journal.resolve()))}")
    raise click.exceptions.Exit(1 if any(row.state is not State.GRADED for row in rows) else 0)


def _say_start(whole: int, waiting: int, module: str) -> None:
    kept = f", {whole - waiting} of them graded before and unchanged" if waiting < whole else ""
    noun = "submission" if whole == 1 else "submissions"
    click.echo(f"{whole} {noun} of {module}{kept}", err=True)


@contextlib.contextmanager
def _as_folder(path: Path) -> Iterator[Path]:
    """The folder of submissions; a zip is unpacked for the time of the run, its zips are not."""
    if path.is_dir():
        yield path.resolve()
        return
    if not zipfile.is_zipfile(path):
        raise UsageError(
            f"{path} is neither a folder nor a zip. Name the folder that holds the submissions."
        )
    with tempfile.TemporaryDirectory(prefix="class-") as scratch:
        _unpack(path, Path(scratch))
        entries = [each for each in Path(scratch).iterdir() if not each.name.startswith("__")]
        only = entries[0] if len(entries) == 1 and entries[0].is_dir() else Path(scratch)
        yield only


def _unpack(path: Path, folder: Path) -> None:
    """Names that lead out of the folder are cut down by `zipfile`; links become plain files."""
    with zipfile.ZipFile(path) as archive:
        size = sum(each.file_size for each in archive.infolist())
        room = shutil.disk_usage(folder).free // _ROOM
        if size > min(_MOST_BYTES, room):
            raise UsageError(
                f"{path} unpacks to {size / 2**30:.1f} GB, which is too much here. Unpack it on "
                "a larger disk, and name the folder."
            )
        try:
            archive.extractall(folder)
        except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
            raise UsageError(f"{path} cannot be unpacked: {error}. Download it again.") from error


class _Bar:
    """How far the run is, on standard error; single lines where nobody watches."""

    def __init__(self, whole: int) -> None:
        self._whole, self._done, self._started = whole, 0, time.monotonic()
        self._console = Console(stderr=True)
        self._last = 0.0

    def __enter__(self) -> _Bar:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._console.is_terminal and self._done:
            self._console.file.write("\r" + " " * 79 + "\r")

    def advance(self, name: str, outcome: Outcome) -> None:
        """One more has ended."""
        self._done += 1
        if outcome.state is not State.GRADED:
            self._line(f"{shown(name)}: {outcome.state.value}: {_first(outcome.problem)}")
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

    def _line(self, text: str) -> None:
        start = "\r" if self._console.is_terminal else ""
        click.echo(f"{start}{text:<79}" if start else text, err=True)


def _minutes(seconds: float) -> str:
    return f"{seconds / 60:.0f} min" if seconds > 90 else f"{seconds:.0f} s"


def _without_results(rows: Iterator[Row]) -> Iterator[Row]:
    """So that a class of any size fits into memory."""
    for row in rows:
        yield Row(**{**vars(row), "result": ""})


def _write_csv(path: Path, rows: list[Row]) -> None:
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


def _write_json(folder: Path, queue: Queue) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for row in queue.rows():
        if row.result:
            (folder / f"{row.name}.json").write_text(row.result, "utf-8")


def _show(rows: list[Row], csv_file: Path | None) -> None:
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
