"""A grader of the usual kind, as a baseline: submission, tests and reference in one pytest process.

Its verdict is pytest's own: points are lost by a test that fails, and by nothing else. It is here
so that we know that the attacks bite. It grades the folder that it is started in, where the hidden
tests have been put beside the submission.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest


class Outcomes:
    """Whether each collection and each test has failed."""

    def __init__(self) -> None:
        self.failed: list[bool] = []

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self.failed.append(report.failed)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.failed.append(report.failed)


def main() -> int:
    """Run the check that ``argv`` names and write the score; gives pytest's exit status."""
    sys.path[0] = ""
    outcomes = Outcomes()
    check = f"test_naive.py::{sys.argv[1]}"
    status = pytest.main(["-q", "-p", "no:cacheprovider", check], plugins=[outcomes])
    lost = sum(outcomes.failed)
    Path("results.json").write_text(json.dumps({"score": 0 if lost else 1}))
    return int(status)


if __name__ == "__main__":
    sys.exit(main())
