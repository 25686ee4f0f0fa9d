"""What the schema of results.json takes and refuses."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from .examples import (
    SCHEMA,
    VALIDATOR,
)


class TestSchema:
    def test_it_is_a_schema(self) -> None:
        Draft202012Validator.check_schema(SCHEMA)

    @pytest.mark.parametrize(
        "document",
        [
            {"score": 1},
            {"tests": []},
            {"tests": [{}]},
            {"tests": [{"score": 1, "max_score": 2, "status": "passed", "tags": ["a"]}]},
            {"score": 0, "leaderboard": [{"name": "Stars", "value": "*****"}]},
            {"score": 0, "stdout_visibility": "hidden", "output_format": "ansi"},
        ],
    )
    def test_it_takes_what_the_platform_takes(self, document: Mapping[str, Any]) -> None:
        VALIDATOR.validate(document)

    @pytest.mark.parametrize(
        "document",
        [
            {},
            {"output": "neither score nor tests"},
            {"score": "1"},
            {"score": math.inf},
            {"score": 1, "more": 1},
            {"score": 1, "output": "a\r\nb"},
            {"score": 1, "output_format": "markdown"},
            {"score": 1, "visibility": "secret"},
            {"score": 1, "execution_time": -1},
            {"tests": [{"status": "ok"}]},
            {"tests": [{"tags": "one"}]},
            {"tests": [{"number": 1.1}]},
            {"tests": [{"hint": "?"}]},
            {"score": 1, "leaderboard": [{"name": "x"}]},
            {"score": 1, "leaderboard": [{"name": "x", "value": 1, "order": "up"}]},
        ],
    )
    def test_it_refuses_what_the_platform_might(self, document: Mapping[str, Any]) -> None:
        assert not VALIDATOR.is_valid(document)
