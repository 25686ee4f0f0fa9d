"""The rows of results.json: one for each check, and one for what is wrong with the whole."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from autograder.grade.grading import UNFINISHED
from autograder.gradescope.markdown import (
    block,
    fenced,
    inline,
    one_line,
    paragraphs,
    sentence,
)
from autograder.model import CheckResult, Verdict

NOTHING_HANDED_IN = "nothing was handed in that this check could run on"

_QUOTING = frozenset(
    {Verdict.FAILED, Verdict.ERROR, Verdict.TIMEOUT, Verdict.MEMORY, Verdict.CRASHED}
)
"""Ends of public checks whose message quotes calls, values and lines of code."""

_REFERS = "Not run: the first row says why."
_NOT_RUN = (
    "Not run: grading ended before this check. Submit again; if it happens again, tell the staff."
)


@dataclass(frozen=True)
class Complaint:
    """What is wrong with a submission as a whole, such as a missing file.

    ``name`` is the row's title, each line of ``text`` a paragraph, and ``quoted`` is shown as it
    is: lines of code, or of a message.
    """

    name: str
    text: str
    quoted: str = ""


def check_row(check: CheckResult, number: str, name: str) -> dict[str, Any]:
    """The row of one check."""
    return {
        "number": number,
        "name": name,
        "score": number_of(check.score),
        "max_score": number_of(check.max_score),
        "status": "passed" if check.passed else "failed",
        "output": check_output(check),
        "tags": [check.task, "public" if check.public else "hidden", verdict_word(check.verdict)],
        "visibility": check.visibility.value,
        "extra_data": _for_staff(check),
    }


def verdict_word(verdict: Verdict) -> str:
    """``not attempted``: a verdict as a tag."""
    return verdict.name.lower().replace("_", " ")


def _for_staff(check: CheckResult) -> dict[str, Any]:
    return {
        "check": check.name,
        "verdict": check.verdict.name,
        "mistake": one_line(check.mistake),
        "detail": "" if check.detail in check.message else block(check.detail),
        "seconds": number_of(check.seconds),
    }


def check_output(check: CheckResult) -> str:
    """What the student reads about one check, as Markdown."""
    if check.passed:
        return "Passed."
    if check.at_import or check.message == NOTHING_HANDED_IN:
        return _REFERS
    if check.message == UNFINISHED:
        return _NOT_RUN
    verdict = check.verdict.value
    kind = f"**{verdict[:1].upper()}{verdict[1:]}{'' if check.public else ' (hidden check)'}.**"
    hint = f"> **Hint:** {inline(check.hint)}" if check.hint else ""
    if check.public and check.verdict in _QUOTING and check.message.strip():
        head = f"{kind} {sentence(check.about)}".rstrip()
        return paragraphs(head, fenced(check.message), *_smallest(check), hint)
    about = "" if check.about in check.message else sentence(check.about)
    return paragraphs(f"{kind} {about}".rstrip(), sentence(check.message), hint)


def _smallest(check: CheckResult) -> list[str]:
    return ["The smallest call that goes wrong:", fenced(check.smallest)] if check.smallest else []


def complaint_rows(complaints: Sequence[Complaint]) -> list[dict[str, Any]]:
    """A visible row without points for each: "0", or "0.1" and so on where there are several."""
    alone = len(complaints) == 1
    return [
        _complaint_row(complaint, "0" if alone else f"0.{index}")
        for index, complaint in enumerate(complaints, 1)
    ]


def _complaint_row(complaint: Complaint, number: str) -> dict[str, Any]:
    lines = [sentence(line) for line in complaint.text.split("\n")]
    quoted = fenced(complaint.quoted) if complaint.quoted.strip() else ""
    return {
        "number": number,
        "name": one_line(complaint.name, 120),
        "score": 0.0,
        "max_score": 0.0,
        "status": "failed",
        "output": paragraphs(*lines, quoted),
        "tags": ["submission"],
        "visibility": "visible",
    }


def import_complaint(checks: Sequence[CheckResult]) -> Complaint | None:
    """What to say, once, about a submission that cannot be imported; None for any other."""
    broken = sorted(
        (check for check in checks if check.at_import), key=lambda each: not each.public
    )
    if not broken:
        return None
    error = broken[0].verdict is Verdict.ERROR
    named = "the last line named below" if error else "what is named below"
    text = (
        f"No check can run before this works. Mend {named}, then submit again. "
        "The points of the checks still count towards the total."
    )
    return Complaint("Your files cannot be imported", text, broken[0].message)


def number_of(value: float) -> float:
    """A number that JSON can hold."""
    return round(float(value), 6) if math.isfinite(value) else 0.0
