"""``autograder grade``."""

from __future__ import annotations

import contextlib
import importlib.util
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from autograder.build.checkout import other_grader
from autograder.cli.console import ProgressLine, look, show
from autograder.cli.page import write_page
from autograder.cli.wording import python_here
from autograder.errors import UsageError
from autograder.feedback.hint_log import append, record_of
from autograder.feedback.stubs import task_places
from autograder.feedback.terminal import Look, report
from autograder.grade.find import Target, find_targets, opened
from autograder.grade.grading import UNFINISHED, assemble, grade_folder
from autograder.grade.loose import whole
from autograder.grade.plan import Plan, find_course
from autograder.grade.results import Journal
from autograder.grade.runner import ModuleGrader
from autograder.model import ModuleResult
from autograder.notebook.packaging import GIVEN
from autograder.sandbox.host import forks_safely, open_host
from autograder.sandbox.layers import demand_isolation

_TORCH = "torch==2.13.0"


@click.command("grade", short_help="Grade a module, a folder, a zip or a notebook.")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option("-m", "--module", help="The module, where PATH's name does not say it.")
@click.option("-t", "--task", help="Grade the checks of this task only.")
@click.option("--public", is_flag=True, help="Run only the checks that students have.")
@click.option(
    "--json",
    "json_file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write the results there, after every check.",
)
@click.option(
    "--html",
    "html_file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write the report there as one page for a browser, with pictures.",
)
@click.option(
    "--hint-log",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Add to FILE which hints were given, for `autograder hints`.",
)
@click.option(
    "--student",
    default="",
    metavar="ID",
    help="Whose submission it is, for --hint-log; without it, the name of PATH.",
)
@click.option(
    "--trust",
    is_flag=True,
    help="No limits but time: for your own code only. The default in a student's folder.",
)
@click.option(
    "--staff", is_flag=True, help="Show what hidden checks found, which students do not see."
)
def command(
    paths: tuple[Path, ...], module: str | None, task: str | None, public: bool,
    json_file: Path | None, html_file: Path | None, hint_log: Path | None, student: str,
    trust: bool, staff: bool,
) -> None:  # fmt: skip
    """Grade submissions and print a report.

    PATH is a module's folder, a folder that holds modules, or a zip of either; without one, the
    assignments here. Where the course's solutions are at hand, hidden checks are run too.

    PATH may also be a notebook (.ipynb). It is not run: what its cells define for the tasks becomes
    a package, and that is graded like any other. Magics, shell lines and experiments do not matter.

    PATH may also be a single .py file. One inside a module's folder stands for the whole folder.
    One that lies elsewhere is laid over the files that the module comes with: its functions count
    whatever the file is called, and what it does not define is not written yet.

    The exit status is 0 when grading worked, whatever the score.

    \b
    autograder grade                              all modules in assignments/
    autograder grade assignments/s05_bpe          one module
    autograder grade alice.zip -m s05_bpe         somebody's zip
    autograder grade pairs.py -m s05_bpe          a single file
    autograder grade s05_bpe.ipynb                a notebook
    autograder grade --html report.html           a page to open in a browser
    """  # noqa: D301  (click reads the control character)
    starts = paths or (_default_path(),)
    course = find_course(Path.cwd())  # never around PATH: what is handed in chooses no course
    with contextlib.ExitStack() as stack:
        taken = [stack.enter_context(opened(path, own=course is None)) for path in starts]
        targets = [target for each in taken for target in find_targets(each, course, module)]
        targets = [_narrowed(each, public=public, task=task) for each in _with_task(targets, task)]
        targets = [stack.enter_context(whole(each, course)) for each in targets]
        _demand_libraries(targets)
        places = [_places(each) for each in targets]
        held = course is not None and not trust
        if course is not None and held:
            demand_isolation(course.root / "solutions", course.configs)
        results = _grade_all(targets, Journal(json_file), held=held)
    style = look(staff=staff, commands=_commands())
    _print(results, places, style)
    if hint_log is not None:
        whose = student or " ".join(path.name for path in starts)
        append(hint_log, [record_of(result, whose, datetime.now()) for result in results])
    if html_file is not None:
        write_page(html_file, results, targets, places, course, style)
        click.echo(f"\nThe report with its pictures: {html_file}")


