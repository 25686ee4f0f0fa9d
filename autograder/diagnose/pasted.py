"""A call that goes wrong as lines of Python to paste: imports, the call, and what comes of it."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from autograder.channel.describe import dtype_name, is_array, is_tensor
from autograder.channel.dtypes import torch_if_loaded
from autograder.channel.outcome import Outcome, Raised, Value
from autograder.channel.plain import Opaque, in_order
from autograder.channel.quoted import one_line
from autograder.channel.wire import encode
from autograder.diagnose.places import is_generator
from autograder.diagnose.simpler import SEEDS, seeded
from autograder.late import np

WIDTH, LINES = 100, 20
_MESSAGE = 80
_ENTRIES = 64
_SHORT = 24
"""Characters of a word that may stand on a line with others."""


@dataclass(frozen=True)
class _Group:
    """Text that may be broken between its items: ``[1, 2]``, ``f(x, y)``."""

    opening: str
    items: tuple[_Group | str, ...]
    closing: str

    def __str__(self) -> str:
        return f"{self.opening}{', '.join(map(str, self.items))}{self.closing}"


class _UnspelledError(Exception):
    """A value that cannot be written down, or not in a few lines."""


UNTOLD = object()
"""In place of a right value that the check does not tell."""


def as_python(
    module: str, name: str, args: Sequence[Any], kwargs: dict[str, Any], got: Outcome, right: Any
) -> str:
    """The lines, which need nothing but the student's package; "" where they would be too many, or
    something in them cannot be written down. What is right stays out of them where it is `UNTOLD`.
    """
    try:
        items = [*map(_spelled, args), *(_named(f"{key}=", kwargs[key]) for key in kwargs)]
        call = _laid_out(_Group(f"{name}(", tuple(items), ")"), "", "")
        given, wanted = _answer(got), "" if right is UNTOLD else _value(right)
    except _UnspelledError:
        return ""
    if given == wanted:
        return ""  # they differ in digits that are not shown
    text = "\n".join(call)
    heads = ["import numpy as np"] if "np." in text else []
    heads += ["import torch"] if "torch." in text else []
    heads += [f"from {module} import {name}"]
    word = "raises" if isinstance(got, Raised) else "gives"
    ends = _comment(f"# {word:<8} ", given) + (_comment("# expected ", wanted) if wanted else [])
    lines = [*heads, *call, *ends]
    fits = len(lines) <= LINES and max(map(len, lines)) <= WIDTH
    return "\n".join(lines) if fits else ""


def _comment(head: str, text: str) -> list[str]:
    first, *rest = text.split("\n")
    return [head + first, *(f"#{line:>{len(line) + len(head) - 1}}".rstrip() for line in rest)]


def _answer(got: Outcome) -> str:
    if isinstance(got, Raised):
        return one_line(got.summary.split("\n")[0], _MESSAGE)
    return _value(got.value) if isinstance(got, Value) else one_line(got.reason, _MESSAGE)


def _value(value: Any) -> str:
    """What Python shows of an answer."""
    if isinstance(value, Opaque):
        return one_line(str(value), _MESSAGE)
    try:
        text = repr(value)
    except ValueError as error:  # an integer of more digits than Python spells
        raise _UnspelledError from error
    if not text.isprintable() and not text.replace("\n", "").isprintable():
        raise _UnspelledError
    return text


def _laid_out(part: _Group | str, indent: str, after: str) -> list[str]:
    """One line where it fits, else one item a line."""
    line = f"{indent}{part}{after}"
    if len(line) <= WIDTH or isinstance(part, str):
        return [line]
    deeper = f"{indent}    "
    if all(isinstance(item, str) and len(item) < _SHORT for item in part.items):
        inner = _filled([f"{item}," for item in part.items], deeper)
    else:
        inner = [each for item in part.items for each in _laid_out(item, deeper, ",")]
    return [f"{indent}{part.opening}", *inner, f"{indent}{part.closing}{after}"]


def _filled(words: list[str], indent: str) -> list[str]:
    """As many words on a line as fit."""
    text = textwrap.fill(" ".join(words), WIDTH - len(indent), break_long_words=False)
    return [indent + line for line in text.split("\n")]


def _named(head: str, value: Any) -> _Group | str:
    spelled = _spelled(value)
    if isinstance(spelled, str):
        return head + spelled
    return _Group(head + spelled.opening, spelled.items, spelled.closing)


def _spelled(value: Any) -> _Group | str:
    """An argument as one types it."""
    if is_array(value):
        return _array(value)
    if is_generator(value):
        return _generator(value)
    if isinstance(value, tuple | list | dict | set | frozenset):
        return _container(value)
    if isinstance(value, np.generic):
        return _Group(
            f"np.{value.dtype.name}(", (_entry(value.item(), "np", value.dtype.name),), ")"
        )
    if isinstance(value, float) and not np.isfinite(value):
        return f'float("{value}")'
    if value is None or isinstance(value, bool | int | float | complex | str | bytes):
        return _value(value)
    return _dtype(value)


def _container(value: Any) -> _Group | str:
    if isinstance(value, dict):
        return _Group("{", tuple(_named(f"{_value(key)}: ", value[key]) for key in value), "}")
    if isinstance(value, set | frozenset):
        if not value:
            return f"{type(value).__name__}()"
        inner = _Group("{", tuple(map(_spelled, in_order(value))), "}")
        return inner if isinstance(value, set) else _Group("frozenset(", (inner,), ")")
    items = tuple(map(_spelled, value))
    if isinstance(value, list):
        return _Group("[", items, "]")
    return _Group("(", items, ",)" if len(items) == 1 else ")")


def _dtype(value: Any) -> str:
    torch = torch_if_loaded()
    if torch is not None and isinstance(value, torch.dtype):
        return str(value)
    if isinstance(value, np.dtype):
        return f'np.dtype("{value.name}")'
    raise _UnspelledError


def _generator(value: Any) -> str:
    for seed in SEEDS:
        if encode(seeded(value, seed)) == encode(value):
            if isinstance(value, np.random.Generator):
                return f"np.random.default_rng({seed})"
            return f"torch.Generator().manual_seed({seed})"
    raise _UnspelledError


def _array(value: Any) -> _Group:
    library = "torch" if is_tensor(value) else "np"
    name = dtype_name(value)
    size = int(np.prod(tuple(value.shape)))
    if size > _ENTRIES or name.startswith("complex"):
        raise _UnspelledError
    dtype = (f"dtype={library}.{name}",)
    if size == 0:
        return _Group(f"{library}.zeros(", (str(tuple(value.shape)), *dtype), ")")
    usual = {"torch": ("float32", "int64", "bool"), "np": ("float64", "int64", "bool")}[library]
    maker = "torch.tensor(" if library == "torch" else "np.array("
    nested = _nested(value.tolist(), library, name)
    return _Group(maker, (nested, *(() if name in usual else dtype)), ")")


def _nested(entries: Any, library: str, name: str) -> _Group | str:
    if isinstance(entries, list):
        return _Group("[", tuple(_nested(each, library, name) for each in entries), "]")
    return _entry(entries, library, name)


def _entry(entry: Any, library: str, name: str) -> str:
    """A number in as few digits as its dtype needs."""
    if not isinstance(entry, float):
        return str(entry)
    if not np.isfinite(entry):
        sign = "-" if entry < 0 else ""
        return f"{sign}{library}.{'nan' if np.isnan(entry) else 'inf'}"
    narrow = {"float16": np.float16, "float32": np.float32, "bfloat16": np.float32}.get(name)
    return str(narrow(entry)) if narrow else repr(entry)
