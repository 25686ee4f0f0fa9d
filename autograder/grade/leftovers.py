"""What a check can leave behind in its process, so that the next submission would meet it.

Not seen are caches of functions, attributes of objects, and what libraries keep for themselves:
the same as between two checks of one submission.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Iterable, Mapping
from types import ModuleType
from typing import Any

from autograder.channel.dtypes import torch_if_loaded
from autograder.late import np


class Surroundings:
    """The settings of this process and the globals of ``modules`` as they are now."""

    def __init__(self, modules: Iterable[ModuleType]) -> None:
        self._settings = _settings()
        self._globals = [(module, _shallow(vars(module))) for module in modules]

    def as_before(self) -> bool:
        """Whether all of it is as it was."""
        return self._settings == _settings() and all(
            _same(kept, _shallow(vars(module))) for module, kept in self._globals
        )


def _settings() -> tuple[Any, ...]:
    """Of the process, of Python, and of the libraries that are loaded."""
    of_python = (sys.getrecursionlimit(), list(sys.path), list(warnings.filters))
    of_numpy = (np.geterr(), np.get_printoptions())
    return (os.getcwd(), dict(os.environ), of_python, of_numpy, _of_torch())  # noqa: PTH109  (text)


def _of_torch() -> tuple[Any, ...]:
    torch = torch_if_loaded()
    if torch is None:
        return ()
    return (
        torch.get_default_dtype(),
        torch.get_default_device(),
        torch.get_num_threads(),
        torch.is_grad_enabled(),
        torch.is_anomaly_enabled(),
        torch.are_deterministic_algorithms_enabled(),
        torch.get_float32_matmul_precision(),
        dict(vars(torch._tensor_str.PRINT_OPTS)),
    )


def _shallow(names: Mapping[str, Any]) -> dict[str, tuple[Any, list[Any]]]:
    """Each value with what is in it, one level deep; held, so that no other takes its place."""
    return {name: (value, _inside(value)) for name, value in names.items()}


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [*value, *value.values()]
    return [*value] if isinstance(value, list | set) else []


def _same(one: Mapping[str, Any], two: Mapping[str, Any]) -> bool:
    """By identity: nothing that a module holds is asked to compare itself."""
    return one.keys() == two.keys() and all(
        mine is theirs and len(inside) == len(now) and all(map(_is, inside, now))
        for (mine, inside), (theirs, now) in zip(one.values(), two.values(), strict=True)
    )


def _is(one: Any, two: Any) -> bool:
    return one is two