def _places(target: Target) -> dict[str, str]:
    """Where each task stands, as a path that an editor opens from here."""
    here, stands = Path.cwd(), target.place
    prefix = f"{stands.relative_to(here)}/" if stands and stands.is_relative_to(here) else ""
    found = task_places(target.folder)
    if target.notebook is not None:  # what it does not write stands in files that nobody has
        given, shown = GIVEN, target.notebook.shown
        found = {task: shown if at.startswith(given) else at for task, at in found.items()}
    return {task: prefix + place for task, place in found.items()}


def _default_path() -> Path:
    assignments = Path("assignments")
    return assignments if assignments.is_dir() else Path()


def _commands() -> str:
    """What next steps begin with: make where there is a Makefile, else this program's own name."""
    if Path("Makefile").is_file():
        return "make"
    called = Path(sys.argv[0])
    return str(called) if called.stem == "autograder" else f"{python_here()} -m autograder"


def _with_task(targets: list[Target], task: str | None) -> list[Target]:
    """Of several modules those that have ``task``; all where none has it, so that an error names
    it.
    """
    having = [each for each in targets if task in {known.name for known in each.plan.tasks}]
    return having or targets


def _narrowed(target: Target, *, public: bool, task: str | None) -> Target:
    return replace(target, plan=target.plan.only(public=public, task=task))


def _demand_libraries(targets: Iterable[Target]) -> None:
    needed = sorted({name for target in targets for name in target.plan.libraries})
    missing = [name for name in needed if importlib.util.find_spec(name) is None]
    if missing:
        named = " ".join(_TORCH if name == "torch" else name for name in missing)
        raise UsageError(
            f"{' and '.join(missing)} must be installed first. Run: python -m pip install {named}"
        )


def _grade_all(targets: list[Target], journal: Journal, *, held: bool) -> list[ModuleResult]:
    """Grade each target; the journal always holds all of them, finished or not."""
    results = [assemble(target.plan, {}, 0.0) for target in targets]
    line = ProgressLine()
    journal.write(results)
    for index, target in enumerate(targets):

        def progress(
            name: str, result: ModuleResult, index: int = index, target: Target = target
        ) -> None:
            results[index] = _noted(result, target)
            if not name:
                journal.write(results)
            done = sum(check.message != UNFINISHED for check in result.checks)
            line.say(f"{result.module}: {done} of {len(result.checks)} checks  {name}")

        with _grader(target.plan, held=held) as grader:
            result = grade_folder(grader, target.plan, target.folder, hints=True, progress=progress)
            results[index] = _noted(result, target)
        journal.write(results)
    line.clear()
    return results


def _noted(result: ModuleResult, target: Target) -> ModuleResult:
    others = (target.plan.other_release(target.folder), other_grader(Path.cwd()))
    return replace(result, notes=(*target.notes, *filter(None, others), *result.notes))


@contextlib.contextmanager
def _grader(plan: Plan, *, held: bool) -> Iterator[ModuleGrader]:
    grader = ModuleGrader(lambda: open_host(plan.libraries), plan, held=held and forks_safely())
    try:
        yield grader
    finally:
        grader.close()


def _print(results: list[ModuleResult], places: list[dict[str, str]], style: Look) -> None:
    for index, (result, where) in enumerate(zip(results, places, strict=True)):
        if index:
            click.echo()
        show(report(result, where, style))
    if len(results) > 1:
        score = sum(result.score for result in results)
        click.echo(f"\nAll modules: {score:g} / {sum(result.max_score for result in results):g}")
