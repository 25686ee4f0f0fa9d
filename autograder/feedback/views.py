"""A graded module as the HTML report shows it: what is said, where, and how often."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.feedback.figures.draw import Figure, figure
from autograder.feedback.handout import Link, handout_links
from autograder.feedback.message import Message, Step, message_parts, steps
from autograder.feedback.terminal import Look, task_state
from autograder.model import CheckResult, ModuleResult, TaskResult, Verdict

_TOGETHER = (Verdict.BLOCKED, Verdict.FORBIDDEN)
"""Ends that are the same sentence for all checks of a task."""


@dataclass(frozen=True)
class Graded:
    """A result, and what the report links to."""

    result: ModuleResult
    places: Mapping[str, str]
    """Where each task stands in the submission."""
    handout: Path | None = None
    release: str = ""
    """The release of the module that was graded, in words."""


@dataclass(frozen=True)
class CheckView:
    """A check that did not pass."""

    name: str
    about: str
    verdict: str
    kind: str
    """A word for the style sheet: bad, wait, ours."""
    public: bool
    points: str
    message: Message
    sentence: str
    """What is said in place of a message that quotes: of a hidden check, of our own fault."""
    steps: tuple[Step, ...]
    figure: Figure | None
    smallest: str
    hint: str
    hinted: str
    """The check that already has this hint in full."""
    opened: bool


@dataclass(frozen=True)
class Together:
    """Checks that end with one sentence."""

    what: str
    names: tuple[str, ...]
    sentence: str
    points: str
    hint: str


@dataclass(frozen=True)
class TaskView:
    """A task with its checks, the failing ones first."""

    anchor: str
    name: str
    points: str
    share: float
    state: str
    place: str
    section: Link | None
    failing: tuple[CheckView, ...]
    together: tuple[Together, ...]
    waiting: tuple[str, ...]
    passed: tuple[CheckResult, ...]

    @property
    def done(self) -> bool:
        """Every check that was run has passed."""
        return bool(self.passed) and not self.open

    @property
    def open(self) -> bool:
        """Something is left to do."""
        return bool(self.failing or self.together or self.waiting)


@dataclass(frozen=True)
class ModuleView:
    """A module as one section of the report."""

    anchor: str
    name: str
    title: str
    points: str
    share: float
    whole: bool
    untouched: bool
    broken: str
    """Why nothing could be imported, "" where it could."""
    mend: str
    tasks: tuple[TaskView, ...]
    command: str
    first: str
    """The task to look at next, "" where nothing is left."""
    notes: tuple[str, ...]
    hidden_included: bool
    release: str


def module_view(graded: Graded, look: Look, page: Path, anchor: str) -> ModuleView:
    """Everything that the report says about one module; ``anchor`` is its own on the page."""
    result = graded.result
    names = tuple(task.name for task in result.tasks)
    links = handout_links(graded.handout, names, page)
    told = _Told(look.staff)
    tasks = tuple(_task(anchor, task, graded.places, links, told) for task in result.tasks)
    broken, mend = _broken(result)
    first = _next(result)
    return ModuleView(
        anchor=anchor,
        name=result.module,
        title=result.title,
        points=points(result.score, result.max_score),
        share=share(result.score, result.max_score),
        whole=bool(result.checks) and result.score == result.max_score,
        untouched={check.verdict for check in result.checks} == {Verdict.NOT_ATTEMPTED},
        broken=broken,
        mend=mend,
        tasks=tasks,
        command=look.command(result.module, first),
        first=first,
        notes=result.notes,
        hidden_included=result.hidden_included,
        release=graded.release,
    )


def _broken(result: ModuleResult) -> tuple[str, str]:
    """Why nothing could be imported and what of that to mend; twice "" where it could."""
    for check in result.checks:
        if check.at_import:
            error = check.verdict is Verdict.ERROR
            return check.message, "the last line of this" if error else "this"
    return "", ""


def points(score: float, out_of: float) -> str:
    """``3 / 4``."""
    return f"{score:g} / {out_of:g}"


def share(score: float, out_of: float) -> float:
    """Percent, full only for the whole."""
    return min(100.0, round(100 * score / out_of, 1)) if out_of else 0.0


def _next(result: ModuleResult) -> str:
    """The task to mend first: one that is wrong before one that is not written."""
    order = [check for check in result.checks if not check.passed and not check.at_import]
    wrong = [c for c in order if c.verdict not in (Verdict.NOT_ATTEMPTED, Verdict.BLOCKED)]
    return next((check.task for check in (*wrong, *order)), "")


class _Told:
    """What was said already, so that it is said once."""

    def __init__(self, staff: bool) -> None:
        self.staff = staff
        self._hints: dict[str, str] = {}
        self._opened: set[str] = set()

    def hint(self, check: CheckResult) -> str:
        """The check that has this hint in full, "" where this one is it."""
        said = self._hints.setdefault(check.hint, check.name)
        return "" if said == check.name else said

    def opens(self, task: str) -> bool:
        """Whether this is the task's first failing check."""
        first = task not in self._opened
        self._opened.add(task)
        return first


def _task(
    module: str,
    task: TaskResult,
    places: Mapping[str, str],
    links: Mapping[str, Link],
    told: _Told,
) -> TaskView:
    left = [check for check in task.checks if not check.passed and not check.at_import]
    waiting = [check for check in left if check.verdict is Verdict.NOT_ATTEMPTED]
    failing = [c for c in left if c.verdict not in (*_TOGETHER, Verdict.NOT_ATTEMPTED)]
    return TaskView(
        anchor=f"{module}-{task.name}",
        name=task.name,
        points=points(task.score, task.max_score),
        share=share(task.score, task.max_score),
        state=_state(task),
        place=places.get(task.name, ""),
        section=links.get(task.name),
        failing=tuple(_check(check, told) for check in failing),
        together=tuple(_together(left)),
        waiting=tuple(check.name for check in waiting),
        passed=tuple(check for check in task.checks if check.passed),
    )


def _state(task: TaskResult) -> str:
    if any(check.at_import for check in task.checks):
        return "not checked"
    return task_state(task) or "done"


def _check(check: CheckResult, told: _Told) -> CheckView:
    detailed = told.staff and check.detail
    text = check.detail if detailed else check.message
    quotes = (check.public or bool(detailed)) and check.verdict is not Verdict.GRADER_ERROR
    return CheckView(
        name=check.name,
        about="" if check.about in text else check.about,
        verdict=check.verdict.value,
        kind="ours" if check.verdict is Verdict.GRADER_ERROR else "bad",
        public=check.public,
        points=points(check.score, check.max_score),
        message=message_parts(text) if quotes else Message(),
        sentence="" if quotes else text,
        steps=steps(check.evidence),
        figure=_figure(check),
        smallest=check.smallest,
        hint=check.hint,
        hinted=told.hint(check) if check.hint else "",
        opened=told.opens(check.task),
    )


def _figure(check: CheckResult) -> Figure | None:
    return figure(check.evidence, check.picture) if check.public else None


def _together(left: list[CheckResult]) -> Iterable[Together]:
    """Checks that end with the same sentence, as one."""
    alike: dict[tuple[Verdict, str], list[CheckResult]] = {}
    for check in left:
        if check.verdict in _TOGETHER:
            alike.setdefault((check.verdict, check.message), []).append(check)
    for (verdict, message), checks in alike.items():
        score = sum(check.score for check in checks)
        yield Together(
            what=verdict.value,
            names=tuple(check.name for check in checks),
            sentence=message,
            points=points(score, sum(check.max_score for check in checks)),
            hint="\n".join(dict.fromkeys(check.hint for check in checks if check.hint)),
        )
