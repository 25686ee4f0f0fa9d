"""``autograder submit``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from rich.text import Text

from autograder.build.checkout import Checkout, find_checkout
from autograder.cli.console import ProgressLine, from_here, show
from autograder.cli.wording import command_for, size_of
from autograder.errors import AutograderError
from autograder.grade.checked import checked_zip, public_plan
from autograder.grade.grading import UNFINISHED
from autograder.grade.handing_in import HandedIn, chosen, hand_in, target_of
from autograder.model import ModuleResult, TaskResult, Verdict

_NOWHERE = "the place that your instructor names"
_TO_DO = ("cyan", "to do")


@click.command("submit")
@click.option("-m", "--module", help="The module. Default: each one in which you wrote something.")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Where to write the zip. Default: submissions/MODULE.zip.",
)
def command(module: str | None, output: Path | None) -> None:
    """Write the zip that you hand in, check exactly what is in it, and say where to upload it.

    This uploads nothing: that is your last step. The zip holds your files of the module, without
    the tests. The public checks are run on it as they are with `autograder grade`; hidden checks
    are run after you uploaded it.

    Work that is not finished can be handed in, too. An older zip of the same module is replaced.

    \b
    autograder submit                             all modules that you have begun
    autograder submit -m s05_bpe                  one module
    autograder submit -m s05_bpe -o Desktop       the zip goes to another folder
    """  # noqa: D301  (click reads the control character)
    checkout = find_checkout(Path.cwd())
    modules = chosen(checkout, module, Path.cwd())
    targets = target_of(checkout, modules, output)
    done = [hand_in(checkout, *each) for each in zip(modules, targets, strict=True)]
    results = [_checked(checkout, each) for each in done]
    for each, result in zip(done, results, strict=True):
        show(Text("\n").join(_report(checkout, each, result)))
    show(Text("\n").join(_ending(checkout, done, results)))


def _checked(checkout: Checkout, each: HandedIn) -> ModuleResult | str:
    """The result of the public checks, or why there is none."""
    line = ProgressLine()

    def progress(name: str, result: ModuleResult) -> None:
        count = sum(check.message != UNFINISHED for check in result.checks)
        line.say(f"{result.module}: {count} of {len(result.checks)} checks  {name}")

    try:
        plan = public_plan(checkout.folder(each.module))
        return checked_zip(each.path, plan, progress)
    except AutograderError as error:
        return from_here(str(error))
    finally:
        line.clear()


def _report(checkout: Checkout, each: HandedIn, result: ModuleResult | str) -> Iterator[Text]:
    listed = checkout.listed(each.module)
    yield Text.assemble((each.module, "bold"), (f"  {listed.title}" if listed else "", "dim"))
    if isinstance(result, str):
        yield Text(f"  It could not be checked here: {result}", style="yellow")
    else:
        yield from _table(result)
        yield from (Text(f"  {note}.", style="dim") for note in result.notes)
        yield from _unfinished(checkout, result)
    for warning in each.warnings:
        yield Text.assemble(("  Mind: ", "bold yellow"), f"{warning}.")
    yield Text("")


def _table(result: ModuleResult) -> Iterator[Text]:
    width = max(len(task.name) for task in result.tasks)
    yield Text(f"  {'task':<{width}}  {'public points':>13}  state", style="dim")
    for task in result.tasks:
        style, state = _state(task)
        points = f"{task.score:g} / {task.max_score:g}" if task.checks else "-"
        yield Text.assemble(f"  {task.name:<{width}}  {points:>13}  ", (state, style))
    yield Text(f"  {'':<{width}}  {f'{result.score:g} / {result.max_score:g}':>13}", style="bold")


def _state(task: TaskResult) -> tuple[str, str]:
    failing = [check for check in task.checks if not check.passed]
    if not task.checks:
        return "dim", "hidden checks only"
    if not failing:
        return "green", "done"
    if any(check.at_import for check in failing):
        return "bold red", "cannot be imported"
    if {check.verdict for check in task.checks} == {Verdict.NOT_ATTEMPTED}:
        return _TO_DO
    count = f"{len(failing)} of {len(task.checks)} checks" if task.checks[1:] else "1 check"
    return "red", f"{count} to mend"


def _unfinished(checkout: Checkout, result: ModuleResult) -> Iterator[Text]:
    if _broken(result):
        return
    failing = [task for task in result.tasks if not all(check.passed for check in task.checks)]
    waiting = ", ".join(task.name for task in failing if _state(task) == _TO_DO)
    wrong = ", ".join(task.name for task in failing if _state(task) != _TO_DO)
    what = [f"Still to write: {waiting}."] if waiting else []
    what += [f"To mend: {wrong}."] if wrong else []
    if what:
        see = command_for(checkout.root, "grade", result.module)
        yield Text(f"  {' '.join(what)} For more: {see}")
        yield Text("  You can hand it in all the same.")


def _ending(
    checkout: Checkout, done: list[HandedIn], results: Iterable[ModuleResult | str]
) -> Iterator[Text]:
    yield Text("Ready to hand in:" if len(done) == 1 else f"{len(done)} zips are ready to hand in:")
    for each in done:
        replaced = ", replaces the one before" if each.replaced else ""
        yield Text.assemble((f"  {from_here(str(each.path.absolute()))}", "bold green"))
        yield Text(f"      {size_of(each.size)}{replaced}; holds {', '.join(each.files)}")
    folders = dict.fromkeys(str(each.path.absolute().parent) for each in done)
    yield Text(f"In the folder {' and '.join(folders)}")
    what = "it" if len(done) == 1 else "each"
    yield Text(f"Upload {what} to: {checkout.submit_to or _NOWHERE}", style="bold")
    for result in results:
        if not isinstance(result, str) and (message := _broken(result)):
            yield from _zero(checkout, result.module, message)


def _broken(result: ModuleResult) -> str:
    """Why the package cannot be imported; "" where it can."""
    return next((check.message for check in result.checks if check.at_import), "")


def _zero(checkout: Checkout, module: str, message: str) -> Iterator[Text]:
    again = command_for(checkout.root, "submit")
    yield Text(f"\n{module}: as it is this gets 0 points, for it cannot be imported:", "bold red")
    yield Text("\n".join(f"    {line}" for line in message.splitlines()))
    yield Text(f"Mend that, then run {again} again.", style="bold red")
