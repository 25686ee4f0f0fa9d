"""The values inside a call: where they stand, how large they are, and copies with one changed."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from autograder.channel.describe import is_array, is_tensor
from autograder.channel.dtypes import torch_if_loaded
from autograder.channel.plain import Opaque
from autograder.late import np

Place = tuple[Any, ...]
"""The indices and keys that lead from a value to one inside it."""

_MANY = 32
"""Longer containers are looked at as a whole, not entry by entry."""
_SPELLED = 64
"""Entries of an array whose digits count."""


def places(value: Any, at: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Every value inside ``value`` with its place, outer ones first."""
    yield at, value
    if isinstance(value, list | tuple | dict) and len(value) <= _MANY:
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, item in items:
            yield from places(item, (*at, key))


def put(value: Any, at: Place, new: Any) -> Any:
    """A copy of ``value`` with ``new`` at a place; what is beside it is shared."""
    if not at:
        return new
    key, *rest = at
    if isinstance(value, dict):
        return {**value, key: put(value[key], tuple(rest), new)}
    items = list(value)
    items[key] = put(items[key], tuple(rest), new)
    return tuple(items) if isinstance(value, tuple) else items


def at_place(value: Any, at: Place) -> Any:
    """The value at a place."""
    for key in at:
        value = value[key]
    return value


def axes(value: Any) -> tuple[int, ...]:
    """The lengths along which entries can be left out: an array's shape, a list's length.

    A tuple has none: its length is mostly a part of its meaning.
    """
    if is_array(value):
        return tuple(value.shape)
    return (len(value),) if isinstance(value, list | str | bytes) else ()


def take(value: Any, axis: int, kept: Sequence[int]) -> Any:
    """``value`` with only the ``kept`` entries along an axis."""
    if is_tensor(value):
        torch = torch_if_loaded()
        assert torch is not None
        return value.index_select(axis, torch.tensor(list(kept)))
    if is_array(value):
        return np.take(value, list(kept), axis=axis)
    items = [value[index] for index in kept]
    if isinstance(value, str):
        return "".join(items)
    return bytes(items) if isinstance(value, bytes) else type(value)(items)


def numbers_of(value: Any) -> Any:
    """A real array, or a list of at least two numbers, as a numpy array; None for all else."""
    if is_tensor(value):
        value = value.double().numpy() if value.is_floating_point() else value.numpy()
    if isinstance(value, list | tuple) and len(value) > 1 and all(map(is_number, value)):
        return np.asarray(value, dtype=np.float64) if _fits(value) else None
    return value if isinstance(value, np.ndarray) and value.dtype.kind in "biuf" else None


def _fits(value: Sequence[Any]) -> bool:
    return all(isinstance(item, float) or abs(item) < 2**53 for item in value)


def is_number(value: Any) -> bool:
    """A plain int or float, and no bool."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_generator(value: Any) -> bool:
    """A numpy or torch generator of random numbers."""
    torch = torch_if_loaded()
    return isinstance(value, np.random.Generator) or (
        torch is not None and isinstance(value, torch.Generator)
    )


def is_plain(value: Any) -> bool:
    """Whether nothing in a value stands for something that could not cross the channel."""
    if isinstance(value, dict):
        return all(is_plain(key) and is_plain(item) for key, item in value.items())
    if isinstance(value, list | tuple | set | frozenset):
        return all(map(is_plain, value))
    return not isinstance(value, Opaque)


Weight = tuple[int, int, float]


def weight(value: Any) -> Weight:
    """How simple a value is: entries, then digits, then magnitude; less is simpler."""
    if is_array(value):
        return _array_weight(value)
    if isinstance(value, dict):
        return _sum([(len(value), 0, 0.0), *map(weight, value), *map(weight, value.values())])
    if isinstance(value, list | tuple | set | frozenset):
        return _sum([(len(value), 0, 0.0), *map(weight, value)])
    if isinstance(value, str | bytes):
        signs = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
        return len(value), len(signs), float(sum(abs(sign - 97) for sign in signs[:_SPELLED]))
    if is_number(value) or isinstance(value, np.generic):
        return _number_weight(value)
    return (1, 0, 0.0)


def _sum(weights: list[Weight]) -> Weight:
    entries, digits, magnitudes = zip(*weights, strict=True)
    return sum(entries), sum(digits), sum(magnitudes)


def _array_weight(array: Any) -> Weight:
    size = int(np.prod(tuple(array.shape)))
    if size > _SPELLED:
        return size + 1, 8 * size, 0.0
    if "bool" in str(array.dtype):
        return size + 1, size, float(size - int(array.sum()))  # True says less: nothing is masked
    return _sum([(1, 0, 0.0), *map(_number_weight, array.reshape(-1).tolist())])


def _number_weight(value: Any) -> Weight:
    if isinstance(value, complex | np.complexfloating):
        return 1, len(str(value)), float(np.abs(value))
    if isinstance(value, int) and value.bit_length() > 64:
        return 1, value.bit_length(), math.inf
    with np.errstate(over="ignore"):  # beyond float32 is infinite
        number = float(np.float32(value))
    if not math.isfinite(number):
        return 1, 4, 0.0
    text = str(int(number)) if number.is_integer() else f"{number:.6g}."
    return 1, len(text), abs(number)
