"""What a failing check says, taken apart: the call, what came back, what was printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from autograder.channel.describe import spelled
from autograder.channel.quoted import block
from autograder.channel.signs import shown
from autograder.feedback.figures.places import differs
from autograder.model import Evidence

_CALL = re.compile(r"[A-Za-z_][\w.]*\(")
_PRINTED = "it printed: "
_MOST_NAMES = 12


@dataclass(frozen=True)
class Message:
    """A failure in its parts; a part that there is not is ""."""

    call: str = ""
    compared: str = ""
    """What was looked at, where that is no call of the student's code."""
    came_back: str = ""
    printed: str = ""


def message_parts(text: str) -> Message:
    """A message as `CheckEnded` and `student_message` put it together."""
    before, _, printed = f"\n{block(shown(text))}".partition(f"\n{_PRINTED}")
    head, *rest = before.removeprefix("\n").split("\n")
    came_back = "\n".join(line.removeprefix("  ") for line in rest)
    if _CALL.match(head):
        call, raised, error = head.partition(" raised ")
        came_back = f"raised {error}\n{came_back}".rstrip() if raised else came_back
        return Message(call=call, came_back=came_back, printed=printed)
    if not came_back:
        return Message(came_back=head, printed=printed)
    return Message(compared=head, came_back=came_back, printed=printed)


@dataclass(frozen=True)
class Step:
    """A named value on the way to the result, and whether it is as expected."""

    name: str
    right: bool


def steps(evidence: Evidence | None) -> tuple[Step, ...]:
    """The named intermediate values of a dict, in order, up to the first that differs; none where
    that is the very first: the message says so already.
    """
    if evidence is None or not _is_named(evidence.got) or not _is_named(evidence.expected):
        return ()
    found: list[Step] = []
    for name, value in evidence.expected.items():
        right = name in evidence.got and not differs(evidence.got[name], value)
        found.append(Step(name, right))
        if not right:
            return tuple(found) if len(found) > 1 else ()
    return ()


def _is_named(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and len(value) <= _MOST_NAMES
        and all(isinstance(name, str) and spelled(name)[1:-1].isidentifier() for name in value)
    )
