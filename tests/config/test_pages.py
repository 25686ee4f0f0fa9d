from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel

from autograder.config import pages
from autograder.config.course import CourseConfig
from autograder.config.gradescope import GradescopeConfig, LeaderboardEntry, RateLimit
from autograder.config.load import known_modules, load_course, load_module
from autograder.config.models import CheckConfig, Limits, ModuleConfig, TaskConfig
from autograder.config.words import flow

ROOT = Path(__file__).parents[2]
SECTIONS = (
    CourseConfig,
    ModuleConfig,
    TaskConfig,
    CheckConfig,
    Limits,
    GradescopeConfig,
    RateLimit,
    LeaderboardEntry,
)


def test_the_committed_files_are_what_the_models_say() -> None:
    assert pages.stale(ROOT) == []


def test_what_is_missing_or_changed_is_stale_and_is_written(tmp_path: Path) -> None:
    files = [
        tmp_path / "grading_configs/schemas/course.schema.json",
        tmp_path / "grading_configs/schemas/module.schema.json",
        tmp_path / "docs/reference/configuration.md",
    ]
    assert pages.stale(tmp_path) == files
    assert pages.write(tmp_path) == files
    assert pages.stale(tmp_path) == []
    files[2].write_text("old")
    assert pages.stale(tmp_path) == [files[2]]


@pytest.mark.parametrize("model", SECTIONS)
def test_the_reference_explains_every_key(model: type[BaseModel]) -> None:
    page = pages.reference_page()
    for key, field in model.model_fields.items():
        row = next(row for row in page.splitlines() if row.startswith(f"| `{key}` |"))
        assert row.count(" | ") == 4
        assert str(field.description) in page


@pytest.mark.parametrize("model", SECTIONS)
def test_an_example_is_yaml_that_says_the_same(model: type[BaseModel]) -> None:
    for key, field in model.model_fields.items():
        (example,) = field.examples or ()
        # BaseLoader leaves dates and numbers as text, so both sides are compared as text.
        read = yaml.load(f"{key}: {flow(example)}", yaml.BaseLoader)
        assert read == {key: _as_text(example)}


def _as_text(value: object) -> object:
    if isinstance(value, dict):
        return {key: _as_text(item) for key, item in value.items()}
    return [_as_text(item) for item in value] if isinstance(value, list) else str(value)


def test_the_examples_of_the_reference_load(tmp_path: Path) -> None:
    (tmp_path / "course.yaml").write_text(pages.COURSE_EXAMPLE)
    (tmp_path / "t01_attention.yaml").write_text(pages.MODULE_EXAMPLE)
    course, module = load_course(tmp_path), load_module(tmp_path, "t01_attention")
    assert course.release_dates == {"t01_attention": date(2026, 9, 1)}
    assert (module.points, module.release) == (5.5, 2)
    assert [entry.value for entry in module.gradescope.leaderboard] == ["score", "seconds"]


@pytest.mark.parametrize(("name", "text"), pages.json_schema_texts().items())
def test_a_schema_refuses_unknown_keys_everywhere(name: str, text: str) -> None:
    schema = json.loads(text)
    objects = [schema, *schema.get("$defs", {}).values()]
    assert name.endswith(".schema.json")
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    for one in objects:
        assert one["type"] != "object" or one["additionalProperties"] is False


def test_a_schema_keeps_the_key_that_is_called_title() -> None:
    schema = json.loads(pages.json_schema_texts()["module.schema.json"])
    assert schema["properties"]["title"]["type"] == "string"
    assert "title" not in schema["properties"]["minutes"]


def test_a_reference_in_a_schema_stands_alone() -> None:
    """Editors that read draft 7 would drop the description beside it."""
    schema = json.loads(pages.json_schema_texts()["module.schema.json"])
    assert schema["properties"]["limits"]["allOf"] == [{"$ref": "#/$defs/Limits"}]
    assert schema["properties"]["limits"]["description"] == "Time and memory for one submission."


def test_a_schema_wants_no_entry_twice_but_sentences_about_releases() -> None:
    """Two releases may both have corrected a typo; each counts."""
    properties = json.loads(pages.json_schema_texts()["module.schema.json"])["properties"]
    assert properties["covers"]["uniqueItems"] is True
    assert properties["releases"]["uniqueItems"] is False


def test_the_committed_course_and_its_modules_load() -> None:
    configs = ROOT / "grading_configs"
    assert {"s05_bpe", "t01_attention"} <= set(load_course(configs).modules)
    for name in known_modules(configs):
        load_module(configs, name)
