"""What each reader gets from one annotated source: stubs, solutions, variants, releases."""

from __future__ import annotations

from autograder.build.leaks import copied_statements, prove_no_flow
from autograder.build.lines import Built, Line
from autograder.build.lint import check_variants
from autograder.build.pipeline import solution, stub, variant
from autograder.build.products import (
    grading,
    handout,
    public_checks,
    solution_files,
    student_files,
    variant_files,
)
from autograder.build.scramble import scramble
from autograder.build.write import Written, difference, write_release

__all__ = [
    "Built",
    "Line",
    "Written",
    "check_variants",
    "copied_statements",
    "difference",
    "grading",
    "handout",
    "prove_no_flow",
    "public_checks",
    "scramble",
    "solution",
    "solution_files",
    "stub",
    "student_files",
    "variant",
    "variant_files",
    "write_release",
]
