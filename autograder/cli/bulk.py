"""``autograder bulk``."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import click

from autograder.cli.build import course_here, demand_module
from autograder.cli.class_table import Bar, show_class, without_results, write_csv, write_json
from autograder.cli.console import from_here
from autograder.errors import UsageError
from autograder.grade.bulk import grade_all, handed_in, keys_of
from autograder.grade.course_plans import course_plan
from autograder.grade.plan import Course
from autograder.grade.queue import Queue, State
from autograder.sandbox.layers import demand_isolation

_MOST_BYTES = 20 * 2**30
_ROOM = 2
_WHOSE_THREADS = (
    "-j is for this machine; on a scheduler's workers their threads decide. Leave out one of them."
)


@click.command("bulk")
@click.argument("folder", type=click.Path(path_type=Path, exists=True))
@click.option("-m", "--module", required=True, help="The module that was handed in.")
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(1, 256),
    help="How many submissions at a time. Default: one for each processor.",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Grade on the workers of the Dask scheduler there, such as tls://grading:8786.",
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
    folder: Path, module: str, jobs: int | None, scheduler: str | None, journal: Path | None,
    csv_file: Path | None, json_folder: Path | None, force: bool, no_hints: bool,
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
    autograder bulk handed-in -m s05_bpe --scheduler tls://grading:8786   many machines
    """  # noqa: D301  (click reads the control character)
    course = course_here()
    demand_module(course, module)
    if scheduler is None:
        demand_isolation(course.root / "solutions", course.configs)
    elif jobs is not None:
        raise UsageError(_WHOSE_THREADS)
    journal = journal or course.dist / module / "class.sqlite"
    with _as_folder(folder) as place, contextlib.closing(Queue(journal, module)) as queue:
        submissions = handed_in(place)
        keys = keys_of(course, course_plan(course, module), submissions)
        waiting = queue.enter(keys, again=force)
        _say_start(len(keys), waiting, module)
        paths = {each.name: each.path for each in submissions}
        with Bar(waiting) as bar:
            if not waiting:
                pass
            elif scheduler is not None:
                _grade_there(course, module, paths, queue, scheduler, bar, hints=not no_hints)
            else:
                most = min(jobs or len(os.sched_getaffinity(0)), waiting)
                grade_all(
                    course, module, paths, queue,
                    jobs=most, hints=not no_hints, progress=bar.advance,
                )  # fmt: skip
        rows = list(without_results(queue.rows()))
        if csv_file is not None:
            write_csv(csv_file, rows)
        if json_folder is not None:
            write_json(json_folder, queue)
    show_class(rows, csv_file)
    click.echo(f"Journal: {from_here(str(journal.resolve()))}")
    raise click.exceptions.Exit(1 if any(row.state is not State.GRADED for row in rows) else 0)


def _grade_there(
    course: Course, module: str, paths: dict[str, Path], queue: Queue, scheduler: str, bar: Bar,
    *, hints: bool,
) -> None:  # fmt: skip
    """Grade on other machines; what that needs is not loaded for anything else."""
    from autograder.grade.cluster import grade_on_cluster

    grade_on_cluster(
        course, module, paths, queue, scheduler, hints=hints, progress=bar.advance, say=bar.say
    )


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
