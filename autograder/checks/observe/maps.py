"""One rule that turns each expected number into the one that came back: a sign, a factor, a log."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from autograder.checks.observe.pair import ENOUGH, Make, Pair, evidence, same, typical
from autograder.late import np

EXPECTED = "this is the expected value"

_SIZES: dict[str, float] = {
    "pi": math.pi,
    "2 pi": 2 * math.pi,
    "the square root of 2": math.sqrt(2),
    "the square root of 2 pi": math.sqrt(2 * math.pi),
    "the logarithm of 2": math.log(2),
    "the logarithm of 10": math.log(10),
}
_LONGEST_FRACTION = 100
_ONE_OFF = 14.0  # bits: to be off by one is so common that less proof will do


@dataclass(frozen=True)
class Rule:
    """What is done to each expected number, in words and as a function."""

    text: str
    make: Make
    free: int = 0
    """How many numbers of the rule were taken from the values themselves."""
    bits: float = ENOUGH
    """What the agreement must be worth."""


@lru_cache(maxsize=1)
def fixed() -> tuple[Rule, ...]:
    """Rules without a number of their own."""
    return (
        Rule(f"{EXPECTED} with its sign turned", np.negative),
        Rule("this is the natural logarithm of the expected value", np.log),
        Rule("this is the exponential of the expected value", np.exp),
        Rule("this is the square of the expected value", np.square),
        Rule("this is the square root of the expected value", np.sqrt),
        Rule("this is 1 divided by the expected value", np.reciprocal),
        Rule("this is 1 minus the expected value", lambda value: 1 - value),
        Rule(f"{EXPECTED} cut to whole numbers", np.trunc),
        Rule(f"{EXPECTED} rounded to whole numbers", np.rint),
    )


def rules(pair: Pair) -> Iterator[Rule]:
    """The rules that hold where one looks first, before the others are."""
    actual, expected = pair.actual[pair.places], pair.expected[pair.places]
    for rule in (*fixed(), *_factor(actual, expected, pair), *_term(actual, expected, pair.noise)):
        wanted = rule.make(expected)
        if not same(actual, wanted, pair.noise, _floor(wanted, expected, pair.noise)).all():
            continue
        moved = ~same(wanted, expected, pair.noise) & np.isfinite(wanted)
        values = (side[moved] for side in (expected, actual))
        if min(evidence(value, pair.noise, rule.free) for value in values) >= rule.bits:
            yield rule


def _floor(wanted: Any, expected: Any, noise: float) -> float:
    """The noise where a result is near zero because two terms of this size cancelled."""
    return noise * max(typical(wanted), min(1.0, typical(expected)))


def confirmed(pair: Pair, make: Make) -> bool:
    """Whether the rule holds for every entry."""
    some = pair.expected[pair.places]
    return pair.holds(pair.expected, make, _floor(make(some), some, pair.noise))


def _factor(actual: Any, expected: Any, pair: Pair) -> list[Rule]:
    """The factor that fits best, where it is neither 0, 1 nor -1."""
    finite = np.isfinite(actual) & np.isfinite(expected)
    top = np.abs(expected[finite]).max(initial=0.0)
    if not top:
        return []
    scaled = expected[finite] / top
    factor = float(actual[finite] @ scaled / (scaled @ scaled)) / float(top)
    clear = 1e3 * max(pair.noise, 1e-12)
    if not math.isfinite(factor) or not factor or abs(abs(factor) - 1) < clear:
        return []
    words, named = factor_words(factor, pair.expected.shape, pair.noise)
    text = f"{EXPECTED} times {words}"
    return [Rule(text, lambda value: factor * value, free=0 if named else 1)]


def factor_words(factor: float, shape: tuple[int, ...], noise: float) -> tuple[str, bool]:
    """A factor in words, and whether it is a number that one meets: 2, 1/8, pi."""
    sign, size = ("-" if factor < 0 else ""), abs(factor)
    near = max(noise / 10, 1e-12)
    of_length = _length_words(size, shape, near)
    for name, known in _SIZES.items():
        if _near(size, known, near):
            return f"{sign and 'minus '}{name}{of_length}", True
        if _near(size, 1 / known, near):
            return f"{sign}1 divided by {name}{of_length}", True
    fraction = _fraction(size, near)
    digits = 6 if abs(size - 1) > 1e-4 else 12  # 1.00000001 is not 1
    number = fraction or f"{size:.{digits}g}"
    return f"{sign}{number}{of_length}", bool(fraction or of_length)


def _fraction(size: float, near: float) -> str:
    """``8/7``, where it is one; never one of so many that each number would be near to one."""
    largest = min(_LONGEST_FRACTION, int((0.01 / near) ** 0.5))
    if not 1 / _LONGEST_FRACTION**2 < size < _LONGEST_FRACTION**3 or largest < 1:
        return ""
    fraction = Fraction(size).limit_denominator(largest)
    if not _near(size, float(fraction), near):
        inverse = Fraction(1 / size).limit_denominator(1)
        fraction = 1 / inverse if inverse else fraction
    return str(fraction) if _near(size, float(fraction), near) else ""


def _length_words(size: float, shape: tuple[int, ...], near: float) -> str:
    for axis, length in enumerate(shape):
        for words, known in (
            ("the length", length),
            ("the square root of the length", length**0.5),
        ):
            if length > 1 and _near(size, known, near):
                return f", {words} of axis {axis}"
            if length > 1 and _near(size, 1 / known, near):
                return f", 1 divided by {words} of axis {axis}"
    return ""


def _near(size: float, known: float, near: float) -> bool:
    return abs(size - known) <= near * known


def _term(actual: Any, expected: Any, noise: float) -> list[Rule]:
    """The constant that was added, where one was."""
    gaps = actual - expected
    gaps = gaps[np.isfinite(gaps)]
    term = float(np.median(gaps)) if gaps.size else 0.0
    if not math.isfinite(term) or abs(term) <= 1e3 * noise * typical(expected):
        return []
    whole = abs(term - round(term)) <= 10 * noise * max(1.0, typical(expected))
    term = float(round(term)) if whole and round(term) else term
    words = f"plus {term:.6g}" if term > 0 else f"minus {-term:.6g}"
    free, bits = (0 if whole else 1), (_ONE_OFF if abs(term) == 1 else ENOUGH)
    return [Rule(f"{EXPECTED} {words} in every entry", lambda value: value + term, free, bits)]
