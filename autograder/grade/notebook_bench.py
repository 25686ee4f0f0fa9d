"""A check's two sides in a Jupyter kernel: what the notebook's cells define, and the reference.

Nothing is held apart here: the student's code, the check and, where staff grade with otter, the
solution share one process. So nothing in this file is a judge of official grades.
"""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
import threading
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import FrameType, ModuleType, TracebackType
from typing import Any, NoReturn

from autograder.channel.local import LocalTransport
from autograder.channel.outcome import CheckEnded, Frame, Outcome, Raised
from autograder.model import Verdict

_MAX_FRAMES = 6


class _TooLong(BaseException):
    """The time of a call is over. No ``except Exception`` of a student's catches it."""


class CellTransport(LocalTransport):
    """Calls functions of a notebook in its own kernel, in a limited time where that is possible."""

    def __init__(
        self,
        package: ModuleType,
        probes: Mapping[str, Any],
        folder: Path,
        env: Mapping[str, Any],
        seconds: float,
    ) -> None:
        super().__init__(package, probes, folder)
        self._defined, self._root, self._env, self._seconds = package, folder, env, seconds

    def __call__(
        self, kind: str, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> tuple[Outcome, str]:
        if kind == "call" and not hasattr(self._defined, name):
            raise CheckEnded(Verdict.NOT_ATTEMPTED, not_defined(name))
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed), time_limit(self._seconds):
            outcome, _ = super().__call__(kind, name, args, kwargs)
        if not isinstance(outcome, Raised) or outcome.original is None:
            return outcome, printed.getvalue()
        if isinstance(outcome.original, _TooLong):
            raise CheckEnded(
                Verdict.TIMEOUT,
                f"no answer within {self._seconds:g} s. Look for a loop that never ends",
            )
        frames = cell_frames(outcome.original, self._env, self._root)
        return replace(outcome, frames=frames, original=None), printed.getvalue()


def not_defined(name: str) -> str:
    """What to say where a notebook has no such function or class."""
    return f"{name} is not defined in this notebook. Run the cell that defines it"


@contextlib.contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """End what runs inside after ``seconds``. Without effect where Python cannot interrupt itself:
    on Windows, and outside the main thread.
    """
    main = threading.current_thread() is threading.main_thread()
    if not main or not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _ring(_number: int, _frame: FrameType | None) -> NoReturn:
    raise _TooLong


def cell_frames(error: BaseException, env: Mapping[str, Any], folder: Path) -> tuple[Frame, ...]:
    """The frames of ``error`` in the notebook's cells and in the module's files beside it."""
    steps = list(_steps(error.__traceback__))
    lines = traceback.StackSummary.extract((frame, line) for frame, line in steps)
    own = [
        Frame(_place(step.filename), step.lineno or 0, step.name, step.line or "")
        for (frame, _), step in zip(steps, lines, strict=True)
        if frame.f_globals is env or step.filename.startswith(str(folder) + os.sep)
    ]
    return tuple(own[-_MAX_FRAMES:])


def _steps(trace: TracebackType | None) -> Iterator[tuple[FrameType, int]]:
    while trace is not None:
        yield trace.tb_frame, trace.tb_lineno
        trace = trace.tb_next


def _place(filename: str) -> str:
    """``Cell In[7]`` as Jupyter itself names it, or a file's name."""
    if filename.endswith(".py") and not _is_cell(filename):
        return Path(filename).name
    number = _executed(filename)
    return f"Cell In[{number}]" if number else "a cell"


def _is_cell(filename: str) -> bool:
    """IPython names a cell's code after a temporary file, or not after a file at all."""
    return _executed(filename) is not None or not Path(filename).is_file()


def _executed(filename: str) -> int | None:
    compiler = getattr(shell(), "compile", None)
    names: Mapping[str, int] = getattr(compiler, "_filename_map", {})
    return names.get(filename)


def shell() -> Any:
    """The running IPython; None where there is none."""
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython else None
