"""What one call of an implementation ended with, and how a check ends early."""

from __future__ import annotations

import builtins
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from autograder.model import Verdict

_MAX_BRIEF = 160
_MAX_SUMMARY = 2000
_MAX_MESSAGE = 20_000


@dataclass(frozen=True)
class Frame:
    """One line of the student's own code in a traceback."""

    path: str
    line: int
    function: str
    code: str

    def __str__(self) -> str:
        within = "" if self.function == "<module>" else f" in {self.function}"
        return f"{self.path}:{self.line}{within}: {self.code}"


@dataclass(frozen=True)
class Value:
    """The call returned ``value``, decoded into exact plain types."""

    value: Any


@dataclass(frozen=True)
class Raised:
    """The call raised; ``types`` names the exception's class and its bases, the class first."""

    types: tuple[str, ...]
    message: str
    frames: tuple[Frame, ...] = ()
    original: BaseException | None = None
    """The exception itself, where the call ran in this process (plain pytest)."""

    @property
    def summary(self) -> str:
        name = self.types[0]
        return f"{name}: {self.message[:_MAX_SUMMARY]}" if self.message else name

    @property
    def brief(self) -> Raised:
        """Class and first line alone: enough to tell one slip from another, and small."""
        return Raised(self.types[:1], self.message.split("\n")[0][:_MAX_BRIEF])


@dataclass(frozen=True)
class Unsendable:
    """The call returned something that is too large, or not plain data."""

    reason: str


Outcome = Value | Raised | Unsendable


class CheckEnded(Exception):
    """A check is over before its last line: the verdict, and what to tell the student.

    ``exception`` is the class of what the student's code raised, where it is one of Python's own: a
    name that they chose could carry a hidden input out. ``compared`` is what it gave and what was
    expected, as plain values, where the check ended by comparing the two. A ``message`` that takes
    time to find may be a function: not everybody wants it.
    """

    def __init__(
        self,
        verdict: Verdict,
        message: str | Callable[[], str],
        exception: str = "",
        compared: tuple[Any, Any] | None = None,
    ) -> None:
        super().__init__()
        self._message, self.compared = message, compared
        self.verdict = verdict
        self.exception = exception if _is_builtin_exception(exception) else ""

    @cached_property
    def message(self) -> str:
        """What to tell the student."""
        return _printable(self._message if isinstance(self._message, str) else self._message())

    def __str__(self) -> str:
        return self.message


def _printable(message: str) -> str:
    """A message that any file or terminal takes: a student's may be huge, or no valid Unicode."""
    return message[:_MAX_MESSAGE].encode("utf-8", "backslashreplace").decode()


def _is_builtin_exception(name: str) -> bool:
    kind = getattr(builtins, name, None)
    return isinstance(kind, type) and issubclass(kind, BaseException)


class ImportEnded(CheckEnded):
    """The submission cannot even be imported: every check ends alike, whatever it asks."""


_STUB_MESSAGE = re.compile(r"(?P<name>[A-Za-z_]\w*)(?:\.\w+)?: ")


def stub_name(raised: Raised, tasks: frozenset[str]) -> str | None:
    """The task whose stub raised this, such as ``softmax``, or None for any other exception."""
    if raised.types[0] != "NotImplementedError":
        return None
    match = _STUB_MESSAGE.match(raised.message)
    return match["name"] if match and match["name"] in tasks else None
