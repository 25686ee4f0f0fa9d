"""The element types that cross the channel: a fixed table, never a name that is looked up."""

from __future__ import annotations

import sys
from functools import lru_cache
from typing import Any

from autograder.late import np

_NUMPY_NAMES = (
    *("bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"),
    *("float16", "float32", "float64", "complex64", "complex128"),
)
"""Position in this table is the code on the wire."""

TORCH_NAMES = (
    *("bool", "uint8", "int8", "int16", "int32", "int64"),
    *("float16", "bfloat16", "float32", "float64", "complex64", "complex128"),
)
"""Position in this table is the code on the wire."""


@lru_cache(maxsize=1)
def numpy_dtypes() -> tuple[Any, ...]:
    """The numpy dtypes that cross, in the order of their codes."""
    return tuple(np.dtype(name) for name in _NUMPY_NAMES)


@lru_cache(maxsize=1)
def torch_dtypes() -> tuple[Any, ...]:
    """The torch dtypes of `TORCH_NAMES`, in their order. Imports torch."""
    import torch

    return tuple(getattr(torch, name) for name in TORCH_NAMES)


def torch_if_loaded() -> Any | None:
    """The torch module where this process has imported it; a value cannot be a tensor otherwise."""
    return sys.modules.get("torch")


def numpy_code(dtype: Any) -> int | None:
    """The wire code of a numpy dtype, or None for one that does not cross (objects, dates)."""
    native = dtype.newbyteorder("=")
    known = numpy_dtypes()
    return known.index(native) if native in known else None


def torch_code(dtype: Any) -> int | None:
    """The wire code of a torch dtype, or None for one that does not cross (quantised, float8)."""
    dtypes = torch_dtypes()
    return dtypes.index(dtype) if dtype in dtypes else None
