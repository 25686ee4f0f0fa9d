"""Printing: reports to standard output, progress to standard error, colours only on a terminal."""

from __future__ import annotations

import io
import os
import sys
import time
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.text import Text

from autograder.feedback.terminal import Look


def show(text: Text) -> None:
    """Print a report; long lines are left to the terminal, so that piped text is never broken."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(
            errors="replace"
        )  # a stream that cannot write every sign still reports
    Console(highlight=False, soft_wrap=True).print(text, markup=False)


def look(*, staff: bool, commands: str) -> Look:
    """How to draw for this standard output."""
    encoding = (sys.stdout.encoding or "ascii").lower()
    return Look(staff=staff, unicode=encoding.startswith("utf"), commands=commands)


class ProgressLine:
    """One line on standard error that says what is going on; nothing where nobody watches."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._live = self._stream.isatty()
        self._width = 0
        self._last = 0.0

    def say(self, text: str) -> None:
        """Replace the line, a few times a second at most."""
        now = time.monotonic()
        if self._live and now - self._last > 0.05:
            self._last = now
            self._put(text[:100])

    def clear(self) -> None:
        """Leave no trace."""
        if self._live and self._width:
            self._put("")
            self._stream.write("\r")
            self._stream.flush()

    def _put(self, text: str) -> None:
        self._stream.write("\r" + text.ljust(self._width))
        self._stream.flush()
        self._width = len(text)


def from_here(text: str) -> str:
    """``text`` with the paths below the working folder as one would type them."""
    return text.replace(f"{Path.cwd()}{os.sep}", "")
