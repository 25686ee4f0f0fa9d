"""Writes docs/comparison.md and docs/compare/outputs; ``--help`` says with which options.

Needs a Python with the extras ``torch``, ``gymnasium`` and, for otter-grader and nbgrader,
``compare``. All that it builds lies in a temporary folder.
"""

from __future__ import annotations

import argparse
import datetime
import difflib
import json
import platform
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import page  # the modules of this folder, wherever this is run
from cases import CASES, Case
from judge import SMALLEST
from tools import PACKAGES, TOOLS, Bench, Report

from autograder import __version__  # the checkout's own: layout puts it first

RUNS = page.OUTPUTS / "runs.json"
ALONE = {"ours", "pytest"}
"""Tools whose cases share no folder: two of them may run at once."""


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default=",".join(TOOLS), help="tools, such as ours,pytest")
    parser.add_argument("--case", default="", help="one submission by name; all of them without it")
    parser.add_argument("--limit", type=float, default=180, help="seconds until a tool is stopped")
    parser.add_argument("--page", action="store_true", help="run nothing, only write the page")
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 if it differs")
    return parser.parse_args()


def reports(tool: str, cases: Iterable[Case], limit: float) -> Iterator[tuple[Case, Report]]:
    """What a tool says about the cases. The one that never ends goes first, it takes longest."""
    ordered = sorted(cases, key=lambda case: not case.name.endswith("loop"))
    with tempfile.TemporaryDirectory(prefix="comparison-") as scratch:
        Path(scratch).chmod(0o755)
        bench = Bench(Path(scratch), limit)
        with ThreadPoolExecutor(2 if tool in ALONE else 1) as pool:
            made = pool.map(lambda case: TOOLS[tool](case, bench), ordered)
            yield from zip(ordered, made, strict=True)


def store(tool: str, case: Case, report: Report, limit: float) -> None:
    """Keep a report, and beside it when and with what it was made."""
    (page.OUTPUTS / case.name).mkdir(parents=True, exist_ok=True)
    (page.OUTPUTS / case.name / f"{tool}.txt").write_text(report.text, "utf-8")
    runs = _runs()
    before = runs.get(tool, {}).get("seconds", {})
    runs[tool] = {
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "limit": limit,
        "versions": {"Python": platform.python_version(), **_versions(tool)},
        "seconds": before | {case.name: _rounded(report)},
    }
    RUNS.write_text(json.dumps(runs, indent=1, sort_keys=True) + "\n", "utf-8")


def _rounded(report: Report) -> dict[str, float | None]:
    used = report.took.processor
    clock = round(report.took.clock, 1)
    return {"processor": None if used is None else round(used, 1), "clock": clock}


def _versions(tool: str) -> dict[str, str]:
    own = {"autograder": __version__} if tool == "ours" else {}
    return own | {name: version(name) for name in PACKAGES[tool]}


def _runs() -> dict[str, Any]:
    return json.loads(RUNS.read_text("utf-8")) if RUNS.is_file() else {}


def _kept(tool: str, case: Case) -> bool:
    return case.name in _runs().get(tool, {}).get("seconds", {})


def differences(tool: str, case: Case, report: Report) -> list[str]:
    """How a report differs from the one that is kept."""
    kept, now = (_steady(text).splitlines() for text in (page.read(case, tool), report.text))
    return list(difflib.unified_diff(kept, now, f"{case.name}/{tool}", "now", n=1, lineterm=""))


def _steady(text: str) -> str:
    """Without what our diagnosis leaves out, or finds less of, where the machine is slow."""
    text = re.sub(r"^ +Hint: the same as .*\n", "", text, flags=re.MULTILINE)
    smallest = rf"^( +){SMALLEST}\n(?:\1 +.*\n)*"
    return re.sub(smallest, "", text, flags=re.MULTILINE)


def run(tool: str, asked: argparse.Namespace) -> list[str]:
    """Run a tool on what was asked for; keep what it says, or give how it differs."""
    found = []
    for case, report in reports(
        tool, [c for c in CASES if asked.case in ("", c.name)], asked.limit
    ):
        if asked.check:
            found += differences(tool, case, report)
        else:
            store(tool, case, report, asked.limit)
    return found


def main() -> None:
    """Run the tools and write the page; or compare, and write nothing."""
    asked = arguments()
    tools = [] if asked.page else asked.only.split(",")
    found = [line for tool in tools for line in run(tool, asked)]
    missing = [f"{case.name}/{tool}" for tool in TOOLS for case in CASES if not _kept(tool, case)]
    if missing:
        sys.exit(f"No page yet: run this for {', '.join(missing)}.")
    text = page.page(_runs())
    if not asked.check:
        page.PAGE.write_text(text, "utf-8")
    elif page.PAGE.read_text("utf-8") != text:
        found.append("docs/comparison.md is not what the kept reports give: run this with --page")
    print("\n".join(found), end="\n" if found else "")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
