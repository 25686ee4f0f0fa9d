"""What each reader gets from one annotated source: stubs, solutions, variants, releases."""

from __future__ import annotations

from .leaks import copied_statements, prove_no_flow
from .lines import Built, Line
from .lint import check_variants
from .pipeline import solution, stub, variant
from .products import (
    grading,
    handout,
    public_checks,
    solution_files,
    student_files,
    variant_files,
)
from .scramble import scramble
from .write import Written, difference, write_release

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
