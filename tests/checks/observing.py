"""What the tests of notes share: values without meaning, and the facts about a pair."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.observe import observations
from autograder.checks.observe.items import look

THIS = "note: this is the expected value"


def values(shape: tuple[int, ...], dtype: str = "float64", seed: int = 0) -> Any:
    return np.random.default_rng(seed).normal(size=shape).astype(dtype)


def facts(actual: Any, expected: Any) -> list[str]:
    """Without the guard: no exception may come out of the looking itself."""
    with np.errstate(all="ignore"):
        found = [f"note: {fact}" for fact in look(actual, expected)]
    assert observations(actual, expected) == found
    return found
