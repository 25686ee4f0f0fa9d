"""What a judge is told: of its module once, and of each submission."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.grade.code import code_of

if TYPE_CHECKING:  # a judge has no use for it
    from autograder.grade.plan import Plan

ENTRY = "autograder.grade.judge:main"
"""Where a judge begins."""


@dataclass(frozen=True)
class ModuleSpec:
    """What a judge loads once for a module."""

    module: str
    tests: str
    files: list[str]
    """Names of the test files in ``tests`` that are collected."""
    reference: str
    """Folder of the annotated source, or "" where recordings answer."""
    recordings: str
    folder: str
    """The package's folder, reserved unread where there is no reference."""
    libraries: list[str]
    secret: str
    timed: list[str] = field(default_factory=list)
    """Checks that measure how long the reference takes: it works for them each time."""


@dataclass(frozen=True)
class SubmissionSpec:
    """One submission, and the checks of it that are wanted, in order."""

    folder: str
    probes: str
    tasks: list[str]
    checks: list[str]
    forbidden: dict[str, str]
    """For each check of a task that uses forbidden means: what to tell the student."""
    check_seconds: float
    memory_mb: int
    cpu_seconds: int
    held: bool
    scratch_mb: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    """Limits of single checks, instead of ``check_seconds``."""
    measure: bool = False
    """Whether distances from what is expected are measured."""
    until_lost: bool = False
    """Whether the first check that does not pass is the last that runs."""
    other_draws: int = 0
    """Moves the seed of the submission's own draws away from the reference's."""
    structure: list[list[Any]] = field(default_factory=list)
    """Each task with what it builds on and its checks, where known mistakes are looked for."""
    again: bool = False
    """Whether more submissions will come, so that it pays to be ready for them."""
    transcripts: bool = True
    """Whether the calls of public checks are sent with their ends."""
    smallest: bool = False
    """Whether small calls that go wrong are looked for."""


def submission_spec(plan: Plan, folder: Path, *, explained: bool) -> SubmissionSpec:
    """The submission in ``folder`` with what the plan says of it, and all its checks."""
    limits, probes = plan.limits, plan.tests / "probes.py"
    return SubmissionSpec(
        folder=str(folder),
        probes=probes.read_text("utf-8") if probes.is_file() else "",
        tasks=[task.name for task in plan.tasks],
        checks=[check.name for check in plan.checks],
        forbidden={},
        check_seconds=limits.check_seconds,
        memory_mb=limits.memory_mb,
        cpu_seconds=int(limits.module_seconds) + 1,
        held=True,
        scratch_mb=limits.scratch_mb,
        seconds=plan.own_seconds,
        structure=[list(each) for each in _structure(plan)] if explained else [],
    )


def _structure(plan: Plan) -> Iterator[tuple[str, list[str], list[str]]]:
    for task in plan.tasks:
        yield task.name, list(task.uses), [check.name for check in task.checks]


def module_spec(plan: Plan) -> ModuleSpec:
    """What the judge loads for ``plan``."""
    public_only = all(check.public for check in plan.checks)
    files = ["test_public.py"] if public_only else ["test_public.py", "test_hidden.py"]
    return ModuleSpec(
        module=plan.module,
        tests=str(plan.tests),
        files=files,
        reference=str(plan.reference or ""),
        recordings=str(plan.recordings or ""),
        folder=str(plan.tests.parent),
        libraries=list(plan.libraries),
        secret=plan.secret,
        timed=_timed(plan.tests, files),
    )


_TIMED = "took_at_most"


def _timed(tests: Path, names: list[str]) -> list[str]:
    texts = {name: (tests / name).read_bytes() for name in names if (tests / name).is_file()}
    if not any(_TIMED.encode() in text for text in texts.values()):
        return []
    code = code_of(texts)
    return sorted(name for name in code.definitions if _TIMED in code.reached([name]))
