"""What a worker inherits from the launcher, and what it does not."""

from __future__ import annotations

import builtins
import functools
import io
import os
import sys
from collections.abc import Callable
from pathlib import PurePath
from typing import Any


def forget() -> None:
    """No terminal, no environment and no arguments."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    os.close(nothing)
    os.environ.clear()
    sys.argv[1:] = []


def keep_devnull() -> None:
    """``open(os.devnull, "w")`` silences honest code, so it goes on where nothing may be written:
    it gets a copy of the standard output, which is the same file. A kindness; it holds nobody.
    """
    os.open = _with_devnull(os.open, lambda *_args, **_more: os.dup(1))
    file_open = io.open
    opened = _with_devnull(
        file_open, lambda _file, *args, **more: file_open(os.dup(1), *args, **more)
    )
    builtins.open = io.open = opened


def _with_devnull(real: Callable[..., Any], instead: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(real)
    def opened(file: Any, *args: Any, **more: Any) -> Any:
        silent = isinstance(file, str | PurePath) and str(file) == os.devnull
        return (instead if silent else real)(file, *args, **more)

    return opened
