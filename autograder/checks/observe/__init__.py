"""What can be said for certain about how a wrong value differs from the expected one.

Each line is a fact that holds for every entry, to the noise of the dtypes, and that is too much to
be an accident. Where two different facts would explain the same value, neither is told.
"""

from __future__ import annotations

from typing import Any

from autograder.checks.observe.bounds import is_small
from autograder.checks.observe.items import look
from autograder.late import np

__all__ = ["observations"]

_AT_MOST = 2


def observations(actual: Any, expected: Any) -> list[str]:
    """Lines to add to a failure, the most specific first; empty where nothing holds exactly.

    ``actual`` is a student's value and may be anything. ``observations(-x, x)`` is
    ``["note: this is the expected value with its sign turned"]``.
    """
    try:
        if not (is_small(actual) and is_small(expected)):
            return []
        with np.errstate(all="ignore"):
            return [f"note: {fact}" for fact in look(actual, expected)][:_AT_MOST]
    except (ArithmeticError, TypeError, ValueError):  # a number that no bound here thought of
        return []
