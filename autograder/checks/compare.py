"""Where two values differ, in words. Types, structure, shape and dtype come before any number."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.channel.describe import dtype_name, is_array, is_tensor, kind, shorten, small_array


@dataclass(frozen=True)
class Tolerance:
    """``|actual - expected| <= atol + rtol * |expected|``; None compares exactly."""

    rtol: float
    atol: float


def difference(actual: Any, expected: Any, tolerance: Tolerance | None, dtype: Any = None) -> str:
    """The first difference between two plain values, in words; "" where there is none."""
    return next(differences(actual, expected, tolerance, dtype, ""), "")


def differences(
    actual: Any, expected: Any, tolerance: Tolerance | None, dtype: Any, where: str
) -> Iterator[str]:
    """All differences, outermost and leftmost first."""
    place = f"at {where}: " if where else ""
    if is_array(expected):
        text = _array_difference(actual, expected, tolerance, dtype)
        yield from (place + line for line in [text] if text)
    elif isinstance(expected, dict):
        yield from _dict_differences(actual, expected, tolerance, dtype, where)
    elif isinstance(expected, list | tuple):
        yield from _sequence_differences(actual, expected, tolerance, dtype, where)
    else:
        text = _leaf_difference(actual, expected, tolerance)
        yield from (place + line for line in [text] if text)


def _sequence_differences(
    actual: Any, expected: Any, tolerance: Tolerance | None, dtype: Any, where: str
) -> Iterator[str]:
    place = f"at {where}: " if where else ""
    if type(actual) is not type(expected):
        yield f"{place}got {kind(actual)}, expected a {type(expected).__name__}"
        return
    for index, (mine, theirs) in enumerate(zip(actual, expected, strict=False)):
        yield from differences(mine, theirs, tolerance, dtype, f"{where}[{index}]")
    if len(actual) != len(expected):
        yield f"{place}got {len(actual)} entries, expected {len(expected)}"


def _dict_differences(
    actual: Any, expected: Any, tolerance: Tolerance | None, dtype: Any, where: str
) -> Iterator[str]:
    place = f"at {where}: " if where else ""
    if not isinstance(actual, dict):
        yield f"{place}got {kind(actual)}, expected a dict"
        return
    for key, theirs in expected.items():
        if key not in actual:
            yield f"{place}the key {key!r} is missing"
        else:
            yield from differences(actual[key], theirs, tolerance, dtype, f"{where}[{key!r}]")
    yield from (f"{place}the key {key!r} should not be there" for key in actual if key not in expected)


def _leaf_difference(actual: Any, expected: Any, tolerance: Tolerance | None) -> str:
    if tolerance is not None and _is_number(expected):
        if not _is_number(actual):
            return f"got {kind(actual)}, expected a number"
        near = _close(np.asarray(actual), np.asarray(expected), tolerance)
        return "" if bool(near) else f"got {_number(actual)}, expected {_number(expected)}"
    if not _same_leaf_type(actual, expected):
        return f"got {kind(actual)}, expected {kind(expected)}"
    return "" if actual == expected else f"got {_leaf(actual)}, expected {_leaf(expected)}"


def _same_leaf_type(actual: Any, expected: Any) -> bool:
    """Exact types; a numpy integer counts as an int, since both are the same number of the field."""
    integers = (int, np.integer)
    if isinstance(expected, integers) and not isinstance(expected, bool):
        return isinstance(actual, integers) and not isinstance(actual, bool)
    return type(actual) is type(expected)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | np.number) and not isinstance(value, bool)


def _array_difference(actual: Any, expected: Any, tolerance: Tolerance | None, dtype: Any) -> str:
    wanted = "tensor" if is_tensor(expected) else "array"
    if not is_array(actual) or is_tensor(actual) != is_tensor(expected):
        return f"got {kind(actual)}, expected a {wanted} of shape {tuple(expected.shape)}"
    if tuple(actual.shape) != tuple(expected.shape):
        return f"got shape {tuple(actual.shape)}, expected {tuple(expected.shape)}"
    text = dtype_difference(actual, dtype if dtype is not None else expected, exact=dtype is not None)
    return text or entries_difference(as_numbers(actual), as_numbers(expected), tolerance)


def dtype_difference(actual: Any, expected: Any, *, exact: bool) -> str:
    """A wrong dtype in words. Without ``exact``, any dtype of the same kind (floating, ...) will do."""
    mine, theirs = dtype_name(actual), _name_of(expected)
    same = mine == theirs if exact else _family(mine) == _family(theirs)
    needed = theirs if exact else f"a {_family(theirs)} dtype such as {theirs}"
    return "" if same else f"got dtype {mine}, expected {needed}"


def _name_of(dtype: Any) -> str:
    named = getattr(dtype, "dtype", dtype)
    return str(np.dtype(named) if isinstance(named, type) else named).removeprefix("torch.")


def _family(name: str) -> str:
    for prefix, family in (("bool", "bool"), ("complex", "complex"), ("float", "floating")):
        if name.startswith(prefix):
            return family
    return "floating" if name == "bfloat16" else "integer"


def as_numbers(value: Any) -> Any:
    """A checked array or tensor as a numpy array wide enough to compare: float64, complex128, int."""
    if is_tensor(value):
        value = value.double().numpy() if value.is_floating_point() else value.numpy()
    if np.issubdtype(value.dtype, np.floating):
        return value.astype(np.float64)
    return value.astype(np.complex128) if np.issubdtype(value.dtype, np.complexfloating) else value


def _close(actual: Any, expected: Any, tolerance: Tolerance) -> Any:
    """Entry by entry; nan matches nan and an infinity only itself."""
    with np.errstate(all="ignore"):
        near = np.abs(actual - expected) <= tolerance.atol + tolerance.rtol * np.abs(expected)
    same = (actual == expected) | (np.isnan(actual) & np.isnan(expected))
    return same | (near & np.isfinite(actual) & np.isfinite(expected))


def _exact(actual: Any, expected: Any) -> Any:
    same = actual == expected
    if np.issubdtype(np.asarray(expected).dtype, np.inexact):
        same = same | (np.isnan(actual) & np.isnan(expected))
    return same


def entries_difference(actual: Any, expected: Any, tolerance: Tolerance | None) -> str:
    """Where two numpy arrays of one shape differ: the first entry, the worst one, and how many."""
    inexact = np.issubdtype(expected.dtype, np.inexact) or np.issubdtype(actual.dtype, np.inexact)
    exact = tolerance is None or not inexact
    right = _exact(actual, expected) if exact or tolerance is None else _close(actual, expected, tolerance)
    if np.all(right):
        return ""
    wrong = np.argwhere(~np.asarray(right))
    first = tuple(int(i) for i in wrong[0])
    lines = [f"first difference{_at(first)}: got {_number(actual[first])}, expected {_number(expected[first])}"]
    if len(wrong) > 1 and inexact:
        worst = _worst(actual, expected, right)
        lines.append(
            f"worst difference{_at(worst)}: got {_number(actual[worst])}, expected {_number(expected[worst])}"
        )
    if actual.size > 1:
        lines.append(f"{len(wrong)} of {actual.size} entries differ")
    if 1 < actual.size <= 16:
        lines += [f"all of it: {small_array(actual)}", f"expected:  {small_array(expected)}"]
    return "\n".join(lines)


def _worst(actual: Any, expected: Any, right: Any) -> tuple[int, ...]:
    with np.errstate(all="ignore"):
        gaps = np.abs(np.asarray(actual - expected, dtype=np.complex128))
    gaps = np.where(right, -1.0, np.where(np.isnan(gaps), math.inf, gaps))
    return tuple(int(i) for i in np.unravel_index(int(np.argmax(gaps)), gaps.shape))


def _at(index: tuple[int, ...]) -> str:
    return f" at [{', '.join(map(str, index))}]" if index else ""


def _number(value: Any) -> str:
    plain = value.item() if hasattr(value, "item") else value
    return f"{plain:.6g}" if isinstance(plain, float) else repr(plain)


def _leaf(value: Any) -> str:
    return shorten(repr(value.item() if isinstance(value, np.generic) else value))
