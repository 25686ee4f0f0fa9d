"""The reading half of the wire: bytes of a stranger become plain values, or a `WireError`."""

from __future__ import annotations

import math
import struct
from collections.abc import Callable
from typing import Any

from autograder.channel.dtypes import numpy_dtypes, torch_dtypes
from autograder.channel.generators import numpy_from, torch_from
from autograder.channel.plain import (
    CAPS,
    MAX_ENTRIES,
    MAX_NDIM,
    WEIGHTS,
    Caps,
    Opaque,
    WireError,
    collide,
    frozen,
    is_key,
)
from autograder.late import np

_U32 = struct.Struct("<I")
_F64 = struct.Struct("<d")

SET_WEIGHT = 4
"""What a set counts more than a list, as `WEIGHTS` counts: an empty one takes 216 bytes."""
_MAX_IN_KEY = 64
_MAX_SIMPLE = 2**31
_MAX_NAME = 200


class Decoder:
    """Reads one message; every count is checked against the bytes left before it is used."""

    def __init__(self, data: bytes, caps: Caps) -> None:
        if len(data) > caps.size:
            raise WireError(f"the message is larger than {caps.size // 2**20} MB")
        self._data, self._caps, self._at, self._nodes = data, caps, 0, 0
        self._end = len(data)
        self._view = memoryview(data)

    def decode(self) -> Any:
        value = self._get(0)
        if self._at != len(self._data):
            raise WireError("bytes are left over after the message")
        return value

    def _next(self, count: int) -> slice:
        if count > self._end - self._at:
            raise WireError("the message is cut short")
        start, self._at = self._at, self._at + count
        return slice(start, self._at)

    def _take(self, count: int) -> bytes:
        return self._data[self._next(count)]

    def _count(self) -> int:
        at, self._at = self._at, self._at + 4
        if self._at > self._end:
            raise WireError("the message is cut short")
        count: int = _U32.unpack_from(self._data, at)[0]
        return count

    def _weigh(self, weight: int) -> None:
        self._nodes += weight
        if self._nodes > self._caps.nodes:
            raise WireError("the message holds too much")

    def _get(self, depth: int) -> Any:
        self._weigh(1)
        if depth > self._caps.depth:
            raise WireError("the message is nested too deep")
        at, self._at = self._at, self._at + 1
        if at >= self._end:
            raise WireError("the message is cut short")
        reader = _READERS.get(self._data[at])
        if reader is None:
            raise WireError("the message has an unknown tag")
        return reader(self, depth)

    def _blob(self) -> memoryview:
        """The bytes of a value, not copied: a message may be one large array."""
        return self._view[self._next(self._count())]

    def _bytes(self, _depth: int) -> bytes:
        return bytes(self._blob())

    def _int(self, _depth: int) -> int:
        data = self._take(self._count())
        if len(data) > self._caps.int_bytes:
            raise WireError("an integer is too large")
        return int.from_bytes(data, "little", signed=True)

    def _float(self, _depth: int) -> float:
        return float(_F64.unpack(self._take(8))[0])

    def _str(self, _depth: int) -> str:
        try:
            return str(self._blob(), "utf-8", "surrogatepass")
        except UnicodeDecodeError as error:
            raise WireError("a text is not UTF-8") from error

    def _list(self, depth: int) -> list[Any]:
        count = self._count()
        if count > self._end - self._at:
            raise WireError("the message is cut short")
        return [self._get(depth + 1) for _ in range(count)]

    def _tuple(self, depth: int) -> tuple[Any, ...]:
        return tuple(self._list(depth))

    def _key(self, depth: int) -> Any:
        key = self._get(depth + 1)
        if _is_simple(key):
            return key
        if type(key) is tuple and len(key) <= _MAX_IN_KEY and all(map(_is_simple, key)):
            return key
        key = frozen(key)
        if not _fits(key):
            raise WireError(f"a {type(key).__name__} cannot be a key")
        return key

    def _keys_ahead(self) -> int:
        count = self._count()
        if count > self._caps.keys or count > len(self._data) - self._at:
            raise WireError("a dict or set holds too many entries")
        return count

    def _set(self, depth: int) -> set[Any]:
        self._weigh(SET_WEIGHT)
        return set(_apart([self._key(depth) for _ in range(self._keys_ahead())]))

    def _dict(self, depth: int) -> dict[Any, Any]:
        pairs = [(self._key(depth), self._get(depth + 1)) for _ in range(self._keys_ahead())]
        _apart([key for key, _ in pairs])
        return dict(pairs)

    def _shape_and_bytes(self, itemsize: int) -> tuple[tuple[int, ...], memoryview]:
        self._weigh(WEIGHTS["array"])
        ndim = self._take(1)[0]
        if ndim > MAX_NDIM:
            raise WireError(f"an array has {ndim} dimensions")
        shape = tuple(int.from_bytes(self._take(8), "little") for _ in range(ndim))
        if math.prod(max(size, 1) for size in shape) > MAX_ENTRIES:
            raise WireError("an array's shape is too large")
        data = self._blob()
        if math.prod(shape) * itemsize != len(data):
            raise WireError("an array's shape and its bytes do not agree")
        return shape, data

    def _numpy_dtype(self, _depth: int = 0) -> Any:
        return _entry(numpy_dtypes(), self._take(1)[0])

    def _array(self, _depth: int) -> Any:
        dtype = self._numpy_dtype()
        shape, data = self._shape_and_bytes(dtype.itemsize)
        return _clean(np.frombuffer(data, dtype=np.uint8), dtype).reshape(shape)

    def _scalar(self, _depth: int) -> Any:
        self._weigh(WEIGHTS["scalar"])
        dtype = self._numpy_dtype()
        data = self._blob()
        if len(data) != dtype.itemsize:
            raise WireError("a scalar's dtype and its bytes do not agree")
        return _clean(np.frombuffer(data, dtype=np.uint8), dtype)[0]

    def _torch_dtype(self, _depth: int = 0) -> Any:
        return _entry(torch_dtypes(), self._take(1)[0])

    def _tensor(self, _depth: int) -> Any:
        import torch

        dtype = self._torch_dtype()
        shape, data = self._shape_and_bytes(dtype.itemsize)
        if not data:
            return torch.empty(shape, dtype=dtype)
        if dtype is torch.bool:
            return torch.from_numpy(_clean(np.frombuffer(data, np.uint8), np.dtype(bool))).reshape(
                shape
            )
        return torch.frombuffer(bytearray(data), dtype=dtype).reshape(shape)

    def _numpy_generator(self, depth: int) -> Any:
        self._weigh(WEIGHTS["generator"])
        return numpy_from(self._get(depth + 1))

    def _torch_generator(self, depth: int) -> Any:
        self._weigh(WEIGHTS["generator"])
        return torch_from(self._get(depth + 1))

    def _opaque(self, _depth: int) -> Opaque:
        name = self._blob()[: 4 * _MAX_NAME]  # no sign takes more than four bytes
        return Opaque(str(name, "utf-8", "replace")[:_MAX_NAME])


