"""What the builder recorded of the public checks, so that they run where there is no solution.

For each public check: every call of the reference with its inputs and answer, and every call of the
student's side, without inputs, with the right answer and, for each known mistake that answers
otherwise, its wrong one. Beside these, a few small calls with their right answers, which a failing
check shows where the submission gets one wrong.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from autograder.channel.describe import shorten
from autograder.channel.outcome import Outcome, Raised, Unsendable, Value
from autograder.channel.plain import WireError
from autograder.channel.plain_json import from_json, to_json
from autograder.errors import AutograderError

SCHEMA = "autograder.recordings/3"


@dataclass(frozen=True)
class RecordedCall:
    """One call with its inputs (which are not kept of the student's side), and what came of it."""

    name: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    outcome: Outcome | None
    """None where the value was too large to ship."""
    mistakes: Mapping[str, Outcome] = field(default_factory=dict)
    """Student side only: what each known mistake (``task/name``) answers, where it is otherwise."""


@dataclass(frozen=True)
class CheckRecording:
    """The calls of one public check, in order."""

    reference: tuple[RecordedCall, ...]
    student: tuple[RecordedCall, ...]
    ends: Mapping[str, int] = field(default_factory=dict)
    """How many calls each mistake that fails this check makes before it does."""
    small: tuple[RecordedCall, ...] = ()
    """Small calls that a known mistake gets wrong, with the right answers, the smallest first."""
    varies: bool = False
    """Whether right code answers otherwise when it draws other numbers."""


@dataclass(frozen=True)
class Recordings:
    """All recordings of a module. ``made_from`` tells whether they are up to date."""

    module: str
    made_from: str
    hints: Mapping[str, str]
    """The hint of each mistake that some recording can recognise."""
    checks: Mapping[str, CheckRecording]


def dumps(recordings: Recordings) -> bytes:
    """The recordings as a file: JSON, one call a line, equal bytes for equal recordings."""
    checks = {name: _check_lines(check) for name, check in sorted(recordings.checks.items())}
    head = {"schema": SCHEMA, "module": recordings.module, "made_from": recordings.made_from}
    lines = [f'"{key}": {json.dumps(value)}' for key, value in head.items()]
    lines.append('"hints": {\n' + _joined(recordings.hints) + "\n}")
    body = ",\n".join(f"{json.dumps(name)}: {{\n{text}\n}}" for name, text in checks.items())
    lines.append('"checks": {\n' + body + "\n}")
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def _joined(items: Mapping[str, str]) -> str:
    return ",\n".join(f"{json.dumps(key)}: {json.dumps(items[key])}" for key in sorted(items))


def _check_lines(check: CheckRecording) -> str:
    sides = {
        "reference": [_asked(call) | _answered(call) for call in check.reference],
        "student": [{"call": call.name} | _answered(call) for call in check.student],
    }
    if check.small:
        sides["small"] = [_asked(call) | _answered(call) for call in check.small]
    parts = [
        f'"{side}": [\n' + ",\n".join(map(json.dumps, calls)) + "\n]"
        for side, calls in sides.items()
    ]
    varies = ['"varies": true'] if check.varies else []
    ends = f'"ends": {json.dumps(dict(sorted(check.ends.items())))}'
    return ",\n".join([*parts, *varies, ends])


def _asked(call: RecordedCall) -> dict[str, Any]:
    data: dict[str, Any] = {"call": call.name, "args": to_json(list(call.args))}
    if call.kwargs:
        data["kwargs"] = {key: to_json(value) for key, value in call.kwargs.items()}
    return data


def _answered(call: RecordedCall) -> dict[str, Any]:
    data: dict[str, Any] = {}
    if call.outcome is not None:
        data["answer"] = _outcome(call.outcome)
    if call.mistakes:
        data["mistakes"] = {name: _outcome(out) for name, out in sorted(call.mistakes.items())}
    return data


def _outcome(outcome: Outcome) -> dict[str, Any]:
    if isinstance(outcome, Value):
        return {"value": to_json(outcome.value)}
    if isinstance(outcome, Raised):
        return {"raised": outcome.types[0], "message": outcome.message}
    return {"unsendable": outcome.reason}


_DAMAGE = (
    *(ValueError, LookupError, TypeError, AttributeError, ArithmeticError),
    *(RuntimeError, WireError),  # torch's word for a wrong shape, and nesting without end
)


def loads(data: bytes) -> Recordings:
    """Read what `dumps` wrote; raises `AutograderError` where the file is damaged."""
    try:
        document = json.loads(data)
        if document["schema"] != SCHEMA:
            raise AutograderError(
                f"the recordings are of {document['schema']}, this program reads {SCHEMA}. "
                "Update the course's files and the program together."
            )
        checks = {name: _read_check(check) for name, check in document["checks"].items()}
        hints = dict(document["hints"])
        return Recordings(document["module"], document["made_from"], hints, checks)
    except _DAMAGE as error:
        what = shorten(f"{type(error).__name__}: {error}").rstrip(".")
        raise AutograderError(
            f"tests/recordings.json is damaged ({what}). Get a fresh copy of it."
        ) from error


def _read_check(data: dict[str, Any]) -> CheckRecording:
    reference, student = (tuple(map(_read_call, data[side])) for side in ("reference", "student"))
    small = tuple(map(_read_call, data.get("small", [])))
    varies = bool(data.get("varies", False))
    return CheckRecording(reference, student, dict(data["ends"]), small, varies)


def _read_call(data: dict[str, Any]) -> RecordedCall:
    return RecordedCall(
        data["call"],
        tuple(from_json(data.get("args", []))),
        {key: from_json(value) for key, value in data.get("kwargs", {}).items()},
        _read_outcome(data["answer"]) if "answer" in data else None,
        {name: _read_outcome(out) for name, out in data.get("mistakes", {}).items()},
    )


def _read_outcome(data: dict[str, Any]) -> Outcome:
    if "value" in data:
        return Value(from_json(data["value"]))
    if "raised" in data:
        return Raised((data["raised"],), data["message"])
    return Unsendable(data["unsendable"])
