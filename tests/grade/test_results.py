"""The results file against its schema, and the page that describes it."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from autograder.grade.grading import assemble, grade_folder
from autograder.grade.making import Authored
from autograder.grade.results import to_json
from autograder.grade.runner import ModuleGrader
from autograder.model import RESULT_SCHEMA, Verdict, Visibility

from ..tiny import ROOT, Submit

REFERENCE = ROOT / "docs" / "reference"


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = json.loads((REFERENCE / "results.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


MANY_ENDS = """
import os

def double(x):
    raise ValueError("\\ud800")

def root(x):
    return {10: 3}.get(x, 0)

def is_even(x):
    os._exit(0) if x else None
    return True
"""


@pytest.fixture
def graded_json(grader: ModuleGrader, authored: Authored, submit: Submit) -> str:
    return to_json([grade_folder(grader, authored.plan, submit(MANY_ENDS))])


def test_real_results_fit_the_schema(graded_json: str, validator: Draft202012Validator) -> None:
    results = json.loads(graded_json)
    validator.validate(results)
    ends = {check["verdict"] for task in results[0]["tasks"] for check in task["checks"]}
    assert ends == {"PASSED", "FAILED", "ERROR", "CRASHED", "BLOCKED"}


def test_results_before_the_first_check_fit_the_schema(
    authored: Authored, validator: Draft202012Validator
) -> None:
    validator.validate(json.loads(to_json([assemble(authored.plan, {}, 0.0)])))


def test_results_without_a_module_fit_the_schema(validator: Draft202012Validator) -> None:
    validator.validate(json.loads(to_json([])))


def test_schema_refuses_other_fields_verdicts_and_versions(
    graded_json: str, validator: Draft202012Validator
) -> None:
    def broken(**changes: Any) -> list[Any]:
        module = json.loads(graded_json)[0]
        module["tasks"][0]["checks"][0] |= changes.pop("check", {})
        return [module | changes]

    for results in (
        broken(schema="autograder.result/2"),
        broken(more=1),
        broken(score=-1),
        broken(check={"verdict": "OK"}),
        broken(check={"visibility": "secret"}),
        broken(check={"detail": "expected 6"}),
    ):
        with pytest.raises(ValidationError):
            validator.validate(results)


def test_schema_names_every_verdict_and_visibility_of_the_program(
    validator: Draft202012Validator,
) -> None:
    check = validator.schema["$defs"]["check"]["properties"]
    assert [each["const"] for each in check["verdict"]["oneOf"]] == [each.name for each in Verdict]
    assert check["visibility"]["enum"] == [each.value for each in Visibility]
    assert validator.schema["$defs"]["module"]["properties"]["schema"]["const"] == RESULT_SCHEMA


def test_every_field_of_the_schema_is_described(validator: Draft202012Validator) -> None:
    for kind in ("module", "task", "check"):
        fields = validator.schema["$defs"][kind]["properties"]
        assert [name for name, field in fields.items() if "description" not in field] == []


def test_numbers_are_finite_whatever_was_measured(authored: Authored) -> None:
    result = replace(assemble(authored.plan, {}, 0.0), seconds=math.nan)
    assert json.loads(to_json([result]))[0]["seconds"] == 0


def test_example_of_the_page_fits_the_schema(validator: Draft202012Validator) -> None:
    page = Path(REFERENCE / "results.md").read_text("utf-8")
    example = page.split("```json\n")[1].split("```")[0]
    validator.validate(json.loads(example))
