"""``autograder gradescope-preview``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from autograder.cli.build import course_here, demand_module
from autograder.cli.console import ProgressLine, look, show
from autograder.cli.preview_text import draw
from autograder.errors import UsageError
from autograder.grade.find import find_targets, opened
from autograder.grade.grading import UNFINISHED
from autograder.grade.plan import Course
from autograder.grade.results import replace_file
from autograder.gradescope.grading import grade_submission, read_assignment
from autograder.gradescope.rows import results_document
from autograder.gradescope.views import Reader, view
from autograder.model import ModuleResult

_READERS = {
    "student": Reader.STUDENT,
    "instructor": Reader.INSTRUCTOR,
    "after-due": Reader.AFTER_DUE,
    "after-published": Reader.AFTER_PUBLISHED,
}
_USUAL = ("student", "instructor", "after-due")


@click.command("gradescope-preview")
@click.argument("submission", type=click.Path(path_type=Path, exists=True))
@click.option("-m", "--module", help="The module, where SUBMISSION does not say it.")
@click.option(
    "--as",
    "readers",
    type=click.Choice(list(_READERS)),
    multiple=True,
    help="Whose view to show; may be given several times. Default: the first three.",
)
@click.option(
    "--json",
    "json_file",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the results.json there too.",
)
def command(
    submission: Path, module: str | None, readers: tuple[str, ...], json_file: Path | None
) -> None:
    """Grade SUBMISSION as the zip on Gradescope would, and show what each reader sees of it.

    SUBMISSION is what a student uploads: a folder, a zip, or a .py file. It may also be a
    results.json that was written on the platform, which is shown as it is.

    \b
    autograder gradescope-preview alice.zip -m s05_bpe
    autograder gradescope-preview assignments/s05_bpe --as student
    """  # noqa: D301  (click reads the control character)
    document = _read(submission) if submission.suffix == ".json" else _graded(submission, module)
    if json_file is not None:
        replace_file(json_file, json.dumps(document, indent=1, allow_nan=False) + "\n")
    style = look(staff=False, commands="")
    for index, reader in enumerate(readers or _USUAL):
        if index:
            click.echo()
        show(draw(view(document, _READERS[reader]), unicode=style.unicode))


def _read(path: Path) -> dict[str, Any]:
    try:
        document = json.loads(path.read_text("utf-8"))
        view(document, Reader.INSTRUCTOR)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(
            f"{path} is not a results.json of Gradescope ({type(error).__name__}: {error}). "
            "Give one that the platform wrote, or a submission."
        ) from None
    return dict(document)


def _graded(submission: Path, module: str | None) -> dict[str, Any]:
    course = course_here()
    if module is not None:
        demand_module(course, module)
    assignment = read_assignment(course, module or _module(course, submission))
    line = ProgressLine()
    graded = grade_submission(assignment, submission, lambda result: line.say(_so_far(result)))
    line.clear()
    return results_document(
        graded.result,
        complaints=graded.complaints,
        leaderboard=assignment.config.gradescope.leaderboard,
        stamp=str(assignment.plan.stamp or ""),
    )


def _so_far(result: ModuleResult) -> str:
    done = sum(check.message != UNFINISHED for check in result.checks)
    return f"{result.module}: {done} of {len(result.checks)} checks"


def _module(course: Course, submission: Path) -> str:
    """The one module that a submission holds."""
    with opened(submission) as folder:
        found = [each.plan.module for each in find_targets(folder, course, None, submission)]
    if len(found) > 1:
        raise UsageError(
            f"{submission} holds {', '.join(found)}, and Gradescope grades one at a time. "
            f"Name one: --module {found[0]}."
        )
    return found[0]
