"""Plain values as JSON that a person can read and compare, for recordings."""

from __future__ import annotations

import base64
import math
import re
from typing import Any

from autograder.channel.describe import dtype_name, is_tensor
from autograder.channel.dtypes import TORCH_NAMES, torch_dtypes
from autograder.channel.plain import Opaque, frozen, in_order
from autograder.channel.reader import decode
from autograder.channel.wire import encode
from autograder.late import np

_LARGE_INT = 2**53
_MAX_DECIMAL_BITS = 4096
_SURROGATE = re.compile("[\ud800-\udfff]")
"""Halves of a character, which JSON may join."""


def to_json(value: Any) -> Any:
    """``value`` as data for ``json.dumps``; floats keep every bit."""
    if value is None or isinstance(value, bool):
        return value
    if type(value) is str and not _SURROGATE.search(value):
        return value
    if type(value) is int:
        return value if abs(value) < _LARGE_INT else {"int": _digits(value)}
    if type(value) is float:
        return _float(value)
    if isinstance(value, list):
        return [to_json(item) for item in value]
    if isinstance(value, tuple):
        return {"tuple": [to_json(item) for item in value]}
    if isinstance(value, dict):
        return {"dict": [[to_json(key), to_json(item)] for key, item in value.items()]}
    if isinstance(value, set | frozenset):
        return {"set": [to_json(item) for item in in_order(value)]}
    if isinstance(value, bytes):
        return {"bytes": value.decode("latin-1")}
    if isinstance(value, Opaque):
        return {"opaque": value.type_name}
    return _array_or_wire(value)


def _array_or_wire(value: Any) -> Any:
    word = "tensor" if is_tensor(value) else "array" if isinstance(value, np.ndarray) else ""
    if not word or dtype_name(value).startswith("complex"):
        return {"wire": base64.b64encode(encode(value)).decode()}
    entries = value.reshape(-1)
    return {word: dtype_name(value), "shape": list(value.shape), "data": _entries(entries)}


def _entries(flat: Any) -> list[Any]:
    name = dtype_name(flat)
    if name in ("float16", "bfloat16", "float32"):
        numbers = np.asarray(flat.float() if is_tensor(flat) else flat, dtype=np.float32)
        return [_float(float(str(number))) for number in numbers]
    return [_float(item) if isinstance(item, float) else item for item in flat.tolist()]


def _digits(value: int) -> str:
    """Decimal, or hexadecimal where Python refuses to write that many decimal digits."""
    return str(value) if value.bit_length() < _MAX_DECIMAL_BITS else hex(value)


def _float(value: float) -> Any:
    return value if math.isfinite(value) else {"float": str(value)}


def from_json(data: Any) -> Any:
    """The value that `to_json` wrote."""
    if isinstance(data, list):
        return [from_json(item) for item in data]
    if not isinstance(data, dict):
        return data
    if "tensor" in data or "array" in data:
        return _array(data)
    (word, content), *_ = data.items()
    return _WORDS[word](content)


def _array(data: dict[str, Any]) -> Any:
    flat = [from_json(item) for item in data["data"]]
    shape = tuple(data["shape"])
    if "array" in data:
        return np.array(flat, dtype=data["array"]).reshape(shape)
    import torch

    dtype = torch_dtypes()[TORCH_NAMES.index(data["tensor"])]
    return torch.tensor(flat, dtype=dtype).reshape(shape)


_WORDS: dict[str, Any] = {
    "int": lambda text: int(text, 0),
    "float": float,
    "tuple": lambda items: tuple(from_json(items)),
    "dict": lambda pairs: {frozen(from_json(key)): from_json(item) for key, item in pairs},
    "set": lambda items: set(map(frozen, from_json(items))),
    "bytes": lambda text: text.encode("latin-1"),
    "opaque": Opaque,
    "wire": lambda text: decode(base64.b64decode(text)),
}
