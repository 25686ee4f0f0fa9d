"""Writes docs/diagnosis.md, its figures from the records: `python docs/make_diagnosis.py [--check]`."""

from __future__ import annotations

import sys
from pathlib import Path

from autograder.grade.plan import Course
from autograder.grade.recognition import MUTANTS
from autograder.grade.strictness import Strictness, read_record

ROOT = Path(__file__).resolve().parents[1]
PAGE = Path(__file__).with_name("diagnosis.md")
TEXT = Path(__file__).with_name("diagnosis.txt")


def page(course: Course) -> str:
    """The text, with the tables in their places."""
    records = [read_record(course.solution(name)) for name in course.modules]
    known = [each for each in records if each is not None and each.recognised]
    words = {"TABLE": _table(known), "SILENT": _silent(known), "MUTANTS": str(MUTANTS)}
    text = TEXT.read_text("utf-8")
    for name, value in words.items():
        text = text.replace(f"[{name}]", value)
    return text


def _table(records: list[Strictness]) -> str:
    rows = [_row(each.module, [each]) for each in records]
    rows.append(_row("**all**", records))
    head = (
        "| module | third writings | named as themselves | nothing said | named as another "
        "| other wrong packages | hints that do not hold |\n|---|---:|---:|---:|---:|---:|---:|\n"
    )
    return head + "\n".join(rows)


def _row(title: str, records: list[Strictness]) -> str:
    names = [(mistake, got) for each in records for mistake, got in each.recognised.items()]
    right = sum(each.named for each in records)
    silent = sum(not got for _, got in names)
    strange, false = (
        sum(each.strange for each in records),
        sum(len(each.false_hints) for each in records),
    )
    share = 100 * right / max(len(names), 1)
    return (
        f"| {title} | {len(names)} | {right} ({share:.0f} %) | {silent} | {len(names) - right - silent} "
        f"| {strange} | {false} ({100 * false / max(strange, 1):.1f} %) |"
    )


def _silent(records: list[Strictness]) -> str:
    found = [
        f"- `{each.module}`: "
        + ", ".join(f"`{mistake}`" for mistake, got in each.recognised.items() if got != [mistake])
        for each in records
        if each.named < len(each.recognised)
    ]
    return "\n".join(found)


def main() -> int:
    """Write the page; with ``--check`` only say whether it is out of date."""
    wanted = page(Course(ROOT))
    if PAGE.is_file() and PAGE.read_text("utf-8") == wanted:
        return 0
    print(f"docs/{PAGE.name}: {'out of date' if '--check' in sys.argv else 'written'}")
    if "--check" in sys.argv:
        return 1
    PAGE.write_text(wanted, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
