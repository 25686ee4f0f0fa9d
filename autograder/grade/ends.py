"""From what ended a check to its verdict."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import Any

from autograder.channel.outcome import CheckEnded
from autograder.checks.expectation import PartialCredit
from autograder.model import Evidence, Verdict


def judged(error: BaseException | None) -> tuple[Verdict, str, float]:
    """Verdict, message and share of the points; whatever is not the student's doing is our
    fault.
    """
    if error is None:
        return Verdict.PASSED, "", 1.0
    if not isinstance(error, CheckEnded):
        return Verdict.GRADER_ERROR, _fault(error), 0.0
    try:
        message = error.message
    except Exception as fault:  # words are found from values of the student's
        return Verdict.GRADER_ERROR, _fault(fault), 0.0
    return error.verdict, message, error.share if isinstance(error, PartialCredit) else 0.0


def compared(error: BaseException | None) -> tuple[Any, Any] | None:
    """What the student's code gave and what was expected, where a comparison ended the check."""
    return error.compared if isinstance(error, CheckEnded) else None


def evidence(error: BaseException | None) -> Evidence | None:
    """The same, to be drawn."""
    pair = compared(error)
    return Evidence(*pair) if pair else None


def _fault(error: BaseException) -> str:
    """Our own fault as staff read it: what it is, and the lines of the test files on its way."""
    steps = traceback.extract_tb(error.__traceback__)
    own = [step for step in steps if Path(step.filename).name.startswith(("test_", "probes"))]
    lines = [f"  {Path(step.filename).name}:{step.lineno}: {step.line}" for step in own[-4:]]
    return "\n".join([f"{type(error).__name__}: {error}"[:2000], *lines])
