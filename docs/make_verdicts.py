"""Writes docs/reference/verdicts.md from real runs of tests/submissions: `python docs/make_verdicts.py`."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from autograder.model import Verdict  # noqa: E402  (the checkout's own, wherever this is run)

if TYPE_CHECKING:
    from tests.cases import Case, Run

PAGE = Path(__file__).with_name("reference") / "verdicts.md"
_LINES = 12
_WIDTH = 160

HEAD = """\
# Verdicts

<!-- Generated from real runs of tests/submissions by docs/make_verdicts.py. Change the cases, not this page. -->

What students hand in by accident, how its checks end, and how the report begins. Each case is a folder in
`tests/submissions/`, and a test runs it through the real program. The verdicts' meaning, and what each is
worth, stands in [the guide for instructors](../instructors.md).

| case | what the student did | verdicts |
|---|---|---|
"""


def page(runs: Sequence[tuple[Case, Run]]) -> str:
    """The page for these runs: a table, and below it what each report says."""
    rows = [f"| [{case.name}](#{case.name}) | {case.about} | {ends(run)} |\n" for case, run in runs]
    return HEAD + "".join(rows) + "".join(section(case, run) for case, run in runs)


def ends(run: Run) -> str:
    """How many checks ended with which verdict, in the verdicts' own order."""
    counts = Counter(run.verdicts.values())
    if not counts:
        return "not graded: one sentence, exit status 2"
    if len(counts) == 1:
        return f"all {next(iter(counts))}"
    return ", ".join(f"{counts[each.name]} {each.name}" for each in Verdict if each.name in counts)


def section(case: Case, run: Run) -> str:
    """What the student reads first."""
    text = "\n".join(begin(run.text))
    return f"\n## {case.name}\n\n{case.about}\n\n```text\n{text}\n```\n"


def begin(text: str) -> list[str]:
    """The first lines of a report; long ones are cut, and what is left out is counted."""
    lines = [line.rstrip() for line in text.strip("\n").split("\n")]
    lines = [f"{line[:_WIDTH]} ..." if len(line) > _WIDTH else line for line in lines]
    kept = "\n".join(lines[:_LINES]).rstrip("\n").split("\n")
    left = len(lines) - len(kept)
    return [*kept, f"... and {left} more lines"] if left else kept


def main() -> None:
    """Write the page, or with ``--check`` exit 1 where it is out of date."""
    from tests.cases import all_cases, cases_running, run_case

    cases = all_cases()
    with cases_running():
        made = page([(case, run_case(case)) for case in cases])
    if "--check" in sys.argv:
        sys.exit(int(not PAGE.is_file() or PAGE.read_text("utf-8") != made))
    PAGE.write_text(made, "utf-8")


if __name__ == "__main__":
    main()
