"""Values that are right but for float32's noise, and single numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from autograder.checks.observe.maps import EXPECTED, factor_words, fixed
from autograder.checks.observe.pair import Numbers, Pair, is_plain
from autograder.late import np

_NOISE = (1e-9, 1e-6)
_LEAST_ENTRIES = 8
_LEAST_WHOLE = 1000  # smaller ones are next to each other by chance
_COARSE, _TOO_COARSE = 1e-9, 1e-4
_FACTORS = (*range(2, 11), 100, math.pi, 2 * math.pi, math.sqrt(2), math.log(2), math.log(10))


def single_precision(mine: Numbers, theirs: Numbers) -> list[str]:
    """Double precision was expected, and all that is wrong is the noise of single precision."""
    if theirs.dtype != "float64" or mine.dtype not in ("float32", "float64"):
        return []
    gaps = (mine.values - theirs.values) / np.abs(theirs.values)
    gaps = gaps[theirs.values != 0]
    worst = float(np.abs(gaps).max(initial=0.0))
    zeros_right = (mine.values[theirs.values == 0] == 0).all()
    if not zeros_right or not _NOISE[0] < worst < _NOISE[1]:
        return []
    if mine.dtype == "float64" and not _rounded(mine.values) and not _noisy(gaps):
        return []
    largest = f"the largest relative difference is {worst:.1g}"
    return [f"{EXPECTED} as if computed in float32: {largest}"]


def _rounded(values: Any) -> bool:
    """Whether these float64 numbers came through float32, and not because they are short."""
    through = bool((values.astype(np.float32) == values).all())
    return through and not is_plain(values, 1e-12).all()


def _noisy(gaps: Any) -> bool:
    """Whether the differences scatter to both sides, as rounding does and a formula does not."""
    some = gaps[:: max(1, gaps.size // 4096)]
    if some.size < _LEAST_ENTRIES or len(np.unique(some)) < _LEAST_ENTRIES:
        return False
    above = float((some > 0).mean())
    return 0.2 < above < 0.8 and _NOISE[0] < float(np.median(np.abs(some)))


def number_facts(mine: Numbers, theirs: Numbers) -> list[str]:
    """What one number is to the expected one; nothing for short ones, which agree by chance."""
    actual, expected = float(mine.values.flat[0]), float(theirs.values.flat[0])
    if not math.isfinite(actual) or not math.isfinite(expected):
        return []
    if not mine.noise and not theirs.noise:
        return _whole_facts(actual, expected)
    noise = max(mine.noise, theirs.noise) / 5  # one number is less arithmetic than a page of them
    pair = Pair(np.array([actual]), np.array([expected]), noise)
    short = expected == float(np.float16(expected))  # so few digits that others have them too
    if (
        short
        or noise > _TOO_COARSE
        or any(is_plain(side, pair.noise).any() for side in (pair.actual, pair.expected))
    ):
        return []
    found = list(_relations(pair))
    return found if len(found) == 1 else single_precision(mine, theirs) if not found else []


def _whole_facts(actual: float, expected: float) -> list[str]:
    if abs(expected) < _LEAST_WHOLE:
        return []
    words = {1.0: "one more", -1.0: "one less"}.get(actual - expected)
    if words:
        return [f"this is {words} than the expected number"]
    return [fixed()[0].text] if actual == -expected else []


def _relations(pair: Pair) -> Iterator[str]:
    for rule in fixed():
        if _near(pair, rule.make(pair.expected)):
            yield rule.text
    for factor in _FACTORS if pair.noise < _COARSE else (2,):
        for known in (factor, 1 / factor, -factor, -1 / factor):
            if _near(pair, known * pair.expected):
                yield f"{EXPECTED} times {factor_words(known, (), pair.noise)[0]}"
    for term, words in ((1, "plus 1"), (-1, "minus 1")):
        if _near(pair, pair.expected + term):
            yield f"{EXPECTED} {words}"


def _near(pair: Pair, wanted: Any) -> bool:
    return bool((np.abs(pair.actual - wanted) <= pair.noise * np.abs(wanted)).all())
