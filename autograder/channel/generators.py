"""Random generators as plain data and back; a state of a stranger is checked before it is used."""

from __future__ import annotations

import struct
from typing import Any

from autograder.channel.plain import WireError
from autograder.late import np

_PCG64_BITS = (128, 128, 1, 32)
_TORCH_COUNTERS = struct.Struct("<QiiQ")  # seed, left, seeded, next
_TORCH_BYTES = 5056
_TWISTER = 624


def numpy_fields(generator: Any) -> tuple[int, int, int, int] | None:
    """The state of a numpy generator; None for one that is not numpy's default kind."""
    state = generator.bit_generator.state
    if state["bit_generator"] != "PCG64":
        return None
    inner = state["state"]
    return inner["state"], inner["inc"], state["has_uint32"], state["uinteger"]


def numpy_from(fields: Any) -> Any:
    """The generator of these fields; raises `WireError` where they are none."""
    match fields:
        case (int(state), int(inc), int(has_uint32), int(uinteger)):
            fits = zip((state, inc, has_uint32, uinteger), _PCG64_BITS, strict=True)
        case _:
            raise WireError("a generator's state is not one")
    if any(not 0 <= number < 2**bits for number, bits in fits):
        raise WireError("a generator's state is out of range")
    generator = np.random.Generator(np.random.PCG64(0))
    generator.bit_generator.state = {
        "bit_generator": "PCG64",
        "state": {"state": state, "inc": inc},
        "has_uint32": has_uint32,
        "uinteger": uinteger,
    }
    return generator


def torch_from(state: Any) -> Any:
    """The torch generator of these bytes; raises `WireError` where they are none."""
    import torch

    if not isinstance(state, bytes) or not _is_twister(state):
        raise WireError("a generator's state is not one")
    generator = torch.Generator()
    try:
        generator.set_state(torch.frombuffer(bytearray(state), dtype=torch.uint8))
    except RuntimeError as error:
        raise WireError("a generator's state is not one") from error
    return generator


def _is_twister(state: bytes) -> bool:
    """Whether torch may have it: its own check lets draws read past the end of the table."""
    if len(state) != _TORCH_BYTES:
        return False
    _, left, seeded, following = map(int, _TORCH_COUNTERS.unpack_from(state))
    return seeded == 1 and 1 <= left <= _TWISTER and following + left <= _TWISTER + 1
