"""Whether right packages get full marks whatever the inputs are, and how near they come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from autograder.build.products import solution_files
from autograder.build.writings import variants
from autograder.grade.making import Authored
from autograder.grade.plan import Plan
from autograder.grade.pool import Progress, side_by_side
from autograder.grade.record import run_files
from autograder.grade.runner import ModuleGrader
from autograder.model import Verdict

SOLUTION = "solution"
THREADS = "solution, two threads"
_TWO_THREADS = b"\n\nimport torch as _torch\n\n_torch.set_num_threads(2)\n"


@dataclass(frozen=True)
class Fair:
    """What right packages came to under some secrets: what they lost, in words, and the largest
    distance from what each check expected, in units of its tolerance.
    """

    lost: tuple[str, ...]
    noise: Mapping[str, float]


def fairness(authored: Authored, secrets: Sequence[str], *, jobs: int, progress: Progress) -> Fair:
    """Run every check of the solution and of every variant under each of ``secrets``."""
    packages = packages_of(authored)

    def one(grader: ModuleGrader, secret: str) -> Fair:
        plan = replace(authored.plan, secret=secret)
        grader.reload(plan)
        found = [_graded(grader, plan, name, files) for name, files in packages.items()]
        return _together(found)

    return _together(
        side_by_side(authored.plan, secrets, one, jobs=jobs, progress=progress, measure=True)
    )


def packages_of(authored: Authored) -> dict[str, Mapping[str, bytes]]:
    """The right packages of a module by name; with torch, the solution on two threads is one."""
    solution = solution_files(authored.source, authored.config)
    packages: dict[str, Mapping[str, bytes]] = {SOLUTION: solution}
    packages |= variants(authored.source.folder)
    if "torch" in authored.config.libraries:
        init = solution["__init__.py"] + _TWO_THREADS
        packages[THREADS] = {**solution, "__init__.py": init}
    return packages


def _graded(grader: ModuleGrader, plan: Plan, name: str, files: Mapping[str, bytes]) -> Fair:
    events = run_files(grader, plan, files).values()
    lost = tuple(
        f"{name} is right and fails {each.name} under the secret {plan.secret!r}: "
        f"{each.verdict.name}: {each.message}"
        for each in events
        if each.verdict is not Verdict.PASSED
    )
    return Fair(lost, {each.name: each.margin for each in events if each.margin is not None})


def _together(found: Sequence[Fair]) -> Fair:
    largest: dict[str, float] = {}
    for each in found:
        for check, noise in each.noise.items():
            largest[check] = max(noise, largest.get(check, 0.0))
    return Fair(tuple(text for each in found for text in each.lost), largest)
