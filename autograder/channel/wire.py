"""Plain values as bytes and back, without pickle.

Every value is a tag and a length-checked payload. Decoding builds exact builtin values, numpy
arrays and dense tensors only; it looks no name up, calls nothing that the sender chose, and its
work is bounded by `Caps`.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable
from functools import lru_cache
from itertools import chain
from typing import Any

from autograder.channel.dtypes import numpy_code, numpy_dtypes, torch_code, torch_if_loaded
from autograder.channel.generators import numpy_fields
from autograder.channel.plain import (
    CAPS,
    MAX_ENTRIES,
    MAX_NDIM,
    WEIGHTS,
    Caps,
    Encoded,
    Opaque,
    WireError,
    collide,
    in_order,
    is_key,
)
from autograder.channel.reader import SET_WEIGHT
from autograder.late import np

__all__ = ["CAPS", "Caps", "Encoded", "Encoder", "Opaque", "WireError", "encode", "encoded"]

_U32 = struct.Struct("<I")
_F64 = struct.Struct("<d")


class Encoder:
    """Encodes one message; `Caps` bound it so that the reader's caps are never a surprise."""

    def __init__(self, caps: Caps) -> None:
        self._caps, self._out, self._nodes, self._size = caps, list[bytes](), 0, 0

    def encode(self, value: Any) -> bytes:
        self._put(value, 0)
        return b"".join(self._out)

    def part(self, value: Any, depth: int) -> Encoded:
        """``value`` as a part of another message."""
        self._put(value, depth)
        return Encoded(b"".join(self._out), self._nodes, depth)

    def _write(self, data: bytes) -> None:
        self._size += len(data)
        if self._size > self._caps.size:
            self._demand_room(0)
        self._out.append(data)

    def _demand_room(self, count: int) -> None:
        if self._size + count > self._caps.size:
            raise WireError(f"the value is larger than {self._caps.size / 2**20:.3g} MB")

    def _weigh(self, weight: int) -> None:
        self._nodes += weight
        if self._nodes > self._caps.nodes:
            self._demand_nodes(0)

    def _demand_nodes(self, count: int) -> None:
        """Refuse before the work, not in the middle of it."""
        if self._nodes + count > self._caps.nodes:
            raise WireError(f"the value has more than {self._caps.nodes:,} entries")

    def _put(self, value: Any, depth: int) -> None:
        self._weigh(1)
        if depth > self._caps.depth:
            raise WireError(f"the value is nested more than {self._caps.depth} levels deep")
        put = _BY_TYPE.get(type(value)) or _encoder_of(value)
        put(self, value, depth)

    def _special(self, value: Any, depth: int) -> None:
        torch = torch_if_loaded()
        if torch is not None and isinstance(value, torch.Tensor):
            self._tensor(value, torch)
        elif torch is not None and isinstance(value, torch.dtype):
            self._dtype(b"Y", torch_code(value), value)
        elif torch is not None and isinstance(value, torch.Generator):
            self._torch_generator(value, depth)
        else:
            self._opaque(type(value).__name__)

    def _opaque(self, name: str) -> None:
        self._blob(b"O", name[:200].encode("utf-8", "replace"))

    def _blob(self, tag: bytes, data: bytes) -> None:
        self._write(tag + _U32.pack(len(data)))
        self._write(data)

    def _none(self, _value: None, _depth: int) -> None:
        self._write(b"N")

    def _bool(self, value: bool, _depth: int) -> None:
        self._write(b"T" if value else b"F")

    def _int(self, value: int, _depth: int) -> None:
        number = int(value)
        if number.bit_length() > 8 * self._caps.int_bytes - 8:
            raise WireError("an integer in it is too large")
        count = number.bit_length() // 8 + 1
        self._write(b"i" + _U32.pack(count) + number.to_bytes(count, "little", signed=True))

    def _float(self, value: float, _depth: int) -> None:
        self._write(b"f" + _F64.pack(value))

    def _str(self, value: str, _depth: int) -> None:
        self._demand_room(len(value))
        self._blob(b"s", str.encode(value, "utf-8", "surrogatepass"))

    def _bytes(self, value: bytes, _depth: int) -> None:
        self._demand_room(len(value))
        self._blob(b"b", bytes(value))

    def _sequence(self, tag: bytes, items: list[Any], depth: int) -> None:
        self._demand_nodes(len(items))
        self._write(tag + _U32.pack(len(items)))
        for item in items:
            self._put(item, depth + 1)

    def _list(self, value: list[Any], depth: int) -> None:
        self._sequence(b"l", list(value), depth)

    def _tuple(self, value: tuple[Any, ...], depth: int) -> None:
        self._sequence(b"t", list(value), depth)

    def _set(self, value: set[Any], depth: int) -> None:
        members = list(value)
        self._weigh(SET_WEIGHT)
        self._check_keys(members)
        self._sequence(b"e", in_order(members), depth)

    def _dict(self, value: dict[Any, Any], depth: int) -> None:
        pairs = list(value.items())
        self._check_keys([key for key, _ in pairs])
        self._write(b"d" + _U32.pack(len(pairs)))
        for part in chain.from_iterable(pairs):
            self._put(part, depth + 1)

    def _check_keys(self, keys: list[Any]) -> None:
        if len(keys) > self._caps.keys:
            raise WireError(f"a dict or set in it has more than {self._caps.keys:,} entries")
        for key in keys:
            if not is_key(key):
                raise WireError(
                    f"a dict or set in it has a key of type {type(key).__name__}; "
                    "keys are text, numbers below 2**53, or tuples of them"
                )
        if collide(keys):
            raise WireError("the keys of a dict or set in it collide")

    def _array(self, value: Any, _depth: int) -> None:
        code = numpy_code(value.dtype)
        if code is None:
            self._opaque(f"numpy array of dtype {value.dtype}")
            return
        self._head(b"A", code, value.shape, value.dtype.itemsize)
        native = np.ascontiguousarray(value, dtype=numpy_dtypes()[code])
        self._blob(b"", native.tobytes())

    def _scalar(self, value: Any, _depth: int) -> None:
        code = numpy_code(value.dtype)
        if code is None:
            self._opaque(f"numpy scalar of dtype {value.dtype}")
            return
        self._weigh(WEIGHTS["scalar"])
        self._write(b"G" + bytes([code]))
        self._blob(b"", np.asarray(value, dtype=numpy_dtypes()[code]).tobytes())

    def _tensor(self, value: Any, torch: Any) -> None:
        code = torch_code(value.dtype)
        dense = value.layout is torch.strided and not value.is_nested
        if code is None or not dense or value.device.type == "meta":
            layout = "nested" if value.is_nested else str(value.layout).removeprefix("torch.")
            self._opaque(f"{layout} tensor of dtype {str(value.dtype).removeprefix('torch.')}")
            return
        self._head(b"X", code, tuple(value.shape), value.element_size())
        whole = value.detach()
        if not value.is_cpu or value.is_conj() or value.is_neg():
            whole = whole.cpu().resolve_conj().resolve_neg()
        whole = whole.contiguous()
        flat = whole.as_strided((whole.numel(),), (1,))  # one entry may keep its stride
        self._blob(b"", flat.view(torch.uint8).numpy().tobytes() if whole.numel() else b"")

    def _head(self, tag: bytes, code: int, shape: tuple[int, ...], itemsize: int) -> None:
        """All but the entries; refuses them before an expanded view is written out in full."""
        self._weigh(WEIGHTS["array"])
        if len(shape) > MAX_NDIM or math.prod(max(size, 1) for size in shape) > MAX_ENTRIES:
            raise WireError("an array in it has too many dimensions, or too long ones")
        self._demand_room(math.prod(shape) * itemsize)
        self._write(tag + bytes([code, len(shape)]) + struct.pack(f"<{len(shape)}Q", *shape))

    def _numpy_dtype(self, value: Any, _depth: int) -> None:
        self._dtype(b"D", numpy_code(value), value)

    def _dtype(self, tag: bytes, code: int | None, value: Any) -> None:
        if code is None:
            self._opaque(f"dtype {value}")
        else:
            self._write(tag + bytes([code]))

    def _numpy_generator(self, value: Any, depth: int) -> None:
        fields = numpy_fields(value)
        if fields is None:
            self._opaque(f"numpy Generator over {type(value.bit_generator).__name__}")
            return
        self._weigh(WEIGHTS["generator"])
        self._write(b"R")
        self._put(fields, depth + 1)

    def _torch_generator(self, value: Any, depth: int) -> None:
        if value.device.type != "cpu":
            self._opaque(f"torch Generator of the device {value.device.type}")
            return
        self._weigh(WEIGHTS["generator"])
        self._write(b"Q")
        self._put(value.get_state().numpy().tobytes(), depth + 1)

    def _encoded(self, value: Encoded, depth: int) -> None:
        if depth > value.depth:
            raise WireError("what was encoded before stands too deep")
        self._weigh(value.nodes)
        self._write(value.data)

    def _given(self, value: Opaque, _depth: int) -> None:
        self._opaque(value.type_name)


