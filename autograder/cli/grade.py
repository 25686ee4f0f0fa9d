"""``autograder grade``."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import click

from autograder.cli.console import ProgressLine, look, show
from autograder.cli.targets import (
    chosen,
    commands,
    default_path,
    demand_libraries,
    grader_for,
    kept_file,
    noted,
    places,
)
from autograder.feedback.hint_log import append, record_of
from autograder.feedback.terminal import Look, report
from autograder.grade.find import Target, find_targets, opened
from autograder.grade.grading import UNFINISHED, Progress, assemble, grade_folder
from autograder.grade.loose import whole
from autograder.grade.memory import Memory
from autograder.grade.plan import Course, find_course
from autograder.grade.results import Journal
from autograder.model import ModuleResult
from autograder.sandbox.layers import demand_isolation


@click.command("grade")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option("-m", "--module", help="The module, where PATH's name does not say it.")
@click.option("-t", "--task", help="Grade the checks of this task only.")
@click.option("--public", is_flag=True, help="Run only the checks that students have.")
@click.option(
    "--changed",
    is_flag=True,
    help="Run only the checks whose code has changed since the last time.",
)
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
    paths: tuple[Path, ...], module: str | None, task: str | None, public: bool, changed: bool,
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
    starts = paths or (default_path(),)
    course = find_course(Path.cwd())  # never around PATH: what is handed in chooses no course
    with contextlib.ExitStack() as stack:
        taken = [stack.enter_context(opened(path, own=course is None)) for path in starts]
        targets = [target for each in taken for target in find_targets(each, course, module)]
        targets = chosen(targets, task=task, public=public)
        targets = [stack.enter_context(whole(each, course)) for each in targets]
        demand_libraries(targets)
        where = [places(each) for each in targets]
        held = course is not None and not trust
        if course is not None and held:
            demand_isolation(course.root / "solutions", course.configs)
        results = _grade_all(targets, Journal(json_file), _Way(held, course, changed))
    style = look(staff=staff, commands=commands())
    _print(results, where, style)
    if hint_log is not None:
        whose = student or " ".join(path.name for path in starts)
        append(hint_log, [record_of(result, whose, datetime.now()) for result in results])
    if html_file is not None:
        from autograder.cli.page import write_page  # Jinja is for pages alone

        write_page(html_file, results, targets, where, course, style)
        click.echo(f"\nThe report with its pictures: {html_file}")


@dataclass(frozen=True)
class _Way:
    """How all modules are graded."""

    held: bool
    course: Course | None
    changed: bool
    """Whether only what has changed is run."""

    def memory(self, target: Target) -> Memory | None:
        """What is still known of a submission; nothing of one that came packed."""
        if not self.changed or target.place is None:
            return None
        return Memory(target.plan, kept_file(self.course, target.plan.module, target.place))


def _grade_all(targets: list[Target], journal: Journal, way: _Way) -> list[ModuleResult]:
    """Grade each target; the journal always holds all of them, finished or not."""
    results = [assemble(target.plan, {}, 0.0) for target in targets]
    line = ProgressLine()
    journal.write(results)
    for index, target in enumerate(targets):

        def progress(
            name: str, result: ModuleResult, index: int = index, target: Target = target
        ) -> None:
            results[index] = noted(result, target)
            if not name:
                journal.write(results)
            done = sum(check.message != UNFINISHED for check in result.checks)
            line.say(f"{result.module}: {done} of {len(result.checks)} checks  {name}")

        results[index] = _graded(target, way, progress)
        journal.write(results)
    line.clear()
    return results


def _graded(target: Target, way: _Way, progress: Progress) -> ModuleResult:
    memory, ran = way.memory(target), set[str]()

    def noting(name: str, result: ModuleResult) -> None:
        ran.update([name] if name else [])
        progress(name, result)

    with grader_for(target.plan, held=way.held) as grader:
        result = grade_folder(
            grader, target.plan, target.folder, hints=True, memory=memory, progress=noting
        )
    if memory is None:
        return noted(result, target)
    memory.save()
    return noted(_with_count(result, len(ran)), target)


def _with_count(result: ModuleResult, ran: int) -> ModuleResult:
    whole = len(result.checks)
    if ran == whole:
        return result
    note = (
        f"{whole - ran} of {whole} checks were not run again: nothing that they depend on has "
        "changed. Without --changed all are"
    )
    return replace(result, notes=(*result.notes, note))


def _print(results: list[ModuleResult], places: list[dict[str, str]], style: Look) -> None:
    for index, (result, where) in enumerate(zip(results, places, strict=True)):
        if index:
            click.echo()
        show(report(result, where, style))
    if len(results) > 1:
        score = sum(result.score for result in results)
        click.echo(f"\nAll modules: {score:g} / {sum(result.max_score for result in results):g}")
