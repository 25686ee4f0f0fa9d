"""Simpler values in place of one value: what a counterexample may be made of.

What a value says of its own kind stays so: positive numbers stay positive, rows that sum to 1 still
do, distinct numbers stay distinct. A simpler call that broke such a thing could be one that the
task says nothing of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from autograder.channel.describe import is_array, is_tensor
from autograder.channel.dtypes import torch_if_loaded
from autograder.diagnose.places import is_generator, is_number, numbers_of
from autograder.late import np

SEEDS = range(4)
"""Generators of these seeds can be written down."""
_ENTRIES = 32
_WHOLE = (0.0, 1.0, -1.0, 2.0, -2.0, 3.0, -3.0, 4.0, 5.0)


def simpler(value: Any) -> Iterator[Any]:
    """Candidates for the place of ``value``, the boldest first."""
    if isinstance(value, bool):
        return
    if is_array(value):
        yield from _arrays(value)
    elif is_number(value):
        yield from _numbers(value)
    elif isinstance(value, str):
        yield from _texts(value)
    elif is_generator(value):
        yield from (seeded(value, seed) for seed in SEEDS)


def seeded(generator: Any, seed: int) -> Any:
    """A generator of the same library, made from a seed."""
    if isinstance(generator, np.random.Generator):
        return np.random.default_rng(seed)
    torch = torch_if_loaded()
    assert torch is not None
    return torch.Generator().manual_seed(seed)


def _texts(text: str) -> Iterator[str]:
    """The same text with a, b, c, ... for its letters."""
    letters = dict.fromkeys(sign for sign in text if sign.isalpha())
    if len(letters) <= 26:
        table = {sign: chr(97 + index) for index, sign in enumerate(letters)}
        yield "".join(table.get(sign, sign) for sign in text)


def _numbers(value: int | float) -> Iterator[int | float]:
    """Numbers of the same type, sign and side of 1."""
    if isinstance(value, int):
        sign, size = (1, value) if value > 0 else (-1, -value)
        yield from (sign * new for new in (1, 2, 3, size // 2, size - 1) if 0 < new < size)
        return
    if not np.isfinite(value) or value == 0:
        return
    fraction = abs(value) < 1
    for new in (0.5, 0.1, 1.0, 2.0, 3.0, *_rounded(abs(value))):
        if new > 0 and (new < 1) == fraction and abs(value) != new:
            yield new if value > 0 else -new


def _rounded(value: float) -> Iterable[float]:
    return float(f"{value:.0g}"), float(f"{value:.0f}"), float(f"{value:.1f}")


def _arrays(array: Any) -> Iterator[Any]:
    numbers = numbers_of(array)
    if numbers is None or numbers.size == 0:
        return
    if numbers.dtype == bool:
        yield _like(array, np.ones_like(numbers))
        return
    finite = np.isfinite(numbers)
    for new in _at_once(numbers):
        yield _like(array, np.where(finite, new, numbers))


def entries(value: Any) -> Iterator[tuple[int, ...]]:
    """Where the entries of a small array stand that may be made simpler."""
    numbers = numbers_of(value) if is_array(value) else None
    if numbers is not None and 1 < numbers.size <= _ENTRIES:
        yield from (index for index in np.ndindex(numbers.shape) if np.isfinite(numbers[index]))


def simpler_entry(array: Any, index: tuple[int, ...]) -> Iterator[Any]:
    """Arrays that are simpler in one entry."""
    numbers = numbers_of(array)
    for new in [True] if numbers.dtype == bool else _entries(float(numbers[index])):
        changed = numbers.copy()
        changed[index] = new
        yield _like(array, changed)


def _at_once(numbers: Any) -> Iterator[Any]:
    count = np.arange(numbers.size).reshape(numbers.shape)
    yield np.zeros_like(numbers)
    yield np.ones_like(numbers)
    yield count
    yield count + 1
    yield np.argsort(np.argsort(numbers.reshape(-1))).reshape(numbers.shape)  # the same order
    yield np.round(numbers)
    finite = np.nan_to_num(numbers.astype(np.float64), posinf=0.0, neginf=0.0)
    yield np.vectorize(lambda entry: float(f"{entry:.0g}"))(finite)
    yield np.round(finite, 1)


def _entries(entry: float) -> Iterator[float]:
    for new in (*_WHOLE, *_rounded(entry)):
        if new != entry:
            yield new


def _like(array: Any, numbers: Any) -> Any:
    if is_tensor(array):
        torch = torch_if_loaded()
        assert torch is not None
        return torch.from_numpy(np.ascontiguousarray(numbers)).to(array.dtype)
    return np.asarray(numbers).astype(array.dtype)


def keeps(old: Any, new: Any) -> bool:
    """Whether ``new`` is of the kind that ``old`` is, where both are numbers in a row or grid."""
    before, after = numbers_of(old), numbers_of(new)
    if before is None or after is None or before.dtype == bool or not before.size:
        return True
    if not after.size:
        return False
    return all(kept(before, after) for kept in (_bounds, _distinct, _sums, _symmetry, _order))


def _bounds(before: Any, after: Any) -> bool:
    low, high = before.min(), before.max()
    if before.dtype.kind in "iu" and (after.min() < low or after.max() > high):
        return False
    if (low >= 0 > after.min()) or (low > 0 >= after.min()):
        return False
    return low < 0 or high > 1 or bool(after.max() <= 1)


def _distinct(before: Any, after: Any) -> bool:
    return _all_distinct(after) or not _all_distinct(before)


def _all_distinct(numbers: Any) -> bool:
    return bool(len(np.unique(numbers)) == numbers.size)


def _sums(before: Any, after: Any) -> bool:
    """Of probabilities."""
    return _sum_to_one(after) or not _sum_to_one(before)


def _sum_to_one(numbers: Any) -> bool:
    if numbers.dtype.kind != "f" or numbers.ndim == 0 or numbers.min() < 0:
        return False
    return bool(np.allclose(numbers.sum(axis=-1), 1.0, atol=1e-5))


def _symmetry(before: Any, after: Any) -> bool:
    return _symmetric(after) or not _symmetric(before)


def _symmetric(numbers: Any) -> bool:
    square = (
        numbers.ndim == 2 and numbers.shape[0] == numbers.shape[1] and numbers.dtype.kind == "f"
    )
    return bool(square and (numbers == numbers.T).all())


def _order(before: Any, after: Any) -> bool:
    return after.size < 2 or _ascending(after) or not _ascending(before)


def _ascending(numbers: Any) -> bool:
    return numbers.ndim == 1 and len(numbers) > 1 and bool((np.diff(numbers) >= 0).all())