_Put = Callable[[Encoder, Any, int], None]
_BY_TYPE: dict[type, _Put] = {  # the common ones, found without asking for each kind in turn
    type(None): Encoder._none,
    bool: Encoder._bool,
    int: Encoder._int,
    float: Encoder._float,
    str: Encoder._str,
    list: Encoder._list,
    tuple: Encoder._tuple,
    dict: Encoder._dict,
    bytes: Encoder._bytes,
    set: Encoder._set,
    Encoded: Encoder._encoded,
}


@lru_cache(maxsize=1)
def _by_kind() -> tuple[tuple[Any, _Put], ...]:
    """All that can be told by asking; the first that holds counts."""
    return (
        (np.ndarray, Encoder._array),
        (bool, Encoder._bool),
        (str, Encoder._str),  # before numpy's scalars: np.str_ is one
        ((bytes, bytearray), Encoder._bytes),
        (np.generic, Encoder._scalar),  # before float: np.float64 is one
        (int, Encoder._int),
        (float, Encoder._float),
        (list, Encoder._list),
        (tuple, Encoder._tuple),
        (dict, Encoder._dict),
        ((set, frozenset), Encoder._set),
        (np.dtype, Encoder._numpy_dtype),
        (np.random.Generator, Encoder._numpy_generator),
        (Opaque, Encoder._given),
    )


def _encoder_of(value: Any) -> _Put:
    torch = torch_if_loaded()
    if torch is not None and type(value) is torch.Tensor:
        return Encoder._special
    found = (put for kinds, put in _by_kind() if isinstance(value, kinds))
    return next(found, Encoder._special)


def encoded(value: Any, depth: int = 1, caps: Caps = CAPS) -> Encoded:
    """``value`` encoded once, to stand in a message as deep as ``depth``; raises as `encode`."""
    return Encoder(caps).part(value, depth)


def encode(value: Any, caps: Caps = CAPS) -> bytes:
    """``value`` as bytes; what is not plain data inside it becomes `Opaque`.

    Raises `WireError` where a cap is passed or a key of a dict is of a kind that may not cross.
    """
    return Encoder(caps).encode(value)
