"""How well mistakes are recognised, measured on code that no hint was written for.

Second writings of the known mistakes must be recognised as what they are. Answers that are wrong
for no known reason, and machine-made mutants, must not be taken for a known mistake: a hint counts
as wrong where the code does not give that mistake's values under other inputs too.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from autograder.build.manifest import digest
from autograder.build.products import solution_files
from autograder.build.writings import unseen_writings, with_second
from autograder.grade.files import write_files
from autograder.grade.grading import grade_folder
from autograder.grade.making import Authored
from autograder.grade.mutation import files_of
from autograder.grade.plan import Plan
from autograder.grade.pool import Progress, side_by_side
from autograder.grade.record import hints_of, mistakes_of, without_forbidden
from autograder.grade.runner import ModuleGrader
from autograder.mutation import mutants_of

MUTANTS = 20
"""How many mutants of a module are tried, whichever come first by a hash of their names."""
_OTHER_INPUTS = "other inputs than those that were graded"

_SPOILED = '''"""The solution's answers, spoiled in a way that no known mistake spoils them."""

from . import {task} as _right


def _spoiled(value):
    if isinstance(value, dict):
        return {{key: _spoiled(each) for key, each in value.items()}}
    if isinstance(value, (list, tuple)):
        return type(value)(map(_spoiled, value))
    if isinstance(value, bool):
        return not value
    if isinstance(value, (str, bytes)):
        return {text}
    if isinstance(value, (int, float)) or hasattr(value, "dtype"):
        return {number}
    return value


def {task}(*args, **kwargs):
    return _spoiled(_right(*args, **kwargs))
'''
_WAYS = {
    "stretched": ("value[::-1]", "value + value % 7 + 3"),
    "mixed up": ("value[1:] + value[:1]", "3 - value"),
    "of another form": ("[value]", "[value]"),
}


@dataclass(frozen=True)
class Recognition:
    """What was named: of each third writing, and of code that holds no known mistake."""

    named: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """For each mistake the mistakes that its third writing was taken for: none, itself, others."""
    strange: int = 0
    """How many wrong packages that are no known mistake were graded."""
    wrong: Sequence[str] = ()
    """Those of them that got the hint of a mistake that they do not make, and that mistake."""

    @property
    def mistaken(self) -> list[str]:
        """Second writings that were taken for another mistake."""
        return [each for each, names in self.named.items() if set(names) - {each}]


@dataclass(frozen=True)
class _Strange:
    """A wrong package that is no known mistake, as far as anybody knows."""

    name: str
    files: Mapping[str, bytes]


def recognition(authored: Authored, *, jobs: int, progress: Progress) -> Recognition:
    """Grade all third writings, spoiled answers and a sample of mutants, with hints."""
    plan = without_forbidden(authored.plan)
    solution = solution_files(authored.source, authored.config)
    written = unseen_writings(authored.source.folder)
    again = [
        _Strange(f"{task}/{name}", with_second(solution, task, written[task, name]))
        for task, name in mistakes_of(authored.source)
        if (task, name) in written
    ]
    strange = [*_spoiled(authored, solution), *_mutated(authored)]
    hints = hints_of(authored.source)

    def one(grader: ModuleGrader, package: _Strange) -> set[str]:
        return _named(grader, plan, package)

    found = side_by_side(plan, [*again, *strange], one, jobs=jobs, progress=progress)
    named = {
        package.name: sorted(_as_itself(package.name, each, hints) for each in names)
        for package, names in zip(again, found, strict=False)
    }
    hinted = zip(strange, found[len(again) :], strict=True)
    return Recognition(
        {mistake: list(dict.fromkeys(names)) for mistake, names in named.items()},
        len(strange),
        [each for package, names in hinted for each in _false(plan, package, names)],
    )


def _as_itself(mistake: str, named: str, hints: Mapping[str, str]) -> str:
    """Another mistake's name stands for this one where both have one hint."""
    return mistake if hints[named] == hints[mistake] else named


def _named(
    grader: ModuleGrader, plan: Plan, package: _Strange, *, hidden: bool = False
) -> set[str]:
    with tempfile.TemporaryDirectory(prefix="strange-") as scratch:
        folder = Path(scratch) / plan.module
        write_files(package.files, folder)
        grader.smallest = False
        checks = grade_folder(grader, plan, folder, hints=True).checks
    return {check.mistake for check in checks if check.mistake and not (hidden and check.public)}


def _spoiled(authored: Authored, solution: Mapping[str, bytes]) -> list[_Strange]:
    """For each function to write, answers that are wrong in some ways."""
    return [
        _Strange(
            f"{task}, {way}",
            with_second(
                solution, task, _SPOILED.format(task=task, text=text, number=number).encode()
            ),
        )
        for task in authored.config.tasks
        if task.islower()
        for way, (text, number) in _WAYS.items()
    ]


def _mutated(authored: Authored) -> list[_Strange]:
    mutants = sorted(mutants_of(authored.source), key=lambda each: digest(each.name.encode()))
    return [_Strange(str(each), files_of(authored.source, each)) for each in mutants[:MUTANTS]]


def _false(plan: Plan, package: _Strange, names: set[str]) -> list[str]:
    """The names that no hidden check gives under other inputs: what looks the same there too is
    the same.
    """
    if not names:
        return []
    other = replace(plan, secret=_OTHER_INPUTS)
    again = side_by_side(
        other,
        [package],
        lambda grader, each: _named(grader, other, each, hidden=True),
        jobs=1,
        progress=lambda _done, _whole: None,
    )[0]
    return [f"{package.name}: {name}" for name in sorted(names - again)]
