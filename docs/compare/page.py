"""Makes docs/comparison.md from the stored reports; runs nothing."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Mapping
from typing import Any

import judge
import layout
import words
from cases import CASES, HERE, OWN, Case

PAGE = HERE.parent / "comparison.md"
OUTPUTS = HERE / "outputs"
Runs = Mapping[str, Mapping[str, Any]]
"""By tool: date, versions, and seconds by case."""

NAMES = {"ours": "Ours", "otter": "otter-grader", "nbgrader": "nbgrader", "pytest": "pytest"}
_FEWEST, _MOST = 20, 56
_WIDTH = 150
_AROUND = 8

_START = {
    "ours": r"^✗ ",
    "otter": r"^ .* message: ",
    "nbgrader": r"^Grade cell: .*\n+ *Score: 0\.0",
    "pytest": r"^_{3,} test_",
}
"""Where a failing check begins."""

_END = {
    "ours": r"^✗ |^ +Next: ",
    "otter": r"^ .* message: |^ .* result:\n +✅",
    "nbgrader": r"^In \[",
    "pytest": r"^_{3,} test_|^=+ short",
}
"""Where the next one begins."""


def read(case: Case, tool: str) -> str:
    """A stored report."""
    return (OUTPUTS / case.name / f"{tool}.txt").read_text("utf-8")


def page(runs: Runs) -> str:
    """The page for the stored reports."""
    sections = "".join(_section(case, number) for number, case in enumerate(CASES, start=1))
    tables = words.TABLE + _counts(runs) + words.BETTER + words.DETAILS + _details(runs)
    return words.HEAD + _used(runs) + words.REPEAT + sections + tables


def _row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |\n"


def _head(*cells: str, align: str = "---") -> str:
    return _row(*cells) + "|---|" + f"{align}|" * (len(cells) - 1) + "\n"


def _used(runs: Runs) -> str:
    text = _head("tool", "how", "versions", "run on")
    for tool, name in NAMES.items():
        versions = (f"{each} {number}" for each, number in runs[tool]["versions"].items())
        text += _row(name, words.USED[tool], ", ".join(versions), runs[tool]["date"])
    return text


# -- one submission ----------------------------------------------------------------------------


def _section(case: Case, number: int) -> str:
    mistake = "our own" if case.mistake == OWN else f"mistake `{case.mistake}`"
    about = f"{case.about} Task `{case.task}` of `{case.module}`, [{mistake}]({_link(case)})."
    wrote = f"The student wrote this, and went wrong at `{case.wrong}`:"
    text = f"\n## {number}. {case.name}\n\n{about} {wrote}\n\n"
    return text + f"```python\n{_wrong(case)}\n```\n" + "".join(_report(case, t) for t in NAMES)


def _link(case: Case) -> str:
    if case.mistake == OWN:
        return case.writing.relative_to(PAGE.parent).as_posix()
    return "../" + case.writing.relative_to(PAGE.parents[1]).as_posix()


def _wrong(case: Case) -> str:
    lines = layout.answer(case).splitlines()
    (at,) = [i for i, line in enumerate(lines) if line.strip() == case.wrong]
    first, last = max(at - _AROUND, 0), min(at + _AROUND + 1, len(lines))
    marks = [[f"# {mark}" for mark in _left_out(left)] for left in (first, len(lines) - last)]
    return "\n".join([*marks[0], *lines[first:last], *marks[1]])


def _report(case: Case, tool: str) -> str:
    whole = f"[whole output](compare/outputs/{case.name}/{tool}.txt)"
    return f"\n**{NAMES[tool]}** ({whole})\n\n```text\n{shortened(read(case, tool), tool)}\n```\n"


def shortened(text: str, tool: str) -> str:
    """The first line and the first failing check, with a mark wherever lines are left out."""
    lines = [each if len(each) <= _WIDTH else f"{each[:_WIDTH]} [...]" for each in text.split("\n")]
    start, end = _first_failing(text, tool)
    head = lines[:1] if start else []
    shown = "\n".join(lines[start:end]).rstrip("\n").split("\n")
    left = len(text.rstrip("\n").split("\n")) - start - len(shown)
    return "\n".join([*head, *_left_out(start - 1), *shown, *_left_out(left)])


def _first_failing(text: str, tool: str) -> tuple[int, int]:
    """Its first line and the line behind its last one; with the next ones, where it is short."""
    found = re.search(_START[tool], text, re.MULTILINE)
    if found is None:
        return 0, _FEWEST
    start = text[: found.start()].count("\n")
    behind = re.compile(_END[tool], re.MULTILINE).finditer(text, found.end() + 1)
    ends = [text[: each.start()].count("\n") for each in behind] + [text.count("\n")]
    whole = next((end for end in ends if end - start >= _FEWEST), ends[-1])
    return start, min(whole, start + _MOST)


def _left_out(lines: int) -> list[str]:
    return [f"[... {lines} {'line' if lines == 1 else 'lines'} left out ...]"] if lines > 0 else []


# -- the tables --------------------------------------------------------------------------------


def _counts(runs: Runs) -> str:
    text = _head("the report names", *NAMES.values(), align="---:")
    for word, about in judge.ABOUT.items():
        of = [case for case in CASES if case.stops_at] if word == "line" else CASES
        text += _row(about, *(_share(judge.WORDS[word], of, tool) for tool in NAMES))
    text += _row("it ended with a report", *(_share(judge.ended, CASES, tool) for tool in NAMES))
    medians = (f"{_median(runs[tool]['seconds'].values()):.1f}" for tool in NAMES)
    return text + _row("processor seconds, median", *medians)


def _share(says: judge.Says, cases: Iterable[Case], tool: str) -> str:
    named = [says(read(case, tool), case) for case in cases]
    return f"{sum(named)} of {len(named)}"


def _median(seconds: Iterable[Mapping[str, float | None]]) -> float:
    used = (each["processor"] for each in seconds)
    return statistics.median(each for each in used if each is not None)


def _details(runs: Runs) -> str:
    text = _head("submission", *NAMES.values())
    return text + "".join(
        _row(case.name, *(_cell(case, tool, runs[tool]) for tool in NAMES)) for case in CASES
    )


def _cell(case: Case, tool: str, run: Mapping[str, Any]) -> str:
    text, took = read(case, tool), run["seconds"][case.name]
    if took["processor"] is None:
        seconds = f"stopped after {run['limit']:.0f} s"
    elif case.mistake == OWN:
        seconds = f"{took['clock']:.0f} s on the clock"
    else:
        seconds = f"{took['processor']:.1f} s"
    named = [word for word, says in judge.WORDS.items() if says(text, case)]
    return f"{', '.join(named) or 'nothing'}; {seconds}"
