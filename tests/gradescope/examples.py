"""Results and metadata to build documents from, and the two judges of a document."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt
from markdown_it.token import Token

import autograder.gradescope
from autograder.gradescope.metadata import Metadata, metadata_of
from autograder.model import CheckResult, ModuleResult, TaskResult, Verdict, Visibility

SCHEMA = json.loads(
    (Path(autograder.gradescope.__file__).parent / "results.schema.json").read_text("utf-8")
)
VALIDATOR = Draft202012Validator(SCHEMA)

AFTER_DUE, HIDDEN = Visibility.AFTER_DUE_DATE, Visibility.HIDDEN
SYNTAX_ERROR = "t01 cannot be imported: SyntaxError: expected ':' (masks.py, line 3)\n  masks.py:3:"
FAILED_MESSAGE = "sdpa(q, k, v)\n  got nan at [0, 1], expected 0.25"


def check(name: str = "test_sdpa_of_large_scores", **changes: Any) -> CheckResult:
    """A check that passed, changed."""
    values: dict[str, Any] = {
        "task": "sdpa",
        "verdict": Verdict.PASSED,
        "score": 2.0,
        "max_score": 2.0,
        "public": True,
        "about": "Scores of thousands stay finite.",
    }
    return CheckResult(name=name, **(values | changes))


def failing(name: str = "test_sdpa_of_large_scores", **changes: Any) -> CheckResult:
    """A public check that failed with a value, changed."""
    values = {"verdict": Verdict.FAILED, "score": 0.0, "message": FAILED_MESSAGE}
    return check(name, **(values | changes))


def hidden(name: str = "test_sdpa_order", **changes: Any) -> CheckResult:
    """A hidden check that failed, with what grading lets a student read of it."""
    values = {"public": False, "message": "Scores of thousands stay finite.", "detail": "got 7"}
    return failing(name, **(values | changes))


def module(*checks: CheckResult, **changes: Any) -> ModuleResult:
    """A module of these checks, its tasks in the order in which they come up."""
    names = dict.fromkeys(each.task for each in checks)
    tasks = tuple(
        TaskResult(name, tuple(each for each in checks if each.task == name)) for name in names
    )
    return ModuleResult(
        **({"module": "t01_attention", "tasks": tasks, "seconds": 1.5, "title": "T"} | changes)
    )


def on_day(day: int, time: str = "12:00", offset: str = "-07:00") -> str:
    """A moment of September 2026 as Gradescope writes it."""
    return f"2026-09-{day:02}T{time}:00.000000{offset}"


def metadata_on(day: int, **changes: Any) -> Metadata:
    """A submission of one day of September."""
    return metadata_of({"id": 7, "created_at": on_day(day), **changes})


def valid(document: Mapping[str, Any]) -> dict[str, Any]:
    """``document`` as the platform reads it; fails where the platform would refuse it."""
    VALIDATOR.validate(document)
    text = json.dumps(document, allow_nan=False, ensure_ascii=False)
    parsed: dict[str, Any] = json.loads(text.encode("utf-8"))
    return parsed


def tokens(markdown: str) -> list[Token]:
    """How a renderer of CommonMark with GitHub's tables understands a text."""
    return MarkdownIt("commonmark").enable("table").enable("strikethrough").parse(markdown)


def kinds(markdown: str) -> list[str]:
    """The blocks of a Markdown text, by what they are."""
    return [token.type for token in tokens(markdown) if token.level == 0 and token.nesting >= 0]


def shown(markdown: str) -> str:
    """The words of the paragraphs, as a reader sees them."""
    return "\n".join(_words(token.children or []) for token in tokens(markdown) if token.children)


def _words(children: Sequence[Token]) -> str:
    return "".join(child.content for child in children)


def by_name(document: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The rows of a document by their numbers."""
    return {row["number"]: row for row in document["tests"]}
