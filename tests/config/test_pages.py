from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import BaseModel

from autograder.config import known_modules, load_course, load_module, pages
from autograder.config.models import CheckConfig, CourseConfig, Limits, ModuleConfig, TaskConfig

ROOT = Path(__file__).parents[2]


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


@pytest.mark.parametrize("model", [CourseConfig, ModuleConfig, TaskConfig, CheckConfig, Limits])
def test_the_reference_explains_every_key(model: type[BaseModel]) -> None:
    page = pages.reference_page()
    for key, field in model.model_fields.items():
        row = next(row for row in page.splitlines() if row.startswith(f"| `{key}` |"))
        assert row.count(" | ") == 4
        assert str(field.description) in page


def test_the_examples_of_the_reference_load(tmp_path: Path) -> None:
    (tmp_path / "course.yaml").write_text(pages.COURSE_EXAMPLE)
    (tmp_path / "t01_attention.yaml").write_text(pages.MODULE_EXAMPLE)
    assert load_course(tmp_path).modules == ("t01_attention",)
    assert load_module(tmp_path, "t01_attention").points == 5.5


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


def test_the_committed_course_and_its_modules_load() -> None:
    configs = ROOT / "grading_configs"
    assert {"s05_bpe", "t01_attention"} <= set(load_course(configs).modules)
    for name in known_modules(configs):
        load_module(configs, name)
