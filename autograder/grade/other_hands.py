"""Trying a module's checks with code that was not written to fit them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.build.products import solution_files, variant_files
from autograder.build.writings import second_writings, variants, with_second
from autograder.grade.files import write_files
from autograder.grade.grading import grade_folder
from autograder.grade.making import Authored
from autograder.grade.plan import Plan, replace_tasks
from autograder.grade.record import mistakes_of, run_files
from autograder.grade.runner import ModuleGrader
from autograder.model import ModuleResult, Verdict
from autograder.source import ModuleSource

_NEVER_COUNTS = (
    "NameError",
    "UnboundLocalError",
    "SyntaxError",
    "ImportError",
    "ModuleNotFoundError",
)
"""How a mistake ends that cannot be run as it stands: no check has caught anything then."""

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Killed:
    """A known mistake, the hidden checks that ended as they should on it, and what is wrong with
    that, which is empty where all is well.
    """

    mistake: str
    checks: tuple[str, ...]
    reason: str = ""


def graded(plan: Plan, grader: ModuleGrader, files: Mapping[str, bytes]) -> ModuleResult:
    """Grade a package that is given as files, as a submission."""
    with tempfile.TemporaryDirectory(prefix="verify-") as scratch:
        folder = Path(scratch) / plan.module
        write_files(files, folder)
        return grade_folder(grader, plan, folder)


def unfair(
    authored: Authored, plan: Plan, grader: ModuleGrader, progress: Progress
) -> Iterator[str]:
    """What each right package loses, in words; nothing where the checks are fair."""
    for name, files in variants(authored.source.folder).items():
        progress(f"variant {name}")
        for check in graded(plan, grader, files).checks:
            if not check.passed:
                yield (
                    f"the variant {name} is right and fails {check.name}: {check.verdict.name}: "
                    f"{check.detail or check.message}"
                )


def caught(authored: Authored, grader: ModuleGrader, progress: Progress) -> Iterator[Killed]:
    """Each known mistake, as its block in the source writes it."""
    for task, name in mistakes_of(authored.source):
        progress(f"mistake {task}/{name}")
        files = variant_files(authored.source, authored.config, task, name)
        yield _caught(authored, grader, files, (task, name), "mistake")


def caught_again(authored: Authored, grader: ModuleGrader, progress: Progress) -> Iterator[Killed]:
    """Each known mistake as its second writing has it; nothing where a module has none of these."""
    solution = solution_files(authored.source, authored.config)
    written = second_writings(authored.source.folder)
    known = mistakes_of(authored.source)
    for task, name in known if written else ():
        path = f"{task}/{name}"
        progress(f"second writing {path}")
        if (task, name) in written:
            files = with_second(solution, task, written[task, name])
            yield _caught(authored, grader, files, (task, name), "second writing of")
        else:
            yield Killed(path, (), f"{path} has no second writing. Add tests/mistakes/{path}.py")
    for task, name in written.keys() - set(known):
        path = f"{task}/{name}"
        yield Killed(path, (), f"tests/mistakes/{path}.py: the source has no such mistake")


def _caught(
    authored: Authored, grader: ModuleGrader, files: Mapping[str, bytes],
    mistake: tuple[str, str], what: str,
) -> Killed:  # fmt: skip
    """The hidden checks that end as declared on a mistaken package, looked for on its own task
    first.
    """
    task, path = mistake[0], "/".join(mistake)
    declared = declared_verdict(authored.source, *mistake)
    for plan in hidden_plans(authored.plan, task):
        events = run_files(grader, plan, files)
        rotten = [each for each in events.values() if each.exception in _NEVER_COUNTS]
        if rotten:
            return Killed(path, (), f"the {what} {path} is rotten: {rotten[0].message}")
        killers = tuple(each.name for each in events.values() if each.verdict is declared)
        if killers:
            return Killed(path, killers)
    return Killed(
        path,
        (),
        f"no hidden check with points ends {declared.name} on the {what} {path}. "
        "Write a check that tells it from the solution",
    )


def declared_verdict(module: ModuleSource, task: str, name: str) -> Verdict:
    """What a mistake's block declares; FAILED where it says nothing."""
    return next(
        each.verdict
        for source in module.sources
        for each in source.mistakes
        if (each.task, each.name) == (task, name)
    )


def hidden_plans(plan: Plan, task: str) -> list[Plan]:
    """Hidden checks of the task itself, then those of all other tasks; a check without points
    costs nobody anything, so it catches nothing.
    """
    hidden = replace_tasks(
        plan,
        tuple(
            replace(
                each,
                checks=tuple(check for check in each.checks if not check.public and check.points),
                forbidden=(),
            )
            for each in plan.tasks
        ),
    )
    others = replace_tasks(hidden, tuple(each for each in hidden.tasks if each.name != task))
    return [hidden.only(task=task), others]
