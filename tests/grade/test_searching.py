"""A stranger's source cannot hurt the grader that searches it for forbidden names."""

from __future__ import annotations

import time

import pytest

from autograder.model import Verdict

from ..tiny import Grade

ROOT_CHECKS = ("test_root_worked_example", "test_root_refuses_negative", "test_root_many")
CHAIN = "def unused(a):\n    return a" + ".b" * 700 + "\n"


def test_a_long_chain_of_attributes_is_searched(grade: Grade) -> None:
    checks = grade(CHAIN)
    assert all(checks[name].passed for name in ROOT_CHECKS)


def test_many_long_chains_take_no_long_time(grade: Grade) -> None:
    started = time.monotonic()
    checks = grade("def root(x):\n" + ("    x" + ".b" * 800 + "\n") * 100)
    assert checks["test_root_many"].verdict is Verdict.ERROR
    assert time.monotonic() - started < 30


@pytest.mark.parametrize("signs", ["(" * 150_000, "-" * 200_000 + "1", "f'" + "{x}" * 60_000 + "'"])
def test_a_source_that_a_parser_dies_of_costs_its_author_only(grade: Grade, signs: str) -> None:
    """Whether the search, or the import, gives up first: the grader stands, and nothing passes that
    could not be searched.
    """
    checks = grade(f"def late(x):\n    return {signs}\n")
    ends = {checks[name].verdict for name in ROOT_CHECKS}
    assert not ends & {Verdict.GRADER_ERROR}
    assert len(checks) == 11


def test_the_forbidden_name_is_still_found(grade: Grade) -> None:
    checks = grade("import math\n\ndef root(x):\n    return math.isqrt(x)\n" + CHAIN)
    assert {checks[name].verdict for name in ROOT_CHECKS} == {Verdict.FORBIDDEN}
    assert "math.isqrt" in checks["test_root_many"].message
