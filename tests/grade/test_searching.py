"""A stranger's source cannot hurt the grader that searches it for forbidden names."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from autograder.grade.making import Authored
from autograder.grade.searching import at_work, searched_apart
from autograder.model import Verdict
from autograder.sandbox.host import ForkedProcess, Host, open_host

from ..tiny import Grade, Submit

ROOT_CHECKS = ("test_root_worked_example", "test_root_refuses_negative", "test_root_many")
ISQRT = "import math\n\ndef root(x):\n    return math.isqrt(x)\n"
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
    checks = grade(ISQRT + CHAIN)
    assert {checks[name].verdict for name in ROOT_CHECKS} == {Verdict.FORBIDDEN}
    assert "math.isqrt" in checks["test_root_many"].message


def searched(host: Host, authored: Authored, folder: Path) -> dict[str, str]:
    return searched_apart(host, authored.plan, folder, ROOT_CHECKS)


def test_one_process_searches_one_submission_after_the_other(
    authored: Authored, submit: Submit
) -> None:
    host = open_host(())
    try:
        assert searched(host, authored, submit("", "honest")) == {}
        first = at_work(host)
        assert searched(host, authored, submit(ISQRT, "other")).keys() == {*ROOT_CHECKS}
        assert at_work(host) is first
    finally:
        host.close()


def test_when_it_has_died_a_new_one_searches(authored: Authored, submit: Submit) -> None:
    """No submission answers for what an earlier one did to the process."""
    host = open_host(())
    try:
        searched(host, authored, submit("", "first"))
        process = at_work(host)
        assert isinstance(process, ForkedProcess)
        os.kill(process.pid, signal.SIGKILL)
        assert searched(host, authored, submit("", "honest")) == {}
        assert at_work(host) is not process
    finally:
        host.close()
