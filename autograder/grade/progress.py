"""One submission on its way through its checks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from autograder.diagnose import Recognised
from autograder.grade.counterexample import Smallest
from autograder.grade.events import CheckEvent
from autograder.model import Verdict

Told = Callable[[Recognised | Smallest], None]
"""Gets what was found out about a failing check after it had ended."""


class SupersededError(Exception):
    """The results are wanted no more."""


@dataclass
class Progress:
    """Which checks wait, which one runs, and until when."""

    waiting: list[str]
    until: float
    until_lost: bool = False
    """Whether no check is wanted after one that does not pass."""
    running: str = ""
    told: Told | None = None
    """Gets what explains failing checks, where that is looked for."""
    restarts: int = 0
    """How often a judge died before it had begun a check; once is forgiven."""
    process: int = 0
    """The fork of the judge in which the checks run, where it forks."""
    events: list[CheckEvent] = field(default_factory=list)

    def end(self, name: str, verdict: Verdict, message: str) -> CheckEvent:
        self.waiting = [each for each in self.waiting if each != name]
        return CheckEvent(name, verdict, message, 0.0, 0.0, "", False, "", ())
