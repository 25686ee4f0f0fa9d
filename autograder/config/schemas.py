"""JSON schemas of the configuration files, which editors complete and check from."""

from __future__ import annotations

import json
from typing import Any

from autograder.config.course import CourseConfig
from autograder.config.fields import Model
from autograder.config.models import ModuleConfig

_DIALECT = "http://json-schema.org/draft-07/schema#"


def json_schema_texts() -> dict[str, str]:
    """The text of each schema file, by file name."""
    models: dict[str, Model] = {
        "course.schema.json": CourseConfig,
        "module.schema.json": ModuleConfig,
    }
    return {name: _text(model) for name, model in models.items()}


def schema_of(model: Model) -> dict[str, Any]:
    """The schema of one model in the dialect that editors understand best."""
    schema: dict[str, Any] = _for_editors(model.model_json_schema())
    return schema


def _text(model: Model) -> str:
    schema = {"$schema": _DIALECT, **schema_of(model)}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _for_editors(node: Any) -> Any:
    """Say what pydantic leaves out, and leave out the titles that it derives from the keys."""
    if isinstance(node, list):
        return [_for_editors(item) for item in node]
    if not isinstance(node, dict):
        return node
    # A title that is a mapping is no title but the schema of a key called "title".
    kept = {
        key: _for_editors(value)
        for key, value in node.items()
        if key != "title" or isinstance(value, dict)
    }
    if kept.get("type") == "array":
        kept.setdefault("uniqueItems", True)
    if "patternProperties" in kept:
        kept["additionalProperties"] = False
    return _wrapped_reference(kept)


def _wrapped_reference(node: dict[str, Any]) -> dict[str, Any]:
    """Draft 7 ignores what stands beside a $ref, such as the description of this very key."""
    if "$ref" not in node or len(node) == 1:
        return node
    rest = {key: value for key, value in node.items() if key != "$ref"}
    return {"allOf": [{"$ref": node["$ref"]}], **rest}
