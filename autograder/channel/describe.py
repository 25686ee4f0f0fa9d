"""Short words for values and calls, as reports print them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from autograder.channel.dtypes import torch_if_loaded
from autograder.channel.plain import Opaque
from autograder.channel.snapshot import Said, is_container, is_fixed, snapshot
from autograder.late import np

_MAX_TEXT = 72
_SMALL = 6
"""Entries of an array that is shown in full."""


def is_tensor(value: Any) -> bool:
    """Whether ``value`` is a torch tensor; false without importing torch."""
    torch = torch_if_loaded()
    return torch is not None and isinstance(value, torch.Tensor)


def is_array(value: Any) -> bool:
    """Whether ``value`` is a numpy array or a torch tensor."""
    return isinstance(value, np.ndarray) or is_tensor(value)


def dtype_name(value: Any) -> str:
    """The element type without its library: ``float32``."""
    return str(getattr(value.dtype, "name", value.dtype)).removeprefix("torch.")


def kind(value: Any) -> str:
    """What a value is, with shape and dtype: ``float32 tensor (2, 3)``, ``list of 4``."""
    if is_tensor(value):
        return f"{dtype_name(value)} tensor {tuple(value.shape)}"
    if isinstance(value, np.ndarray):
        return f"{dtype_name(value)} array {value.shape}"
    if isinstance(value, list | tuple | dict | set):
        return f"{type(value).__name__} of {len(value)}"
    if isinstance(value, Opaque):
        return str(value)
    if value is None:
        return "None"
    if isinstance(value, np.generic):
        return f"numpy {value.dtype} {value.item()!r}"
    return f"{type(value).__name__} {spelled(value)}"


def got(value: Any) -> str:
    """``got int 7``, the beginning of a failure; a lone None is mostly a forgotten return."""
    if isinstance(value, Opaque):
        return f"got {_opaque(value)}"
    return "got None (is a `return` missing?)" if value is None else f"got {kind(value)}"


_UNFINISHED = {
    "generator": "`yield` makes one: return a list",
    "function": "is its call's `()` missing?",
    "method": "is its call's `()` missing?",
    "type": "a class: are the `()` missing that make an object?",
    "map": "list(...) makes a list of it",
    "zip": "list(...) makes a list of it",
    "filter": "list(...) makes a list of it",
}


def _opaque(value: Opaque) -> str:
    """What cannot cross, with the slip behind it where it is a common one."""
    tip = _UNFINISHED.get(value.type_name)
    return f"{value} ({tip})" if tip else f"{value}{'' if ' ' in value.type_name else ' object'}"


def spelled(value: Any, width: int = _MAX_TEXT) -> str:
    """``repr(value)`` on one line of ``width``; Python does not print huge integers."""
    if isinstance(value, str) and len(value) > 10 * width:
        value = value[: 5 * width] + value[-5 * width :]
    try:
        return shorten(repr(value), width)
    except ValueError:
        bits = (
            f" of {value.bit_length()} bits" if isinstance(value, int) else " with a huge integer"
        )
        return f"<{type(value).__name__}{bits}>"


def shorten(text: str, width: int = _MAX_TEXT) -> str:
    """``text`` on one line and at most ``width`` long, its middle left out."""
    flat = " ".join(text.split())
    if len(flat) <= width:
        return flat
    half = (width - 5) // 2
    return f"{flat[:half]} ... {flat[-half:]}"


def argument(value: Any) -> str:
    """A value as an argument in a restated call: arrays by kind, small plain values in full."""
    if is_array(value):
        return small_array(value) if _is_small(value) else f"<{kind(value)}>"
    if isinstance(value, np.random.Generator):
        return "<numpy Generator>"
    if isinstance(value, Opaque):
        return f"<{value.type_name}>"
    torch = torch_if_loaded()
    if torch is not None and isinstance(value, torch.Generator):
        return "<torch Generator>"
    return spelled(value)


def small_array(value: Any) -> str:
    """All entries of a small array, as one would type them."""
    entries = np.asarray(value.tolist())
    rounded = np.array2string(
        entries, separator=", ", precision=4, threshold=64, max_line_width=9999
    )
    return " ".join(rounded.split())


def later(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Callable[[], str]:
    """What `call` says now, in words that are found when they are wanted: few calls are restated,
    and printing a tensor takes longer than most calls.
    """
    now = tuple(map(_as_now, args))
    return partial(call, name, now, {key: _as_now(value) for key, value in kwargs.items()})


def _as_now(value: Any) -> Any:
    """``value``, or what `argument` says of it, whatever becomes of it."""
    if is_fixed(value):
        return value
    try:
        if is_container(value) or (is_array(value) and _is_small(value)):
            return snapshot(value)
    except ValueError:  # a huge integer in a set in it
        return Said(argument(value))
    return Said(argument(value))


def _is_small(value: Any) -> bool:
    return bool((value.numel() if is_tensor(value) else value.size) <= _SMALL)


def call(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    """The call restated: ``softmax([1.0, 2.0], dim=0)``."""
    given = [argument(value) for value in args]
    given += [f"{key}={argument(value)}" for key, value in kwargs.items()]
    return f"{name}({', '.join(given)})"
