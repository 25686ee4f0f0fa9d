"""What stands in a results file, and how it may change: finished checks stay as they are,
but for hints that are added."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from autograder.grade.grading import UNFINISHED

from ..tiny import ROOT

Standing = Mapping[str, Mapping[str, Any]]
"""The finished checks of a results file by their names, each with all that stands about it."""

Read = Callable[[str], Standing]
"""Reads the text of a results file; raises ValueError or ValidationError on one that is broken."""

_OURS = ROOT / "docs" / "reference" / "results.schema.json"
_PLATFORM = ROOT / "autograder" / "gradescope" / "results.schema.json"
_NOT_RUN = "Not run: grading ended"
_LATER = {"seconds", "extra_data", "hint", "smallest"}


def _parsed(text: str, schema: Path) -> Any:
    def refuse(word: str) -> None:
        raise ValueError(f"{word} is no JSON")

    document = json.loads(text, parse_constant=refuse)
    Draft202012Validator(json.loads(schema.read_text("utf-8"))).validate(document)
    return document


def of_ours(text: str) -> Standing:
    """A file of ``autograder grade --json``, its sums included."""
    found = {}
    for module in _parsed(text, _OURS):
        _demand_sum(module, module["tasks"])
        for task in module["tasks"]:
            _demand_sum(task, task["checks"])
            found |= {row["name"]: row for row in task["checks"] if row["message"] != UNFINISHED}
    return found


def of_gradescope(text: str) -> Standing:
    """The platform's results.json."""
    document = _parsed(text, _PLATFORM)
    rows = [row for row in document["tests"] if "check" in row.get("extra_data", {})]
    done = [row for row in rows if not row["output"].startswith(_NOT_RUN)]
    return {row["extra_data"]["check"]: {**row, **row["extra_data"]} for row in done}


def _demand_sum(whole: Mapping[str, Any], parts: list[Mapping[str, Any]]) -> None:
    for name in ("score", "max_score"):
        if abs(whole[name] - sum(part[name] for part in parts)) > 1e-5:
            raise ValueError(f"the {name} of {whole.get('name', 'the module')} is not its sum")


def lost(before: Standing, after: Standing) -> list[str]:
    """Checks that had ended and are not there any more, or not as they were; when all have ended,
    a hint or a smaller call may be added to what is said of one.
    """
    return [name for name, row in before.items() if not _stands(row, after.get(name))]


def _stands(before: Any, after: Any) -> bool:
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        return all(_stands(value, after.get(key)) for key, value in before.items())
    if isinstance(before, str) and isinstance(after, str):
        return after.startswith(before)
    return bool(after == before)


def differing(undisturbed: Standing, after: Standing) -> dict[str, str]:
    """Checks that ended otherwise than without a kill, and how they did; neither time nor the
    advice that comes after all checks is compared.
    """
    return {
        name: str(after[name]["verdict"]) if name in after else "not there"
        for name, row in undisturbed.items()
        if name not in after or _plain(after[name]) != _plain(row)
    }


def _plain(row: Mapping[str, Any]) -> Mapping[str, Any]:
    return {key: value for key, value in row.items() if key not in _LATER}
