"""The first lines of the results: how it went, in words.

They are shown to the student at once, so they speak of rows that the student can see and of
nothing else: a total would tell what the other rows hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from autograder.grade.grading import UNFINISHED
from autograder.gradescope.check_rows import NOTHING_HANDED_IN
from autograder.gradescope.markdown import inline, paragraphs
from autograder.model import CheckResult, ModuleResult, Verdict, Visibility

_LATER = {
    Visibility.AFTER_DUE_DATE: "after the due date",
    Visibility.AFTER_PUBLISHED: "when the grades are published",
    Visibility.HIDDEN: "to the staff only",
}
_NOT_FIRST = frozenset({Verdict.PASSED, Verdict.BLOCKED, Verdict.GRADER_ERROR})


def headline(
    result: ModuleResult, rows: Mapping[str, tuple[str, str]], *, complaints: int, finished: bool
) -> str:
    """How it went; ``rows`` gives number and name of each check's row."""
    look = "Read the first row: it is about the whole submission." if complaints else ""
    seen = [check for check in result.checks if check.visibility is Visibility.VISIBLE]
    if not finished:
        return paragraphs(_unfinished(result.checks), look)
    if complaints and not any(_could_run(check) for check in result.checks):
        return "**Nothing could be checked.** The first row says why."
    return paragraphs(_how_many(result, seen), look, _begin(seen, rows), _not_shown(result.checks))


def _unfinished(checks: Sequence[CheckResult]) -> str:
    ended = sum(check.message != UNFINISHED for check in checks)
    return (
        f"**Grading has not come to its end: {ended} of {len(checks)} checks have run.** "
        "If this stays so, submit again; if it happens again, tell the staff."
    )


def _could_run(check: CheckResult) -> bool:
    refused = check.verdict is Verdict.FORBIDDEN  # told from the text, without running it
    return not (check.at_import or refused or check.message == NOTHING_HANDED_IN)


def _how_many(result: ModuleResult, seen: Sequence[CheckResult]) -> str:
    if not seen:
        return "**Your submission was graded.**"
    if all(check.verdict is Verdict.NOT_ATTEMPTED for check in seen):
        return "**Nothing is written yet.**"
    passed, whole = sum(check.passed for check in seen), len(seen) == len(result.checks)
    which = "" if whole else " that you can see now"
    points = f": {result.score:g} of {result.max_score:g} points" if whole else ""
    if passed == len(seen):
        checks = "The one check" if passed == 1 else f"All {passed} checks"
        return f"**{checks}{which} passed{points}.**"
    the = "" if whole else "the "
    return f"**{passed} of {the}{len(seen)} {_checks(len(seen))}{which} passed{points}.**"


def _begin(seen: Sequence[CheckResult], rows: Mapping[str, tuple[str, str]]) -> str:
    """Which row to read first: the most basic one that the student can mend."""
    able = (check for check in seen if _could_run(check) or check.verdict is Verdict.FORBIDDEN)
    first = next((check for check in able if check.verdict not in _NOT_FIRST), None)
    if first is None:
        return ""
    number, name = rows[first.name]
    return f"Begin with {number}, {inline(name)}."


def _not_shown(checks: Sequence[CheckResult]) -> str:
    groups = list(_groups(checks))
    count = sum(number for number, _ in groups)
    if len(groups) == 1:
        rest = f"and {_is(count)} shown {groups[0][1]}"
        return f"{count} more {_checks(count)} {'counts' if count == 1 else 'count'} {rest}."
    shown = ", ".join(f"{number} {_is(number)} shown {when}" for number, when in groups)
    return f"{count} more checks count: {shown}." if groups else ""


def _groups(checks: Sequence[CheckResult]) -> Iterable[tuple[int, str]]:
    for visibility, when in _LATER.items():
        count = sum(check.visibility is visibility for check in checks)
        if count:
            yield count, when


def _checks(count: int) -> str:
    return "check" if count == 1 else "checks"


def _is(count: int) -> str:
    return "is" if count == 1 else "are"
