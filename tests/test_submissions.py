"""The judge, tested by bad submissions whose verdicts and reports are known."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from autograder.model import Verdict

from .cases import CASES, Case, Run, all_cases, cases_running, run_case
from .tiny import ROOT

ALL = all_cases()
SLOW = pytest.mark.slow
PARAMETERS = [pytest.param(case, id=case.name, marks=[SLOW] if case.slow else []) for case in ALL]


class Runs:
    """Runs each wanted case once, one after the other: CPython 3.11 may raise a SystemError
    where two threads parse Python at once, and pytest parses to show a failure.
    """

    def __init__(self) -> None:
        self._runs: dict[str, Run] = {}

    def of(self, case: Case) -> Run:
        """The run of a case, made when it is first asked for."""
        if case.name not in self._runs:
            self._runs[case.name] = run_case(case)
        return self._runs[case.name]


@pytest.fixture(scope="module")
def runs() -> Iterator[Runs]:
    with cases_running():
        yield Runs()


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = json.loads((ROOT / "docs/reference/results.schema.json").read_text("utf-8"))
    return Draft202012Validator(schema)


@pytest.mark.parametrize("case", PARAMETERS)
def test_submission_gets_its_verdicts_and_a_report_that_helps(
    case: Case, runs: Runs, validator: Draft202012Validator
) -> None:
    run = runs.of(case)
    assert run.status == case.exit, run.text
    assert "Traceback" not in run.stderr
    if case.exit == 0:
        validator.validate(run.results)
        assert run.verdicts == case.expected(), run.text
    if case.score is not None:
        assert sum(check["score"] for check in run.checks) == pytest.approx(case.score), run.text
    for words in case.says:
        assert re.search(words, run.text), f"{words} is missing in\n{run.text}"
    for words in case.never_says:
        assert not re.search(words, run.text), f"{words} stands in\n{run.text}"
    assert run.left_processes == []
    assert run.left_files == []
    assert run.seconds <= case.seconds


def test_every_case_is_described_and_says_what_its_student_reads() -> None:
    folders = {
        path.name for path in CASES.iterdir() if path.is_dir() and path.name != "__pycache__"
    }
    assert folders == {case.name for case in ALL}
    for case in ALL:
        assert case.about.endswith("."), case.name
        assert case.says, case.name
        assert case.exit or None not in case.expected().values(), case.name


def test_every_verdict_of_a_student_is_reached() -> None:
    reached = {verdict for case in ALL for verdict in case.verdicts.values()}
    assert reached == {each.name for each in Verdict} - {Verdict.GRADER_ERROR.name}


@pytest.mark.slow
@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="Python words its errors anew")
def test_page_of_verdicts_is_what_these_runs_printed(runs: Runs) -> None:
    page = make_verdicts().page([(case, runs.of(case)) for case in ALL])
    kept = (ROOT / "docs/reference/verdicts.md").read_text("utf-8")
    assert page == kept, "Run: python docs/make_verdicts.py"


def make_verdicts() -> Any:
    """The script that writes the page."""
    spec = importlib.util.spec_from_file_location("make_verdicts", ROOT / "docs/make_verdicts.py")
    assert spec is not None
    assert spec.loader is not None
    module: ModuleType = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
