"""How strict and how fair a module's checks are, as it was measured, kept beside them.

The record is ``tests/strictness.json`` of the module. It names the texts that it was measured on,
so that a record that is out of date is known without measuring again.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path

from autograder.build.manifest import digest
from autograder.build.wheel import fingerprint
from autograder.build.writings import second_writings, unseen_writings, variants
from autograder.errors import AutograderError
from autograder.grade.making import Authored
from autograder.grade.mutation import try_mutants
from autograder.mutation import Mutant, mutants_of, unnumbered

SCHEMA = "autograder.strictness/1"
FILE = "strictness.json"
_TO_LOOK_AT = (".md", ".svg", ".png", ".jpg", "LICENSE", "NOTICE")
SECRETS = tuple(f"secret {number}" for number in range(20))


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
    recognised: dict[str, list[str]] = field(default_factory=dict)
    """What each third writing of a mistake was taken for: itself, nothing, or other mistakes."""
    strange: int = 0
    """How many wrong packages that are no known mistake were graded with hints."""
    false_hints: list[str] = field(default_factory=list)
    """Those of them that got a hint that does not hold."""
    reasons: list[str] = field(default_factory=list)
    """Why it does not hold."""

    @property
    def holds(self) -> bool:
        return not self.reasons

    @property
    def named(self) -> int:
        """How many third writings were taken for what they are, and for nothing else."""
        return sum(names == [mistake] for mistake, names in self.recognised.items())

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
    known = _on_record(record, mutants_of(authored.source))
    chosen = sorted(known, key=lambda each: digest((fingerprint() + each.name).encode()))[:SAMPLE]
    tried = try_mutants(authored, chosen, jobs=jobs, progress=lambda _done, _whole: None)
    return [
        f"with this grader the mutant {each.mutant} ends otherwise than on record. {again}"
        for each in tried
        if each.survived != (record.mutants[each.mutant.name] == "")
    ]


def _on_record(record: Strictness, mutants: list[Mutant]) -> list[Mutant]:
    """Mutants that count and that the record means by the same name.

    Another grader may make others of the same source. Where it makes more or fewer of one change,
    a number may mean another place, so none of these is compared.
    """
    then = Counter(map(unnumbered, record.mutants))
    now = Counter(unnumbered(each.name) for each in mutants)
    return [
        each
        for each in mutants
        if record.mutants.get(each.name) not in (None, EQUIVALENT)
        and then[unnumbered(each.name)] == now[unnumbered(each.name)]
    ]


def texts_of(authored: Authored) -> str:
    """A hash of everything that the figures depend on, except the grader."""
    module = authored.source
    parts = {module.relative(each): each.text.encode() for each in module.sources}
    parts |= {f"tests/{name}": text.encode() for name, text in module.tests.items()}
    data = module.data.items()
    parts |= {f"data/{name}": each for name, each in data if not name.endswith(_TO_LOOK_AT)}
    for name, files in variants(module.folder).items():
        parts |= {f"variants/{name}/{path}": content for path, content in files.items()}
    for (task, name), content in second_writings(module.folder).items():
        parts[f"mistakes/{task}/{name}"] = content
    for (task, name), content in unseen_writings(module.folder).items():
        parts[f"unseen/{task}/{name}"] = content
    parts["configuration"] = _settings(authored)
    whole = hashlib.sha256()
    for name, content in sorted(parts.items()):
        whole.update(f"{name} {len(content)}\n".encode() + content)
    return whole.hexdigest()[:16]


_FOR_PEOPLE = {"title", "summary", "covers", "needs", "minutes", "releases"}


def _settings(authored: Authored) -> bytes:
    """The configuration without the words and pictures that people see."""
    plain = authored.config.model_dump(mode="json", exclude_defaults=True, exclude=_FOR_PEOPLE)
    for task in plain["tasks"].values():
        for check in task["checks"].values():
            check.pop("picture", None)
    return json.dumps(plain, sort_keys=True).encode()


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
    try:
        document = json.loads(path.read_text("utf-8"))
        if document.pop("schema", None) == SCHEMA:
            pairs = document.pop("distances").items()
            return Strictness(**document, distances={name: (at, of) for name, (at, of) in pairs})
    except (ValueError, TypeError, KeyError, AttributeError):
        pass  # another program's file, or half of one
    raise AutograderError(f"{path}: this is no record of this grader. Measure again.")
