"""Plain values of every kind that crosses, for property tests."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import torch
from hypothesis import strategies as st

from autograder.channel.dtypes import numpy_dtypes, torch_dtypes
from autograder.channel.plain import sort_key

TEXTS = st.text(st.characters(), max_size=20)  # surrogates are in it
FLOATS = st.floats() | st.sampled_from([-0.0, math.nan, math.inf, 5e-324])
INTS = st.integers() | st.integers(-(2**9000), 2**9000)
LEAVES = st.none() | st.booleans() | INTS | FLOATS | TEXTS | st.binary(max_size=20)

_SIMPLE_KEYS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(-1e15, 1e15)
    | TEXTS
    | st.binary(max_size=8)
)
KEYS = st.recursive(
    _SIMPLE_KEYS,
    lambda keys: st.lists(keys, max_size=3).map(tuple) | st.frozensets(keys, max_size=3),
    max_leaves=5,
)

PLAIN = st.recursive(
    LEAVES | st.sets(KEYS, max_size=4),
    lambda values: st.lists(values, max_size=4)
    | st.lists(values, max_size=4).map(tuple)
    | st.dictionaries(KEYS, values, max_size=4),
    max_leaves=20,
)


@st.composite
def _arrays(draw: st.DrawFn) -> Any:
    dtype = draw(st.sampled_from(numpy_dtypes()))
    shape = tuple(draw(st.lists(st.integers(0, 3), max_size=4)))
    raw = draw(st.binary(min_size=16 * math.prod(shape), max_size=16 * math.prod(shape)))
    data = np.frombuffer(raw, np.uint8)[: math.prod(shape) * dtype.itemsize].copy()
    return (data % 2 == 1 if dtype.kind == "b" else data.view(dtype)).reshape(shape)


@st.composite
def _tensors(draw: st.DrawFn) -> Any:
    dtype = draw(st.sampled_from(torch_dtypes()))
    shape = tuple(draw(st.lists(st.integers(0, 3), max_size=4)))
    seed = draw(st.integers(0, 99))
    noise = torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)
    return (noise * 9).abs().to(dtype)


ARRAYS = _arrays()
TENSORS = _tensors()
MESSAGES = st.recursive(
    PLAIN | ARRAYS | TENSORS,
    lambda values: st.lists(values, max_size=3) | st.dictionaries(TEXTS, values, max_size=3),
    max_leaves=6,
)


def same(left: Any, right: Any) -> bool:
    """Equal to the last bit, in value and in type, at every depth."""
    if type(left) is not type(right):
        return False
    if isinstance(left, float):
        return np.float64(left).tobytes() == np.float64(right).tobytes()
    if isinstance(left, list | tuple):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict):
        return list(map(sort_key, left)) == list(map(sort_key, right)) and all(
            same(value, right[key]) for key, value in left.items()
        )
    if isinstance(left, np.ndarray | np.generic):
        alike = left.dtype == right.dtype and left.shape == right.shape
        return alike and left.tobytes() == right.tobytes()
    if isinstance(left, torch.Tensor):
        alike = left.dtype == right.dtype and left.shape == right.shape
        return alike and bool(torch.equal(left, right))
    return bool(left == right)
