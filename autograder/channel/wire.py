"""Plain values as bytes and back, without pickle.

Every value is a tag and a length-checked payload. Decoding builds exact builtin values, numpy arrays
and dense tensors only; it looks no name up, calls nothing that the sender chose, and its work is
bounded by `Caps`.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np

from autograder.channel.dtypes import (
    NUMPY_DTYPES,
    numpy_code,
    torch_code,
    torch_dtypes,
    torch_if_loaded,
)
from autograder.errors import AutograderError


class WireError(AutograderError):
    """Bytes that are not a message of ours, or a value that may not cross."""


@dataclass(frozen=True)
class Caps:
    """What one message may hold at most; see each field."""

    depth: int = 32
    """How deep containers may nest."""
    nodes: int = 2_000_000
    """How many values a message may hold, the entries of containers included."""
    size: int = 64 * 1024 * 1024
    """Bytes of a whole message."""
    int_bytes: int = 4096
    """Bytes of one integer."""
    keys: int = 500_000
    """Entries of one dict or set."""


CAPS = Caps()


@dataclass(frozen=True)
class Opaque:
    """A value that cannot cross the channel: only the name of its type does."""

    type_name: str

    def __str__(self) -> str:
        return f"a {self.type_name}"


@dataclass(frozen=True)
class GeneratorState:
    """The state of a random generator on its way across: which kind, and its state as plain data."""

    kind: str
    state: Any


_U32 = struct.Struct("<I")
_F64 = struct.Struct("<d")
_MAX_EXACT_KEY = 2**53


class Encoder:
    """Encodes one message; `Caps` bound it so that the reader's caps are never a surprise."""

    def __init__(self, caps: Caps) -> None:
        self._caps, self._out, self._nodes, self._size = caps, list[bytes](), 0, 0

    def encode(self, value: Any) -> bytes:
        self._put(value, 0)
        return b"".join(self._out)

    def _write(self, *parts: bytes) -> None:
        self._size += sum(map(len, parts))
        if self._size > self._caps.size:
            raise WireError(f"the value is larger than {self._caps.size // 2**20} MB")
        self._out.extend(parts)

    def _put(self, value: Any, depth: int) -> None:
        self._nodes += 1
        if self._nodes > self._caps.nodes:
            raise WireError(f"the value has more than {self._caps.nodes:,} entries")
        if depth > self._caps.depth:
            raise WireError(f"the value is nested more than {self._caps.depth} levels deep")
        for kinds, put in _ENCODERS:
            if isinstance(value, kinds):
                put(self, value, depth)
                return
        self._put_special(value)

    def _put_special(self, value: Any) -> None:
        torch = torch_if_loaded()
        if torch is not None and isinstance(value, torch.Tensor):
            self._tensor(value, torch)
        elif torch is not None and isinstance(value, torch.dtype):
            self._dtype(b"Y", torch_code(value), value)
        elif torch is not None and isinstance(value, torch.Generator):
            self._generator("torch", value.get_state().numpy().tobytes())
        else:
            self._opaque(type(value).__name__)

    def _opaque(self, name: str) -> None:
        self._blob(b"O", name[:200].encode("utf-8", "replace"))

    def _blob(self, tag: bytes, data: bytes) -> None:
        self._write(tag, _U32.pack(len(data)), data)

    def _none(self, _value: None, _depth: int) -> None:
        self._write(b"N")

    def _bool(self, value: bool, _depth: int) -> None:
        self._write(b"T" if value else b"F")

    def _int(self, value: int, _depth: int) -> None:
        number = int(value)
        if number.bit_length() > 8 * self._caps.int_bytes - 8:
            raise WireError("an integer is too large to send")
        self._blob(b"i", number.to_bytes(number.bit_length() // 8 + 1, "little", signed=True))

    def _float(self, value: float, _depth: int) -> None:
        self._write(b"f", _F64.pack(value))

    def _str(self, value: str, _depth: int) -> None:
        self._blob(b"s", value.encode("utf-8", "surrogatepass"))

    def _bytes(self, value: bytes, _depth: int) -> None:
        self._blob(b"b", bytes(value))

    def _sequence(self, tag: bytes, items: Iterable[Any], count: int, depth: int) -> None:
        if self._nodes + count > self._caps.nodes:
            raise WireError(f"the value has more than {self._caps.nodes:,} entries")
        self._write(tag, _U32.pack(count))
        for item in items:
            self._put(item, depth + 1)

    def _list(self, value: list[Any], depth: int) -> None:
        self._sequence(b"l", value, len(value), depth)

    def _tuple(self, value: tuple[Any, ...], depth: int) -> None:
        self._sequence(b"t", value, len(value), depth)

    def _set(self, value: Iterable[Any], depth: int) -> None:
        members = sorted(value, key=_sort_key)
        self._check_keys(members)
        self._sequence(b"e", members, len(members), depth)

    def _dict(self, value: dict[Any, Any], depth: int) -> None:
        pairs = list(value.items())
        self._check_keys([key for key, _ in pairs])
        self._sequence(b"d", chain.from_iterable(pairs), len(pairs), depth)

    def _check_keys(self, keys: list[Any]) -> None:
        if len(keys) > self._caps.keys:
            raise WireError(f"a dict or set has more than {self._caps.keys:,} entries")
        for key in keys:
            if not _is_key(key):
                raise WireError(f"{type(key).__name__} {key!r:.60} cannot be a dict key or set entry here")

    def _array(self, value: Any, _depth: int) -> None:
        code = numpy_code(value.dtype)
        if code is None:
            self._opaque(f"numpy array of dtype {value.dtype}")
            return
        native = np.ascontiguousarray(value, dtype=NUMPY_DTYPES[code])
        self._write(b"A", bytes([code]), _shape(value.shape))
        self._blob(b"", native.tobytes())

    def _scalar(self, value: Any, _depth: int) -> None:
        code = numpy_code(value.dtype)
        if code is None:
            self._opaque(f"numpy scalar of dtype {value.dtype}")
            return
        self._write(b"G", bytes([code]))
        self._blob(b"", np.asarray(value, dtype=NUMPY_DTYPES[code]).tobytes())

    def _tensor(self, value: Any, torch: Any) -> None:
        code = torch_code(value.dtype)
        if code is None or value.layout is not torch.strided or value.device.type == "meta":
            self._opaque(f"{str(value.layout)[6:]} tensor of dtype {str(value.dtype)[6:]}")
            return
        flat = value.detach().cpu().resolve_conj().resolve_neg().contiguous().reshape(-1)
        self._write(b"X", bytes([code]), _shape(tuple(value.shape)))
        self._blob(b"", flat.view(torch.uint8).numpy().tobytes() if flat.numel() else b"")

    def _numpy_dtype(self, value: Any, _depth: int) -> None:
        self._dtype(b"D", numpy_code(value), value)

    def _dtype(self, tag: bytes, code: int | None, value: Any) -> None:
        if code is None:
            self._opaque(f"dtype {value}")
        else:
            self._write(tag, bytes([code]))

    def _numpy_generator(self, value: Any, _depth: int) -> None:
        state = value.bit_generator.state
        if state["bit_generator"] == "PCG64":
            fields = (*state["state"].values(), state["has_uint32"], state["uinteger"])
            self._generator("numpy", fields)
        else:
            self._opaque(f"numpy Generator over {state['bit_generator']}")

    def _generator(self, kind: str, state: Any) -> None:
        self._write(b"R" if kind == "numpy" else b"Q")
        self._put(state, 1)

    def _given_state(self, value: GeneratorState, _depth: int) -> None:
        self._generator(value.kind, value.state)

    def _given_opaque(self, value: Opaque, _depth: int) -> None:
        self._opaque(value.type_name)


_ENCODERS: tuple[tuple[Any, Callable[[Encoder, Any, int], None]], ...] = (
    (type(None), Encoder._none),
    (bool, Encoder._bool),
    (np.generic, Encoder._scalar),  # before float: np.float64 is one
    (int, Encoder._int),
    (float, Encoder._float),
    (str, Encoder._str),
    ((bytes, bytearray), Encoder._bytes),
    (list, Encoder._list),
    (tuple, Encoder._tuple),
    (dict, Encoder._dict),
    ((set, frozenset), Encoder._set),
    (np.ndarray, Encoder._array),
    (np.dtype, Encoder._numpy_dtype),
    (np.random.Generator, Encoder._numpy_generator),
    (GeneratorState, Encoder._given_state),
    (Opaque, Encoder._given_opaque),
)


def encode(value: Any, caps: Caps = CAPS) -> bytes:
    """``value`` as bytes; what is not plain data inside it becomes `Opaque`.

    Raises `WireError` where a cap is passed or a key of a dict is of a kind that may not cross.
    """
    return Encoder(caps).encode(value)


def _shape(shape: tuple[int, ...]) -> bytes:
    return bytes([len(shape)]) + struct.pack(f"<{len(shape)}Q", *shape)


def _is_key(key: Any) -> bool:
    """Keys whose hashes nobody can make collide by choice: no huge integers, no large floats."""
    if key is None or isinstance(key, bool | str | bytes):
        return True
    if isinstance(key, int | np.integer):
        return -_MAX_EXACT_KEY < int(key) < _MAX_EXACT_KEY
    if isinstance(key, float):
        return abs(key) < _MAX_EXACT_KEY
    return isinstance(key, tuple | frozenset) and len(key) <= 64 and all(map(_is_key, key))


def _sort_key(member: Any) -> tuple[str, Any]:
    """An order for the members of a set, so that equal sets are equal bytes."""
    return type(member).__name__, repr(member)
