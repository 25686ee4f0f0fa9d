"""Markers to regions: what an annotated module consists of, and everything wrong with it."""

from __future__ import annotations

from autograder.source.module import ModuleSource, check_tasks, read_module, regions_of
from autograder.source.read import read_source
from autograder.source.regions import (
    CodeLine,
    Equivalent,
    Mistake,
    OneLine,
    Prompt,
    Solution,
    Source,
)

__all__ = [
    "CodeLine",
    "Equivalent",
    "Mistake",
    "ModuleSource",
    "OneLine",
    "Prompt",
    "Solution",
    "Source",
    "check_tasks",
    "read_module",
    "read_source",
    "regions_of",
]
