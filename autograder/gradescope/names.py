"""What the rows of a module are called."""

from __future__ import annotations

import re
from collections import Counter

from autograder.model import CheckResult, ModuleResult


def row_names(result: ModuleResult) -> dict[str, str]:
    """``check -> name``, such as ``sdpa: large scores``, made of the check's own name.

    A name depends on nothing but the configuration, so it is the same for every submission and
    every run. Checks that would be called alike keep their names from the test files.
    """
    short = {check.name: f"{check.task}: {_words(check)}" for check in result.checks}
    uses = Counter(short.values())
    return {
        check.name: short[check.name]
        if uses[short[check.name]] == 1
        else f"{check.task}: {check.name}"
        for check in result.checks
    }


def _words(check: CheckResult) -> str:
    """``test_sdpa_of_large_scores`` of the task ``sdpa`` without what the task's name says."""
    words = check.name.removeprefix("test_").split("_")
    task = _task_words(check.task)
    while len(words) > 1 and task and words[0].lower() == task[0]:
        words, task = words[1:], task[1:]
    if len(words) > 1 and words[0] == "of":
        words = words[1:]
    return " ".join(words)


def _task_words(task: str) -> list[str]:
    """``multi, head, attention`` of ``MultiHeadAttention``."""
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", task)
    return [word.lower() for word in parted.split("_") if word]
