"""A wrong array beside the expected one: what counts as equal, and how much an agreement proves."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from autograder.channel.describe import dtype_name, is_array, is_tensor
from autograder.checks.entries import as_numbers
from autograder.late import np

LIMIT = 2**18
"""Entries of the largest array that is looked at, and axes below: more would take too long."""
MAX_AXES = 6
ENOUGH = 20.0
"""Bits that an agreement must be worth: by chance it happens once in a million."""
_SAMPLE = 512
_ALL_BELOW = 4096
_BLOCK = 2**14
_MAX_WHOLE = 2.0**53
_PARTS = 720  # multiples of 1/720 are what short sums and means of small numbers give

_EPSILON = {"float16": 2.0**-10, "bfloat16": 2.0**-7, "float32": 2.0**-23, "float64": 2.0**-52}
Make = Callable[[Any], Any]
_WHOLE = ("bool", *(f"{sign}int{bits}" for sign in ("", "u") for bits in (8, 16, 32, 64)))


@dataclass(frozen=True)
class Numbers:
    """Real numbers as float64, the relative noise of the dtype that they came in (0: exact), and
    where they came from: the dtype's name, and whether an array, a tensor or a list held them.
    """

    values: Any
    noise: float
    dtype: str
    holder: str


@dataclass(frozen=True)
class Pair:
    """What came back and what was expected, and the noise of the less exact of the two."""

    actual: Any
    expected: Any
    noise: float

    @cached_property
    def places(self) -> tuple[Any, ...]:
        """Where to look first: everywhere in a small array, else at scattered entries."""
        return scattered(self.actual.shape)

    def holds(self, wanted: Any, make: Make | None = None, floor: float | None = None) -> bool:
        """Whether every entry that came back is the one in ``wanted``, or ``make`` of that.

        Block by block, for that is faster than to make large arrays.
        """
        floor = typical(wanted) * self.noise if floor is None else floor
        step = max(1, _BLOCK // math.prod(wanted.shape[1:]))
        for start in range(0, len(wanted), step):
            block = wanted[start : start + step]
            block = make(block) if make else block
            if not same(self.actual[start : start + step], block, self.noise, floor).all():
                return False
        return True


def scattered(shape: tuple[int, ...]) -> tuple[Any, ...]:
    """Indices of all entries of a small array; of some, always the same, of a large one."""
    size = math.prod(shape)
    flat = np.arange(size)
    if size > _ALL_BELOW:
        flat = np.random.default_rng(0).integers(0, size, _SAMPLE)
    return tuple(np.unravel_index(flat, shape))


def numbers(value: Any) -> Numbers | None:
    """An array, a tensor, or a list or tuple of numbers; None where it is none or too large."""
    if is_array(value):
        return _of_array(value)
    flat = _flat(value) if isinstance(value, list | tuple) else None
    if flat is None:
        return None
    entries, shape = flat
    whole = not any(isinstance(entry, float) for entry in entries)
    values = np.array(entries, dtype=np.float64).reshape(shape)
    dtype = "int64" if whole else "float64"
    return Numbers(values, _noise(dtype), dtype, type(value).__name__)


def _of_array(value: Any) -> Numbers | None:
    dtype, size = dtype_name(value), math.prod(value.shape)
    strided = str(getattr(value, "layout", "torch.strided")) == "torch.strided"
    known = strided and (dtype in _EPSILON or dtype in _WHOLE)
    if not known or not 0 < size <= LIMIT or len(value.shape) > MAX_AXES:
        return None
    values = np.asarray(as_numbers(value) if is_tensor(value) else value, dtype=np.float64)
    if dtype in ("int64", "uint64") and np.abs(values).max() >= _MAX_WHOLE:
        return None
    return Numbers(values, _noise(dtype), dtype, "tensor" if is_tensor(value) else "array")


def _noise(dtype: str) -> float:
    """The relative error that a page of arithmetic leaves: about 100 units in the last place."""
    return float(_EPSILON[dtype] ** 0.75) if dtype in _EPSILON else 0.0


def _flat(items: Any) -> tuple[list[Any], tuple[int, ...]] | None:
    """The numbers in a list, or in a list of equally long lists, and the shape they have."""
    if not 0 < len(items) <= _ALL_BELOW:
        return None
    if all(isinstance(item, list | tuple) for item in items):
        width = len(items[0])
        if not 0 < len(items) * width <= _ALL_BELOW or any(len(item) != width for item in items):
            return None
        rows = [entry for item in items for entry in item]
        return (rows, (len(items), width)) if all(map(is_number, rows)) else None
    return (list(items), (len(items),)) if all(map(is_number, items)) else None


def is_number(value: Any) -> bool:
    """A plain real number that float64 can hold as exactly as it is."""
    if isinstance(value, bool):
        return False
    if isinstance(value, int | np.integer):
        return abs(int(value)) < _MAX_WHOLE
    return isinstance(value, float)


def same(actual: Any, wanted: Any, noise: float, floor: float | None = None) -> Any:
    """Entry by entry: equal to the noise; nan is the same as nan, an infinity as itself."""
    equal = actual == wanted
    if noise:
        floor = typical(wanted) * noise if floor is None else floor
        near = np.abs(actual - wanted) <= noise * np.abs(wanted) + floor
        equal |= near & np.isfinite(wanted)
    if equal.all():
        return equal
    return equal | (np.isnan(actual) & np.isnan(wanted))


def typical(values: Any) -> float:
    """The median size of the entries that are not zero, from some of them; 0 where there is none:
    an entry that should be near zero is as wrong as its neighbours.
    """
    some = np.abs(values[scattered(values.shape)] if values.size > _ALL_BELOW else values)
    some = some[(some > 0) & (some < np.inf)]
    return float(np.median(some)) if some.size else 0.0


def evidence(values: Any, noise: float, free: int = 0) -> float:
    """How many bits it is worth that all these came out right, ``free`` of them by choice.

    A number such as 0.31830988 proves as much as its digits; whole numbers and short fractions
    prove only as much as there are ways to arrange them, or to choose them from their range.
    """
    values = values[np.isfinite(values)][:_ALL_BELOW]
    plain = is_plain(values, noise)
    return _digits(values[~plain], noise, free) + _arrangements(values[plain], free)


def is_plain(values: Any, noise: float) -> Any:
    """Which numbers are whole, or a small number of halves, thirds, fifths and the like."""
    parts = values * _PARTS
    if not noise:
        return np.ones(values.shape, dtype=bool)
    return np.abs(parts - np.rint(parts)) <= 1e-9 + np.abs(parts) * noise / 50


def _digits(values: Any, noise: float, free: int) -> float:
    if values.size < 2:
        return 0.0
    cell = 10 * noise * np.abs(values).max()
    distinct = len(np.unique(np.rint(values / cell)))
    if distinct - free < 2:
        return 0.0
    return (distinct - free) * math.log2(1 + np.ptp(values) / cell)


def _arrangements(values: Any, free: int) -> float:
    kinds, counts = np.unique(values, return_counts=True)
    if len(kinds) - free < 4:
        return 0.0
    ways = math.lgamma(values.size + 1) - sum(math.lgamma(count + 1) for count in counts.tolist())
    return (ways + choices(kinds)) / math.log(2)


def choices(kinds: Any) -> float:
    """The logarithm of the ways to choose so many different whole numbers from their range."""
    if (kinds != np.rint(kinds)).any():
        return 0.0
    span, chosen = float(kinds.max() - kinds.min()) + 1, len(kinds)
    return math.lgamma(span + 1) - math.lgamma(chosen + 1) - math.lgamma(span - chosen + 1)
