"""What goes wrong, said once: where it is, what is wrong, what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in something a person wrote, such as a marker or a configuration key."""

    path: Path
    line: int
    what: str
    fix: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}. {self.fix}."


class AutograderError(Exception):
    """Base of every error that a user sees; its text is one or more complete sentences."""


class UsageError(AutograderError):
    """The command, or what it was pointed at, is not something that can be graded or built."""


class SourceProblems(AutograderError):
    """Every fault found in one reading of a source or a configuration, in file and line order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class AuthoringError(AutograderError):
    """A check or probe does what no check may do; the author of the module has to mend it."""


def raise_any(problems: Iterable[Problem]) -> None:
    """Raise all ``problems`` at once as `SourceProblems`, or do nothing where there are none."""
    found = list(problems)
    if found:
        raise SourceProblems(found)
