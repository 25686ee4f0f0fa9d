"""How strict and how fair a module's checks are, measured and kept beside them.

The record is ``tests/strictness.json`` of the module. It names the texts that it was measured on,
so that a record that is out of date is known without measuring again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from autograder.build.manifest import digest
from autograder.build.suite_lint import suite_problems
from autograder.build.wheel import fingerprint
from autograder.build.writings import second_writings, variants
from autograder.errors import AutograderError
from autograder.grade.fairness import fairness, packages_of
from autograder.grade.making import Authored
from autograder.grade.matrix import Noticed, matrix
from autograder.grade.mutation import Tried, noted, noticing, try_mutants
from autograder.mutation import Mutant, mutants_of
from autograder.source import ModuleSource

SCHEMA = "autograder.strictness/1"
FILE = "strictness.json"
_TO_LOOK_AT = (".md", ".svg", ".png", ".jpg", "LICENSE", "NOTICE")
SECRETS = tuple(f"secret {number}" for number in range(20))
LEAST_KILLED = 0.95
"""The share of mutants, those that are recorded as no mistakes left out, that must be noticed."""
FARTHEST_NOISE, NEAREST_MISTAKE = 0.1, 10.0
"""In units of a tolerance: right answers stay within a tenth of it, and wrong ones lie ten times as
far as it reaches."""

Progress = Callable[[str], None]


@dataclass
class Strictness:
    """What was measured about one module. Checks and mistakes go by their names."""

    module: str
    texts: str
    """A hash of the source, tests, other writings and configuration."""
    grader: str
    """A hash of the grader that measured."""
    kills: dict[str, list[str]] = field(default_factory=dict)
    """The hidden checks that notice each mistake; a second writing's name ends in ``, again``."""
    distances: dict[str, tuple[float, str]] = field(default_factory=dict)
    """For each check the nearest wrong value of a known mistake, and which mistake that is."""
    noise: dict[str, float] = field(default_factory=dict)
    """For each check the farthest right value."""
    packages: list[str] = field(default_factory=list)
    """The right packages that were tried under each of `SECRETS`."""
    mutants: dict[str, str] = field(default_factory=dict)
    """The check that notices each mutant, "equivalent" where the source says so, "" for none."""
    reasons: list[str] = field(default_factory=list)
    """Why it does not hold."""

    @property
    def holds(self) -> bool:
        return not self.reasons

    @property
    def counted(self) -> int:
        """How many mutants are mistakes."""
        return sum(end != EQUIVALENT for end in self.mutants.values())

    @property
    def killed(self) -> int:
        return sum(end not in (EQUIVALENT, "") for end in self.mutants.values())


EQUIVALENT = "equivalent"
SAMPLE = 8
"""How many mutants are tried again after a change of the grader."""


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
    _add_mutants(found, authored.source, tried)
    _add_matrix(found, noticed)
    found.reasons += [*_idle(found, authored, mutants), *_tolerances(found)]
    return found


def _add_mutants(found: Strictness, module: ModuleSource, tried: list[Tried]) -> None:
    used = set()
    for each in tried:
        note = noted(module, each.mutant) if each.survived else None
        if note is not None:
            used.add(note)
        found.mutants[_free(each.mutant.name, found.mutants)] = EQUIVALENT if note else each.check
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


def _free(name: str, taken: Mapping[str, str]) -> str:
    """The name, numbered where the same change is made in several places of a file."""
    numbered = (
        name if number == 1 else f"{name} ({number})" for number in range(1, len(taken) + 2)
    )
    return next(each for each in numbered if each not in taken)


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


def out_of_date(authored: Authored, record: Strictness, *, jobs: int) -> list[str]:
    """Why a record does not stand for the module as it is now.

    Where only the grader has changed, some of the mutants are tried again: others with every
    change of the grader.
    """
    module = authored.source.name
    again = f"Run `autograder verify --full {module}`"
    if record.texts != texts_of(authored):
        return [f"the record of its strictness is out of date. {again}"]
    if record.grader == fingerprint():
        return []
    mutants = {each.name: each for each in mutants_of(authored.source)}
    known = [name for name in mutants if record.mutants.get(name) not in (None, EQUIVALENT)]
    chosen = sorted(known, key=lambda name: digest((fingerprint() + name).encode()))[:SAMPLE]
    tried = try_mutants(
        authored, [mutants[name] for name in chosen], jobs=jobs, progress=lambda _done, _whole: None
    )
    return [
        f"with this grader the mutant {each.mutant} ends otherwise than on record. {again}"
        for each in tried
        if each.survived != (record.mutants[each.mutant.name] == "")
    ]


def texts_of(authored: Authored) -> str:
    """A hash of everything that the figures depend on, except the grader."""
    module = authored.source
    parts = {source.path.name: source.text.encode() for source in module.sources}
    parts |= {f"tests/{name}": text.encode() for name, text in module.tests.items()}
    data = module.data.items()
    parts |= {f"data/{name}": each for name, each in data if not name.endswith(_TO_LOOK_AT)}
    for name, files in variants(module.folder).items():
        parts |= {f"variants/{name}/{path}": content for path, content in files.items()}
    for (task, name), content in second_writings(module.folder).items():
        parts[f"mistakes/{task}/{name}"] = content
    parts["configuration"] = authored.config.model_dump_json(exclude_defaults=True).encode()
    whole = hashlib.sha256()
    for name, content in sorted(parts.items()):
        whole.update(f"{name} {len(content)}\n".encode() + content)
    return whole.hexdigest()[:16]


def write_record(module: Path, found: Strictness) -> None:
    """Keep what was measured beside the module's tests; figures in three digits."""
    document = {"schema": SCHEMA, **asdict(found)}
    document["noise"] = {name: _rounded(noise) for name, noise in found.noise.items()}
    document["distances"] = {
        name: [_rounded(distance), mistake]
        for name, (distance, mistake) in sorted(found.distances.items())
    }
    here = f"{module.parent.parent}/"
    document["reasons"] = [reason.replace(here, "") for reason in found.reasons]
    text = json.dumps(document, indent=1, ensure_ascii=False)
    (module / "tests" / FILE).write_text(text + "\n", "utf-8")


def _rounded(number: float) -> float:
    return float(f"{number:.3g}") if number != float("inf") else 1e300


def read_record(module: Path) -> Strictness | None:
    """What was measured last; None where nothing was."""
    path = module / "tests" / FILE
    if not path.is_file():
        return None
    document = json.loads(path.read_text("utf-8"))
    if document.pop("schema", None) != SCHEMA:
        raise AutograderError(f"{path}: this is no record of this grader. Measure again.")
    document["distances"] = {name: tuple(pair) for name, pair in document["distances"].items()}
    return Strictness(**document)
