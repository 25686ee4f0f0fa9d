"""The document that Gradescope reads, results.json, from the results of a module."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from autograder.config.gradescope import LeaderboardEntry
from autograder.gradescope.attempts import Attempts, attempts_sentence, decide
from autograder.gradescope.check_rows import (
    NOTHING_HANDED_IN,
    Complaint,
    check_row,
    complaint_rows,
    import_complaint,
    number_of,
)
from autograder.gradescope.headline import headline
from autograder.gradescope.markdown import one_line, paragraphs, sentence
from autograder.gradescope.metadata import Metadata, late_sentence, seconds_late
from autograder.gradescope.names import row_names
from autograder.model import CheckResult, ModuleResult, TaskResult, Verdict, Visibility, total

SCHEMA = "autograder.gradescope/1"
"""Name and version of what stands in ``extra_data``."""

FORMATS = {
    "output_format": "md",
    "test_output_format": "md",
    "test_name_format": "text",
    "stdout_visibility": "hidden",
}


def results_document(
    result: ModuleResult,
    *,
    metadata: Metadata | None = None,
    complaints: Sequence[Complaint] = (),
    attempts: Attempts | None = None,
    leaderboard: Sequence[LeaderboardEntry] = (),
    stamp: str = "",
    warnings: Sequence[str] = (),
    finished: bool = True,
) -> dict[str, Any]:
    """results.json for a graded submission; while it is being graded, with ``finished`` False.

    ``complaints`` are about the submission as a whole; that it cannot be imported is added here.
    ``warnings`` are for staff, and so is everything in ``extra_data``.
    """
    metadata = metadata or Metadata()
    attempts = attempts or decide(None, metadata)
    broken, places = import_complaint(result.checks), _places(result)
    complaints = [*([broken] if broken else []), *complaints]
    counts = finished and not any(c.verdict is Verdict.GRADER_ERROR for c in result.checks)
    known = [*_warnings(result, metadata, attempts, leaderboard), *warnings]
    document = {
        "score": number_of(result.score),
        # Whole seconds: a time is something that code can write its findings into.
        "execution_time": float(max(0, round(number_of(result.seconds)))),
        "output": paragraphs(
            headline(result, places, complaints=len(complaints), finished=finished),
            late_sentence(metadata),
            attempts_sentence(attempts, counts=counts) if finished else "",
            "\n".join(f"- {sentence(note)}" for note in result.notes),
        ),
        **FORMATS,
        "tests": complaint_rows(complaints) + _check_rows(result, places),
        "extra_data": {
            "module": result.module,
            "finished": finished,
            "limited": False,
            **for_staff(metadata, attempts.counting(this=counts), stamp=stamp, warnings=known),
        },
    }
    columns = _columns(leaderboard, result)
    return document | ({"leaderboard": columns} if columns else {})


def _check_rows(
    result: ModuleResult, places: Mapping[str, tuple[str, str]]
) -> list[dict[str, Any]]:
    return [check_row(check, *places[check.name]) for check in result.checks]


def _warnings(
    result: ModuleResult,
    metadata: Metadata,
    attempts: Attempts,
    leaderboard: Sequence[LeaderboardEntry],
) -> Iterator[str]:
    yield from metadata.warnings
    yield from attempts.warnings
    yield from filter(None, [total_warning(result, metadata)])
    yield from _empty_columns(leaderboard, result)


def for_staff(
    metadata: Metadata, attempts: Sequence[str], *, stamp: str, warnings: Iterable[str]
) -> dict[str, Any]:
    """What every document of ours says in ``extra_data``."""
    due = metadata.due_date
    return {
        "schema": SCHEMA,
        "submission": metadata.submission,
        "stamp": one_line(stamp),
        "attempts": list(attempts),
        "seconds_late": seconds_late(metadata),
        "due_date": due.isoformat() if due else None,
        "warnings": [one_line(warning) for warning in dict.fromkeys(warnings)],
    }


def nothing_handed_in(result: ModuleResult) -> ModuleResult:
    """``result`` for a submission without anything to grade: no check ran, and none is our fault.
    To be shown with a `Complaint` that says what is missing.
    """

    def idle(check: CheckResult) -> CheckResult:
        verdict, said = Verdict.NOT_ATTEMPTED, NOTHING_HANDED_IN
        return replace(check, verdict=verdict, score=0.0, message=said, detail="", hint="")

    tasks = (TaskResult(task.name, tuple(map(idle, task.checks))) for task in result.tasks)
    return replace(result, tasks=tuple(tasks), notes=())


def total_warning(result: ModuleResult, metadata: Metadata) -> str | None:
    """What staff should know where the rows do not add up to the assignment's points."""
    points = metadata.assignment.total_points
    if points is None or abs(points - result.max_score) < 0.005:
        return None
    return (
        f"The checks are worth {result.max_score:g} points and the assignment on Gradescope "
        f"{points:g}. Set its autograder points to {result.max_score:g}, unless the rest is graded "
        "by hand: another sum may be refused."
    )


def _places(result: ModuleResult) -> dict[str, tuple[str, str]]:
    """Number and name of each check's row: the third check of the second task is 2.3."""
    names = row_names(result)
    return {
        check.name: (f"{task_index}.{index}", names[check.name])
        for task_index, task in enumerate(result.tasks, 1)
        for index, check in enumerate(task.checks, 1)
    }


def _columns(wanted: Sequence[LeaderboardEntry], result: ModuleResult) -> list[dict[str, Any]]:
    values = [(entry, _value(entry.value, result)) for entry in wanted]
    return [
        {"name": entry.name, "value": value, "order": entry.order}
        for entry, value in values
        if value is not None
    ]


def _value(what: str, result: ModuleResult) -> float | None:
    """The whole class sees it at once, so points of rows that are not shown yet are left out; None
    where nothing remains.
    """
    if what == "seconds":
        return number_of(result.seconds)
    checks = [check for check in result.checks if what in ("score", check.task)]
    shown = [check for check in checks if check.visibility is Visibility.VISIBLE]
    return number_of(total(check.score for check in shown)) if shown else None


def _empty_columns(wanted: Sequence[LeaderboardEntry], result: ModuleResult) -> list[str]:
    return [
        f"The leaderboard's column {entry.name} is left out, because no check of {entry.value} "
        "is shown to students at once. Ask for another value in the configuration."
        for entry in wanted
        if _value(entry.value, result) is None
    ]
