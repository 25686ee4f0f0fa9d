"""The files that are generated from the models: JSON schemas and the reference page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from autograder.config.course import CourseConfig
from autograder.config.fields import Model
from autograder.config.gradescope import GradescopeConfig, LeaderboardEntry, RateLimit
from autograder.config.models import CheckConfig, Limits, ModuleConfig, TaskConfig
from autograder.config.names import PATTERN_WORDS
from autograder.config.schemas import json_schema_texts, schema_of
from autograder.config.words import flow

__all__ = [
    "COURSE_EXAMPLE",
    "MODULE_EXAMPLE",
    "json_schema_texts",
    "reference_page",
    "stale",
    "write",
]

SCHEMA_FOLDER = Path("grading_configs", "schemas")
REFERENCE_PAGE = Path("docs", "reference", "configuration.md")

COURSE_EXAMPLE = """\
# yaml-language-server: $schema=schemas/course.schema.json
title: Machine learning
description: From the neuron to the transformer.
modules: [t01_attention]
release_dates: {t01_attention: 2026-09-01}
submit_to: Gradescope, https://www.gradescope.com/courses/123
"""

MODULE_EXAMPLE = """\
# yaml-language-server: $schema=schemas/module.schema.json
title: Scaled dot-product attention
summary: Attention from the formula to several heads.
covers: [applied/M06.G1, deep/S2.B]
needs: [n01_neurons_mlp]
minutes: 180
libraries: [numpy, torch]
limits: {check_seconds: 20}
releases:
  - First release.
  - The handout says which axis softmax sums over.
gradescope:
  rate_limit: {attempts: 5, hours: 24}
  leaderboard:
    - {name: Points, value: score}
    - {name: Seconds, value: seconds, order: asc}
tasks:
  softmax:
    points: 3
    forbidden: [torch.softmax, torch.Tensor.softmax]
    checks:
      test_rows_sum_to_one: {points: 1}
      test_large_logits_stay_finite: {points: 2}
  sdpa:
    points: 2.5
    uses: [softmax]
    checks:
      test_matches_the_formula: {points: 2.5, visibility: after_due_date}
"""

_HEAD = """\
# Configuration

<!-- Generated from the models in autograder/config/. Change the models, not this page. -->

A course has one folder `grading_configs/` with `course.yaml` and one `<module>.yaml` per module.
The files are YAML. Aliases, merge keys and tags are refused, and so are keys that stand twice.
Every fault of a file is reported at once, with its line.

For completion in an editor that has the YAML language server (in VS Code the extension *YAML* by
Red Hat), begin a file with the first line of the examples below.
"""

_RULES = """\
## Rules between keys

- The points of a task are the sum of the points of its checks.
- `uses` names other tasks of the same module, and never in a circle.
- The name of a check is unique in its module.
- No list names the same thing twice; only `releases` may repeat a sentence.
- `check_seconds` is at most `module_seconds`.
- `module_seconds` ends at least 30 seconds before the `minutes` of `gradescope`.
- The `value` of a leaderboard's entry is `score`, `seconds` or a task of the module; no two entries
  have the same `name`.
