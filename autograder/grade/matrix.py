"""Which hidden checks notice which known mistake, in both writings, and by how much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from autograder.build.products import solution_files, variant_files
from autograder.build.writings import second_writings, with_second
from autograder.grade.events import CheckEvent
from autograder.grade.making import Authored
from autograder.grade.other_hands import declared_verdict, hidden_plans
from autograder.grade.pool import Progress, side_by_side
from autograder.grade.record import mistakes_of, run_files
from autograder.grade.runner import ModuleGrader
from autograder.model import Verdict


@dataclass(frozen=True)
class Writing:
    """One writing of a known mistake as a package."""

    task: str
    name: str
    second: bool
    files: Mapping[str, bytes]

    @property
    def mistake(self) -> str:
        return f"{self.task}/{self.name}"


@dataclass(frozen=True)
class Noticed:
    """A writing, the hidden checks that end on it as its block declares, and for each of them that
    compared numbers: how far the nearest wrong value was, in units of its tolerance.
    """

    mistake: str
    second: bool
    checks: tuple[str, ...]
    distances: Mapping[str, float]


def matrix(authored: Authored, *, jobs: int, progress: Progress) -> list[Noticed]:
    """Every writing of every mistake against all hidden checks of its task, and against those of
    the other tasks where none of these notices it.
    """

    def noticed(grader: ModuleGrader, writing: Writing) -> Noticed:
        declared = declared_verdict(authored.source, writing.task, writing.name)
        for plan in hidden_plans(authored.plan, writing.task):
            events = run_files(grader, plan, writing.files)
            found = [each for each in events.values() if each.verdict is declared]
            if found:
                return _noticed(writing, found)
        return _noticed(writing, [])

    return side_by_side(
        authored.plan, writings(authored), noticed, jobs=jobs, progress=progress, measure=True
    )


def writings(authored: Authored) -> Iterator[Writing]:
    """Both writings of each mistake, as far as there are two."""
    source, config = authored.source, authored.config
    solution, second = solution_files(source, config), second_writings(source.folder)
    for task, name in mistakes_of(source):
        yield Writing(task, name, False, variant_files(source, config, task, name))
        if (task, name) in second:
            files = with_second(solution, task, second[task, name])
            yield Writing(task, name, True, files)


def _noticed(writing: Writing, events: list[CheckEvent]) -> Noticed:
    distances = {
        each.name: each.margin
        for each in events
        if each.verdict is Verdict.FAILED and each.margin is not None and each.margin > 1
    }
    checks = tuple(each.name for each in events)
    return Noticed(writing.mistake, writing.second, checks, distances)
