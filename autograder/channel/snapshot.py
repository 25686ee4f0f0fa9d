"""Arguments as they are now, for words that are perhaps wanted later."""

from __future__ import annotations

from typing import Any

from autograder.channel.dtypes import torch_if_loaded
from autograder.late import np

_ENDS = 80
"""Entries at each end of a container that are kept: words show less of it."""
_DEPTH = 8
_FIXED = (type(None), bool, int, float, complex, str, bytes)


class Said:
    """Stands for a value that was put into words at once."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        return self._text


def is_fixed(value: Any) -> bool:
    """Whether nobody can change ``value``."""
    return isinstance(value, (*_FIXED, np.generic))


def is_container(value: Any) -> bool:
    """Whether ``value`` is a list, tuple or dict, which `snapshot` copies."""
    return type(value) in (list, tuple, dict)


def snapshot(value: Any, depth: int = 0) -> Any:
    """A copy of a value that is printed as ``value`` is now; of long containers both ends."""
    if is_fixed(value):
        return value
    if is_container(value) and depth < _DEPTH:
        return _container(value, depth + 1)
    if type(value) is np.ndarray and not value.dtype.hasobject:
        return value.copy()
    torch = torch_if_loaded()
    if torch is not None and type(value) is torch.Tensor and not value.requires_grad:
        return value.clone()
    return Said(repr(value))


def _container(value: Any, depth: int) -> Any:
    if isinstance(value, dict):
        return {snapshot(k, depth): snapshot(value[k], depth) for k in _ends(list(value))}
    return type(value)(snapshot(each, depth) for each in _ends(value))


def _ends(items: Any) -> Any:
    return items if len(items) <= 2 * _ENDS else items[:_ENDS] + items[-_ENDS:]
