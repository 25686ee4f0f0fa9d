"""Grades each module's solution under many fresh secrets: no right work may ever lose a point.

    python benchmarks/fresh_secrets.py [--secrets 200] [--seed TEXT] [MODULE ...]

A secret decides all inputs of hidden checks, so each grading is one that some course may get.
Prints a line for each module: gradings, how many lost points, and the time; then every loss, with
its check and its secret. Exit status 1 where there is any.
"""

from __future__ import annotations

import argparse
import secrets
import sys
import time
from dataclasses import replace
from pathlib import Path

from autograder.build.products import solution_files
from autograder.grade.making import read_authored
from autograder.grade.other_hands import graded
from autograder.grade.plan import Course
from autograder.grade.pool import side_by_side
from autograder.grade.runner import ModuleGrader

COURSE = Course(Path(__file__).resolve().parents[1])


def losses(module: str, texts: list[str], jobs: int) -> list[str]:
    """What the solution loses under each secret, in words."""
    authored = read_authored(COURSE, module)
    files = solution_files(authored.source, authored.config)

    def one(grader: ModuleGrader, secret: str) -> list[str]:
        plan = replace(authored.plan, secret=secret)
        grader.reload(plan)
        return [
            f"{module}, secret {secret!r}: {check.name}: {check.verdict.name}: "
            f"{check.detail or check.message}"
            for check in graded(plan, grader, files).checks
            if not check.passed
        ]

    found = side_by_side(authored.plan, texts, one, jobs=jobs, progress=lambda _done, _whole: None)
    return [text for each in found for text in each]


def main() -> int:
    """Grade, and say what was lost."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("modules", nargs="*", default=COURSE.modules)
    parser.add_argument("--secrets", type=int, default=200)
    parser.add_argument("--seed", default="", help="makes the secrets anew; random by default")
    parser.add_argument("--jobs", type=int, default=2)
    wanted = parser.parse_args()
    seed = wanted.seed or secrets.token_hex(4)
    print(f"seed {seed}", flush=True)
    texts = [f"{seed} {number}" for number in range(wanted.secrets)]
    lost: list[str] = []
    for module in wanted.modules:
        started = time.monotonic()
        found = losses(module, texts, wanted.jobs)
        spent = time.monotonic() - started
        print(
            f"{module:<22} {len(texts)} gradings, {len(found)} checks lost, {spent:.0f} s",
            flush=True,
        )
        lost += found
    print("\n".join(lost))
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