def _is_simple(key: Any) -> bool:
    """Most keys, told quickly."""
    kind = type(key)
    return kind is str or kind is bytes or (kind is int and -_MAX_SIMPLE < key < _MAX_SIMPLE)


def _fits(key: Any) -> bool:
    """`is_key`, without a second look into sets: their members were keys when they were read, and
    sets in sets would have them all looked at once more for every level.
    """
    if isinstance(key, frozenset):
        return len(key) <= _MAX_IN_KEY
    if isinstance(key, tuple):
        return len(key) <= _MAX_IN_KEY and all(map(_fits, key))
    return is_key(key)


def _apart(keys: list[Any]) -> list[Any]:
    """Keys of one hash can be computed, and then every one is compared with all before it."""
    if collide(keys):
        raise WireError("the keys of a dict or set collide")
    return keys


def _clean(raw: Any, dtype: Any) -> Any:
    """A fresh, writable array of ``dtype``; a byte other than 0 and 1 is no bool."""
    if dtype == np.dtype(bool):
        return raw != 0
    return raw.view(dtype).copy()


def _entry(table: tuple[Any, ...], code: int) -> Any:
    if code >= len(table):
        raise WireError("the message has an unknown dtype")
    return table[code]


_BY_TAG: dict[bytes, Callable[[Decoder, int], Any]] = {
    b"N": lambda _reader, _depth: None,
    b"T": lambda _reader, _depth: True,
    b"F": lambda _reader, _depth: False,
    b"i": Decoder._int,
    b"f": Decoder._float,
    b"s": Decoder._str,
    b"b": Decoder._bytes,
    b"l": Decoder._list,
    b"t": Decoder._tuple,
    b"d": Decoder._dict,
    b"e": Decoder._set,
    b"A": Decoder._array,
    b"G": Decoder._scalar,
    b"X": Decoder._tensor,
    b"D": Decoder._numpy_dtype,
    b"Y": Decoder._torch_dtype,
    b"R": Decoder._numpy_generator,
    b"Q": Decoder._torch_generator,
    b"O": Decoder._opaque,
}
_READERS = {ord(tag): reader for tag, reader in _BY_TAG.items()}


def decode(data: bytes, caps: Caps = CAPS) -> Any:
    """The value that `wire.encode` wrote; raises `WireError` on anything else."""
    try:
        return Decoder(data, caps).decode()
    except (RecursionError, MemoryError) as error:
        raise WireError("the message does not fit in memory") from error
    except ImportError as error:
        raise WireError("the message holds a tensor, and there is no torch here") from error
