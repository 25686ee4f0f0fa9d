"""Where two values differ, in words. Types, structure, shape and dtype come before any number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from autograder.channel.describe import dtype_name, got, is_array, is_tensor, kind, spelled
from autograder.channel.dtypes import torch_if_loaded
from autograder.channel.plain import Opaque
from autograder.channel.wire import encode
from autograder.checks.entries import (
    Tolerance,
    as_numbers,
    close_numbers,
    entries_difference,
    got_and_expected,
)
from autograder.late import np

__all__ = ["Tolerance", "as_numbers", "difference", "dtype_difference", "entries_difference"]

_LONG_TEXT = 60
_AROUND = 20


def difference(actual: Any, expected: Any, tolerance: Tolerance | None, dtype: Any = None) -> str:
    """The first difference between two plain values, in words; "" where there is none."""
    return next(differences(actual, expected, tolerance, dtype, ""), "")


def differences(
    actual: Any, expected: Any, tolerance: Tolerance | None, dtype: Any, where: str
) -> Iterator[str]:
    """All differences, outermost and leftmost first."""
    if isinstance(expected, dict):
        yield from _dict_differences(actual, expected, tolerance, dtype, where)
    elif isinstance(expected, list | tuple):
        yield from _sequence_differences(actual, expected, tolerance, dtype, where)
    else:
        text = _single_difference(actual, expected, tolerance, dtype)
        yield from (_place(where) + line for line in [text] if text)


def _place(where: str) -> str:
    return f"at {where}: " if where else ""


def _single_difference(actual: Any, expected: Any, tolerance: Tolerance | None, dtype: Any) -> str:
    if isinstance(actual, Opaque):
        return f"got {actual}, which is no plain value and cannot be compared"
    if is_array(expected):
        return _array_difference(actual, expected, tolerance, dtype)
    if isinstance(expected, set | frozenset):
        return _set_difference(actual, expected)
    return _leaf_difference(actual, expected, tolerance)


def _sequence_differences(
    actual: Any, expected: Any, tolerance: Tolerance | None, dtype: Any, where: str
) -> Iterator[str]:
    word = "list" if isinstance(expected, list) else "tuple"
    if not isinstance(actual, list if word == "list" else tuple):
        yield f"{_place(where)}{got(actual)}, expected a {word} of {len(expected)}"
        return
    for index, (mine, theirs) in enumerate(zip(actual, expected, strict=False)):
        yield from differences(mine, theirs, tolerance, dtype, f"{where}[{index}]")
    if len(actual) != len(expected):
        yield f"{_place(where)}got {len(actual)} entries, expected {len(expected)}"


def _dict_differences(
    actual: Any, expected: Any, tolerance: Tolerance | None, dtype: Any, where: str
) -> Iterator[str]:
    place = _place(where)
    if not isinstance(actual, dict):
        yield f"{place}{got(actual)}, expected a dict"
        return
    mine = {_typed(key): value for key, value in actual.items()}
    for key, theirs in expected.items():
        if _typed(key) in mine:
            there = f"{where}[{spelled(key)}]"
            yield from differences(mine[_typed(key)], theirs, tolerance, dtype, there)
        else:
            yield f"{place}the key {spelled(key)} is missing"
    known = set(map(_typed, expected))
    extra = (key for key in actual if _typed(key) not in known)
    yield from (f"{place}the key {spelled(key)} should not be there" for key in extra)


def _set_difference(actual: Any, expected: set[Any] | frozenset[Any]) -> str:
    if not isinstance(actual, set | frozenset):
        return f"{got(actual)}, expected a set"
    mine, theirs = ({_typed(entry): entry for entry in side} for side in (actual, expected))
    missing = [entry for key, entry in theirs.items() if key not in mine]
    extra = [entry for key, entry in mine.items() if key not in theirs]
    parts = [_entries(missing, "missing")] if missing else []
    return "; ".join(parts + ([_entries(extra, "too many")] if extra else []))


def _entries(entries: list[Any], word: str) -> str:
    first = ", ".join(spelled(entry, 30) for entry in sorted(entries, key=spelled)[:3])
    more = f" and {len(entries) - 3} more" if len(entries) > 3 else ""
    noun = "entry is" if len(entries) == 1 else "entries are"
    return f"{len(entries)} {noun} {word}: {first}{more}"


def _typed(key: Any) -> Any:
    """A key that is equal only to keys of its own type: 1, True and 1.0 are three."""
    if isinstance(key, tuple):
        return tuple, tuple(map(_typed, key))
    if isinstance(key, frozenset):
        return frozenset, frozenset(map(_typed, key))
    return (int if isinstance(key, np.integer) else type(key)), key


def _leaf_difference(actual: Any, expected: Any, tolerance: Tolerance | None) -> str:
    if tolerance is not None and _is_number(expected):
        if not _is_number(actual):
            return f"{got(actual)}, expected a plain number"
        near = close_numbers(actual, expected, tolerance)
        return "" if near else got_and_expected(actual, expected)
    if not _same_leaf_type(actual, expected):
        return f"{got(actual)}, expected {kind(expected)}"
    return "" if _same_leaf(actual, expected) else _leaf_words(actual, expected)


def _same_leaf_type(actual: Any, expected: Any) -> bool:
    """Exact types; a numpy integer counts as an int, both are the same number of the field."""
    integers = (int, np.integer)
    if isinstance(expected, integers) and not isinstance(expected, bool):
        return isinstance(actual, integers) and not isinstance(actual, bool)
    return type(actual) is type(expected)


def _same_leaf(actual: Any, expected: Any) -> bool:
    if _is_generator(expected):
        return encode(actual) == encode(expected)
    return bool(actual == expected) or (_is_nan(actual) and _is_nan(expected))


def _is_nan(value: Any) -> bool:
    return isinstance(value, float | complex | np.inexact) and bool(np.isnan(value))


def _is_generator(value: Any) -> bool:
    torch = torch_if_loaded()
    return isinstance(value, np.random.Generator) or (
        torch is not None and isinstance(value, torch.Generator)
    )


def _leaf_words(actual: Any, expected: Any) -> str:
    if _is_generator(expected):
        return f"got a {type(expected).__name__} in another state than expected"
    if isinstance(expected, str | bytes) and max(len(actual), len(expected)) > _LONG_TEXT:
        return _text_words(actual, expected)
    if _is_number(expected):
        return got_and_expected(actual, expected)
    return f"got {spelled(actual)}, expected {spelled(expected)}"


def _text_words(actual: Any, expected: Any) -> str:
    """Long texts are shown around the first place where they differ."""
    pairs = enumerate(zip(actual, expected, strict=False))
    first = next((i for i, (a, b) in pairs if a != b), min(len(actual), len(expected)))
    near = slice(max(0, first - _AROUND), first + _AROUND)
    unit = "character" if isinstance(expected, str) else "byte"
    lengths = ""
    if len(actual) != len(expected):
        lengths = f" ({len(actual)} {unit}s, expected {len(expected)})"
    mine, theirs = (f"...{text[near]!r}..." for text in (actual, expected))
    return f"differs from {unit} {first} on{lengths}: got {mine}, expected {theirs}"


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | complex | np.number) and not isinstance(value, bool)


def _array_difference(actual: Any, expected: Any, tolerance: Tolerance | None, dtype: Any) -> str:
    wanted = "tensor" if is_tensor(expected) else "numpy array"
    if not is_array(actual) or is_tensor(actual) != is_tensor(expected):
        return f"{got(actual)}, expected a {wanted} of shape {tuple(expected.shape)}"
    if tuple(actual.shape) != tuple(expected.shape):
        return f"got shape {tuple(actual.shape)}, expected {tuple(expected.shape)}"
    text = dtype_difference(actual, expected if dtype is None else dtype, exact=dtype is not None)
    return text or entries_difference(as_numbers(actual), as_numbers(expected), tolerance)


def dtype_difference(actual: Any, expected: Any, *, exact: bool) -> str:
    """A wrong dtype in words. Without ``exact``, any of the same kind (floating, ...) will do."""
    mine, theirs = dtype_name(actual), name_of_dtype(expected)
    same = mine == theirs if exact else _family(mine) == _family(theirs)
    article = "an" if _family(theirs) == "integer" else "a"
    needed = theirs if exact else f"{article} {_family(theirs)} dtype such as {theirs}"
    return "" if same else f"got dtype {mine}, expected {needed}"


def name_of_dtype(dtype: Any) -> str:
    """``float32``, of torch.float32, np.float32, np.dtype("float32"), "float32", or of an array."""
    if is_array(dtype):
        return dtype_name(dtype)
    plain = np.dtype(dtype) if isinstance(dtype, type) else dtype
    return str(getattr(plain, "name", plain)).removeprefix("torch.")


def _family(name: str) -> str:
    for prefix, family in (("bool", "bool"), ("complex", "complex"), ("float", "floating")):
        if name.startswith(prefix):
            return family
    return "floating" if name == "bfloat16" else "integer"
