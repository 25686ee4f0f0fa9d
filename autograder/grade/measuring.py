"""Measuring how strict and how fair a module's checks are: mutants, mistakes, secrets, texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from autograder.build.suite_lint import suite_problems
from autograder.build.wheel import fingerprint
from autograder.grade.fairness import fairness, packages_of
from autograder.grade.making import Authored
from autograder.grade.matrix import Noticed, matrix
from autograder.grade.mutation import Tried, noted, noticing, try_mutants
from autograder.grade.recognition import Recognition, recognition
from autograder.grade.strictness import EQUIVALENT, SECRETS, Strictness, texts_of
from autograder.mutation import Mutant, mutants_of
from autograder.source import ModuleSource

LEAST_KILLED = 0.95
"""The share of mutants, those that are recorded as no mistakes left out, that must be noticed."""
FARTHEST_NOISE, NEAREST_MISTAKE = 0.1, 10.0
"""In units of a tolerance: right answers stay within a tenth of it, and wrong ones lie ten times as
far as it reaches."""
MOST_FALSE = 0.05
"""The share of wrong packages that are no known mistake which may get a hint that does not hold, in
one module. Over all modules of a course it should be below 0.01.
"""

Progress = Callable[[str], None]


def measure(authored: Authored, *, jobs: int, progress: Progress) -> Strictness:
    """Measure everything; some minutes. Raises `AutograderError` where the solution fails."""

    def saying(what: str) -> Callable[[int, int], None]:
        return lambda done, whole: progress(f"{what} {done} of {whole}")

    found = Strictness(authored.source.name, texts_of(authored), fingerprint())
    found.reasons += map(str, suite_problems(authored.source))
    mutants = mutants_of(authored.source)
    tried = try_mutants(authored, mutants, jobs=jobs, progress=saying("mutant"))
    noticed = matrix(authored, jobs=jobs, progress=saying("mistake"))
    fair = fairness(authored, SECRETS, jobs=jobs, progress=saying("secret"))
    found.packages, found.noise = list(packages_of(authored)), dict(sorted(fair.noise.items()))
    found.reasons += fair.lost
    known = recognition(authored, jobs=jobs, progress=saying("hint"))
    found.recognised = {name: list(names) for name, names in known.named.items()}
    found.strange, found.false_hints = known.strange, list(known.wrong)
    found.reasons += _taken_for_others(known)
    _add_mutants(found, authored.source, tried)
    _add_matrix(found, noticed)
    found.reasons += [*_idle(found, authored, mutants), *_tolerances(found)]
    return found


def _taken_for_others(known: Recognition) -> Iterator[str]:
    for mistake in known.mistaken:
        names = " and ".join(known.named[mistake])
        yield (
            f"the third writing of {mistake} is taken for {names}. Write a check that tells them "
            "apart, or give both the same hint"
        )
    if len(known.wrong) > MOST_FALSE * known.strange:
        yield from (f"a hint that does not hold is given: {each}" for each in known.wrong)


def _add_mutants(found: Strictness, module: ModuleSource, tried: list[Tried]) -> None:
    used = set()
    for each in tried:
        note = noted(module, each.mutant) if each.survived else None
        if note is not None:
            used.add(note)
        found.mutants[each.mutant.name] = EQUIVALENT if note else each.check
    survivors = [
        str(each.mutant) for each in tried if each.survived and not noted(module, each.mutant)
    ]
    share = found.killed / max(found.counted, 1)
    if share < LEAST_KILLED:
        found.reasons += [
            f"no check notices the mutant {each}. Write a better check, or say above the line why "
            "it is no mistake: # EQUIVALENT operator: reason"
            for each in survivors
        ]
    found.reasons += [
        f"{source.path.name}:{note.line}: this note excuses no mutant that survives. Remove it"
        for source in module.sources
        for region in source.regions
        for note in region.equivalents
        if note not in used
    ]


def _add_matrix(found: Strictness, noticed: list[Noticed]) -> None:
    for each in noticed:
        name = f"{each.mistake}, again" if each.second else each.mistake
        found.kills[name] = list(each.checks)
        if not each.checks:
            found.reasons.append(f"no hidden check notices {name}")
        for check, distance in each.distances.items():
            known = found.distances.get(check)
            if known is None or distance < known[0]:
                found.distances[check] = (distance, name)


def _idle(found: Strictness, authored: Authored, mutants: list[Mutant]) -> Iterator[str]:
    """Hidden checks with points that notice nothing, unless a comment in them says why they are.

    A mutant is on record for the first check that noticed it. Which one is first depends on the
    machine, so a check that was never first is tried by itself on the mutants of its task.
    """
    busy = {check for checks in found.kills.values() for check in checks}
    busy |= set(found.mutants.values())
    text = authored.source.tests.get("test_hidden.py", "")
    for task in authored.plan.tasks:
        own = [each for each in mutants if each.task == task.name]
        for check in task.checks:
            if check.public or not check.points or check.name in busy:
                continue
            if "# KEPT: " in _body_of(check.name, text) or noticing(authored, check, own):
                continue
            yield (
                f"{check.name} notices no mistake and no mutant. Remove it, or say in it what it "
                "is for: # KEPT: reason"
            )


def _body_of(check: str, text: str) -> str:
    return text.partition(f"def {check}(")[2].partition("\n@")[0]


def _tolerances(found: Strictness) -> Iterator[str]:
    for check, noise in found.noise.items():
        distance, mistake = found.distances.get(check, (float("inf"), ""))
        if noise > FARTHEST_NOISE:
            yield (
                f"{check}: right code comes as far as {noise:.2g} of the tolerance, more than "
                f"{FARTHEST_NOISE:g} (the nearest mistake is at {distance:.2g}). Widen it"
            )
        if distance < NEAREST_MISTAKE:
            yield (
                f"{check}: {mistake} comes as near as {distance:.2g} of the tolerance, less than "
                f"{NEAREST_MISTAKE:g} (right code stays within {noise:.2g}). Narrow it"
            )