- `release_dates` names modules that `modules` lists.
- `pip_index` is empty, or a URL that begins with `https://`, `http://` or `file://`.
- Every module listed in `course.yaml` has a file. A file that is not listed is a draft.
- Every check has a test function of that name, decorated with its task, and the other way round.
- Every task has at least one hidden check.
"""

_SECTIONS: tuple[tuple[str, Model, str], ...] = (
    ("## course.yaml", CourseConfig, COURSE_EXAMPLE),
    ("## &lt;module&gt;.yaml", ModuleConfig, MODULE_EXAMPLE),
    ("### A task", TaskConfig, ""),
    ("### A check", CheckConfig, ""),
    ("### Limits", Limits, ""),
    ("### Gradescope", GradescopeConfig, ""),
    ("### A rate limit", RateLimit, ""),
    ("### A leaderboard entry", LeaderboardEntry, ""),
)
_LINKS = {
    "TaskConfig": "[task](#a-task)",
    "CheckConfig": "[check](#a-check)",
    "Limits": "[limits](#limits)",
    "GradescopeConfig": "[gradescope](#gradescope)",
    "RateLimit": "[rate limit](#a-rate-limit)",
    "LeaderboardEntry": "a [leaderboard entry](#a-leaderboard-entry)",
}
_BOUNDS = {
    "minimum": "at least",
    "exclusiveMinimum": "more than",
    "maximum": "at most",
}


def reference_page() -> str:
    """The reference of both files in Markdown: each key with type, default, meaning, example."""
    sections = [_section(*section) for section in _SECTIONS]
    return "\n".join([_HEAD, *sections, _RULES])


def write(root: Path) -> list[Path]:
    """Write what `stale` names under ``root``, and return it."""
    changed = stale(root)
    texts = _texts()
    for path in changed:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(texts[path.relative_to(root)], encoding="utf-8", newline="\n")
    return changed


def stale(root: Path) -> list[Path]:
    """The generated files under ``root`` that are missing or say something else than the models."""
    return [root / name for name, text in _texts().items() if not _holds(root / name, text)]


def _texts() -> dict[Path, str]:
    schemas = {SCHEMA_FOLDER / name: text for name, text in json_schema_texts().items()}
    return {**schemas, REFERENCE_PAGE: reference_page()}


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode()


def _section(heading: str, model: Model, example: str) -> str:
    lines = [heading, "", model.__doc__ or "", "", *_table(model)]
    if example:
        lines += ["", "```yaml", example.rstrip(), "```"]
    return "\n".join([*lines, ""])


def _table(model: Model) -> Iterator[str]:
    schema = schema_of(model)
    definitions = schema.get("$defs", {})
    yield "| key | type | default | meaning | example |"
    yield "|---|---|---|---|---|"
    for key, field in schema["properties"].items():
        default = "required" if key in schema.get("required", []) else _default(field)
        # Taken from the model, because the schema sorts the keys of examples.
        (value,) = model.model_fields[key].examples or ("",)
        example = f"`{key}: {flow(value)}`"
        cells = [f"`{key}`", _type(field, definitions), default, field["description"], example]
        yield f"| {' | '.join(cells)} |"


def _default(field: dict[str, Any]) -> str:
    if "default" not in field:
        return "its keys' defaults"
    value = field["default"]
    if value in ("", None):
        return "none" if value is None else "empty"
    return f"`{value:g}`" if isinstance(value, int | float) else f"`{flow(value)}`"


def _type(field: dict[str, Any], definitions: dict[str, Any]) -> str:
    for choices in ("allOf", "anyOf"):
        if choices in field:
            # A second choice is only null, which is the same as leaving the key out.
            return _type(field[choices][0], definitions)
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        return _LINKS.get(name) or _type(definitions[name], definitions)
    if "enum" in field:
        return "one of " + ", ".join(f"`{word}`" for word in field["enum"])
    if "pattern" in field:
        return PATTERN_WORDS[field["pattern"]]
    return _composed_type(field, definitions)


def _composed_type(field: dict[str, Any], definitions: dict[str, Any]) -> str:
    if field["type"] == "array":
        return f"list; an entry is {_type(field['items'], definitions)}"
    if field["type"] == "object":
        ((pattern, value),) = field["patternProperties"].items()
        values = _type(value, definitions)
        return f"mapping of names to a {values}; a name is {PATTERN_WORDS[pattern]}"
    if field.get("format") == "date":
        return "date"
    plain = {"string": "text", "integer": "whole number", "number": "number"}[field["type"]]
    bounds = [f"{words} {field[key]:g}" for key, words in _BOUNDS.items() if key in field]
    return ", ".join([plain, *bounds])
