"""The report on a terminal: what a student wants to read, most basic thing first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rich.text import Text

from autograder.model import CheckResult, ModuleResult, TaskResult, Verdict

_STYLES = {
    Verdict.PASSED: "green",
    Verdict.NOT_ATTEMPTED: "cyan",
    Verdict.BLOCKED: "yellow",
    Verdict.GRADER_ERROR: "magenta",
}
_SHOWN_CHECKS = 12
_BAR = 10


@dataclass(frozen=True)
class Look:
    """How a report is drawn: with staff's details, with block characters, and with which next
    command.
    """

    staff: bool = False
    unicode: bool = True
    commands: str = "make"
    """What the next steps are written with: ``make``, or the program as it was called."""

    def command(self, module: str, task: str = "") -> str:
        """The command that grades a module, or one task of it."""
        if self.commands == "make":
            return f"make grade M={module}" + (f" T={task}" if task else "")
        return f"{self.commands} grade --module {module}" + (f" --task {task}" if task else "")


def report(result: ModuleResult, places: Mapping[str, str], look: Look) -> Text:
    """The whole report of one module; ``places`` tells where each task stands in the submission."""
    parts = [_headline(result), *_body(result, places, look), *_notes(result)]
    return Text("\n").join(part for part in parts if part is not None)


def _headline(result: ModuleResult) -> Text:
    title = f"  {result.title}" if result.title else ""
    left = Text.assemble((result.module, "bold"), (title, "dim"))
    score = f"{result.score:g} / {result.max_score:g}"
    style = "bold green" if result.score == result.max_score else "bold"
    gap = " " * max(2, 78 - len(left.plain) - len(score))
    return Text.assemble(left, gap, (score, style))


def _body(result: ModuleResult, places: Mapping[str, str], look: Look) -> Iterable[Text]:
    checks = [check for check in result.checks if not check.passed]
    if result.checks and all(check.verdict is Verdict.NOT_ATTEMPTED for check in result.checks):
        yield from _first_steps(result, places, look)
        return
    width = max((len(task.name) for task in result.tasks), default=0)
    yield Text("")
    for task in result.tasks:
        yield _task_line(task, width, look)
    yield from _import_problem(checks)
    yield from _failures(result, [check for check in checks if not check.at_import], look)
    yield from _left_to_write(result, places)


def _task_line(task: TaskResult, width: int, look: Look) -> Text:
    state = task_state(task)
    style = "green" if state == "" else "cyan" if state == "to do" else ""
    points = f"{task.score:g} / {task.max_score:g}"
    return Text.assemble(
        f"  {task.name:<{width}}  ", (_bar(task.score, task.max_score, look), style),
        f"  {points:>11}", (f"  {state}" if state else "", "dim"),
    )  # fmt: skip


def task_state(task: TaskResult) -> str:
    """What stands beside the points: nothing when all is well."""
    verdicts = {check.verdict for check in task.checks if not check.passed}
    if not task.checks:
        return "hidden checks only"
    if not verdicts:
        return ""
    if verdicts == {Verdict.NOT_ATTEMPTED}:
        return "to do"
    failing = sum(not check.passed for check in task.checks)
    return f"{failing} of {len(task.checks)} checks to mend"


def _bar(score: float, out_of: float, look: Look) -> str:
    """Ten places, full only for the whole."""
    filled = int(_BAR * min(1.0, score / out_of)) if out_of else 0
    full, empty = ("█", "░") if look.unicode else ("#", ".")
    return full * filled + empty * (_BAR - filled)


def _import_problem(checks: list[CheckResult]) -> Iterable[Text]:
    """Said once, not once a check: nothing can run before it is mended."""
    broken = [check for check in checks if check.at_import]
    if broken:
        yield Text("")
        yield Text.assemble(
            ("Your files cannot be imported, so nothing could be checked.", "bold red")
        )
        yield _indented(broken[0].message, 4)
        named = "the last line named above" if broken[0].verdict is Verdict.ERROR else "this"
        yield Text(f"    Mend {named}, then grade again.")


def _failures(result: ModuleResult, checks: list[CheckResult], look: Look) -> Iterable[Text]:
    """Each failing check in turn; what is the same for all checks of a task is said once."""
    apart = (Verdict.NOT_ATTEMPTED, Verdict.BLOCKED, Verdict.FORBIDDEN)
    failing = [check for check in checks if check.verdict not in apart]
    forbidden = [check for check in checks if check.verdict is Verdict.FORBIDDEN]
    yield from _together(forbidden, "use what this task must not use", "bold red")
    hinted: dict[str, str] = {}
    for check in failing[:_SHOWN_CHECKS]:
        yield Text("")
        yield from _failure(check, hinted, look)
    if len(failing) > _SHOWN_CHECKS:
        left = len(failing) - _SHOWN_CHECKS
        yield Text(f"\n  ... and {left} more checks. Mend the first ones first.")
    blocked = [check for check in checks if check.verdict is Verdict.BLOCKED]
    yield from _together(blocked, "blocked, waiting for another task", "bold yellow")
    if forbidden or failing:
        first = (forbidden or failing)[0].task
        yield Text(f"\n  Next: {look.command(result.module, first)}", style="bold")


def _failure(check: CheckResult, hinted: dict[str, str], look: Look) -> Iterable[Text]:
    style = _STYLES.get(check.verdict, "red")
    mark = "✗" if look.unicode else "x"
    points = f"{check.score:g} / {check.max_score:g}"
    kind = check.verdict.value + ("" if check.public else ", hidden check")
    heading = f"{mark} {check.task}: {check.name}"
    yield Text.assemble((heading, f"bold {style}"), (f"  {kind}  {points}", style))
    message = check.detail if look.staff and check.detail else check.message
    if check.about and check.about not in message:
        yield Text(f"    {check.about}", style="italic")
    yield _indented(message, 4)
    if check.smallest:
        yield Text("    The smallest call that goes wrong:")
        yield _indented(check.smallest, 6)
    if check.hint:
        yield _hint(check, hinted)


def _hint(check: CheckResult, hinted: dict[str, str]) -> Text:
    """A hint in full the first time, then only where it was given."""
    said = hinted.setdefault(check.hint, check.name)
    text = check.hint if said == check.name else f"the same as for {said}"
    return Text.assemble("    ", ("Hint: ", "bold yellow"), text)


def _together(alike: list[CheckResult], what: str, style: str) -> Iterable[Text]:
    """Checks that end with the same sentence, as one: how many, the points, the sentence."""
    for message in dict.fromkeys(check.message for check in alike):
        these = [check for check in alike if check.message == message]
        lost = sum(check.max_score - check.score for check in these)
        count = f"{len(these)} check{'s' if len(these) > 1 else ''}"
        yield Text("")
        yield Text.assemble(
            (f"{these[0].task}: {count} {what}", style), (f"  {lost:g} points", style)
        )
        yield _indented(message, 4)
        for hint in dict.fromkeys(check.hint for check in these if check.hint):
            yield Text.assemble("    ", ("Hint: ", "bold yellow"), hint)


def _indented(message: str, by: int) -> Text:
    return Text("\n".join(" " * by + line for line in message.split("\n")))


_IN_PLACE = "  Your code takes the place of the line `raise NotImplementedError(...)`."


def _first_steps(result: ModuleResult, places: Mapping[str, str], look: Look) -> Iterable[Text]:
    """Untouched stubs: a list of what to write, in order, and how to begin."""
    first = result.tasks[0].name
    count = len(result.tasks)
    these = "This task is" if count == 1 else f"These {count} tasks are"
    yield Text(f"\n  Nothing is written yet. {these} waiting for you:\n")
    yield from (_todo_line(index, task, places) for index, task in enumerate(result.tasks, 1))
    yield Text(
        f"\n  Start here: read README.md, then write {first} in {places.get(first, 'its file')}."
    )
    yield Text(_IN_PLACE)
    yield Text(f"  Check it:   {look.command(result.module, first)}")


def _todo_line(index: int, task: TaskResult, places: Mapping[str, str]) -> Text:
    where = places.get(task.name, "")
    return Text.assemble(
        f"  {index:>2}. {task.name:<24} ", (f"{task.max_score:g} points  {where}", "dim")
    )


def _left_to_write(result: ModuleResult, places: Mapping[str, str]) -> Iterable[Text]:
    waiting = [task for task in result.tasks if task_state(task) == "to do"]
    if not waiting:
        return
    yield Text("\n  Still to write:")
    yield from (_todo_line(index, task, places) for index, task in enumerate(waiting, 1))
    yield Text(_IN_PLACE)


def _notes(result: ModuleResult) -> Iterable[Text]:
    for note in result.notes:
        yield Text(f"\n  {note}.", style="dim")
