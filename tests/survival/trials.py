"""One trial: a grading, a kill at some moment of it, and what must hold afterwards."""

from __future__ import annotations

import random
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from jsonschema import ValidationError

from autograder.grade.runner import NO_START

from .gradings import Grading
from .processes import Process, end, left_after
from .standing import Standing, differing, lost
from .watching import MOST_SECONDS, Moment, Watched, watch

TRUSTED = ("launcher", "judge", "judge's fork")
_GRACE = 15.0
"""Seconds in which all processes of a killed grading must have gone: a launcher that is importing
a library ends when that is done."""


@dataclass(frozen=True)
class Victim:
    """Who is killed, how, in which grading, and what that may cost."""

    name: str
    grading: str
    part: str
    """As in `cast`; "grader" for the program itself, "trusted" for one of those that hold no code
    of the student."""
    by: signal.Signals = signal.SIGKILL
    kills: int = 1
    verdicts: frozenset[str] = frozenset()
    """How the checks may end that the kill costs; empty where the grader itself is killed."""
    most: int = 1
    """How many checks one kill may cost."""

    @property
    def ends_grading(self) -> bool:
        return self.part == "grader"


@dataclass(frozen=True)
class Ended:
    """How a trial ended. ``problems`` are broken promises, in words."""

    problems: tuple[str, ...]
    valid: bool = True
    lost: int = 0
    """Finished checks that are not in the file any more, or not as they were."""
    cost: int = 0
    """Checks that ended otherwise than undisturbed, in a grading that went on."""
    at_import: bool = False
    """Whether it was a worker that was just importing the submission."""
    gave_up: bool = False
    """Whether the grader said in one sentence that its processes end before they are ready."""
    left: int = 0
    """Processes that still ran when the time for that was over."""
    until_gone: float = 0.0
    debris: tuple[str, ...] = ()
    """Files and folders that a killed grader could not remove."""


def moments(
    victim: Victim, lives: dict[str, tuple[float, float]], chance: random.Random, hurry: float
) -> Moment:
    """Random moments in the life of the victim, counted from when it is first seen; several kills
    begin with the first check, and reach into the life of those that take the place of the dead.
    With ``hurry`` below 1 they are earlier.
    """
    part = "judge's fork" if victim.part == "trusted" else victim.part
    first, last = lives.get(part, (0.0, 0.0))
    span = hurry * victim.kills * (last - first)
    waits = sorted(chance.uniform(0, span) for _ in range(victim.kills))
    since: list[float] = []

    def now(parts: dict[str, Process], seconds: float) -> Iterator[Process]:
        if part in parts and not since:
            since.append(seconds)
        if waits and since and seconds - since[0] >= waits[0]:
            names = TRUSTED if victim.part == "trusted" else (part,)
            chosen = [parts[name] for name in names if name in parts]
            if chosen:
                waits.pop(0)
                yield chance.choice(chosen)

    return now


def trial(
    victim: Victim, grading: Grading, normal: tuple[Watched, Standing], folder: Path, seed: str, *,
    hurry: float,
) -> Ended | None:  # fmt: skip
    """Grade, kill, and look at what is left; None where grading was over before the kill."""
    chance = random.Random(seed)
    when = moments(victim, normal[0].lives, chance, hurry)
    watched = watch(grading, folder, when, victim.by)
    sessions = {each.session for each in watched.seen}
    remaining, until_gone = left_after(_GRACE, sessions, watched.seen)
    for process in remaining:
        end(process)
    if not watched.kills or (victim.ends_grading and watched.status == 0):
        return None
    standings, broken = _standings(watched.versions, grading)
    gone = [name for old, new in pairwise(standings) for name in lost(old, new)]
    after = standings[-1] if standings else {}
    gave_up = _gave_up(victim, watched, log := (folder / "log").read_text("utf-8", "replace"))
    costs = {} if victim.ends_grading or gave_up else differing(normal[1], after)
    at_import = _at_import(victim, costs, standings[: watched.first_kill][-1:], normal[1])
    debris = tuple(sorted(_debris(folder, grading)))
    problems = [
        *broken,
        *(f"{name} had ended and is lost or changed" for name in gone),
        *(f"process {each.pid} ({each.state}) is left running" for each in remaining),
        *([] if gave_up else _end_problems(victim, watched, log)),
        *([] if at_import else _cost_problems(victim, watched, costs)),
        *(f"{name} is left behind" for name in debris if not _allowed(victim, name)),
    ]
    return Ended(
        tuple(problems), not broken, len(gone), len(costs), at_import, gave_up, len(remaining),
        until_gone, debris,
    )  # fmt: skip


def _standings(versions: list[str], grading: Grading) -> tuple[list[Standing], list[str]]:
    standings, broken = [], []
    for text in versions:
        try:
            standings.append(grading.read(text))
        except (ValueError, ValidationError, KeyError, TypeError) as error:
            broken.append(f"the results file was not valid: {str(error)[:200]}")
    return standings, broken


def _gave_up(victim: Victim, watched: Watched, log: str) -> bool:
    """The grader goes on without whomever else is killed. Only where its processes end twice in a
    row before they are ready, it says so and leaves; what was finished stands.
    """
    return victim.kills > 1 and watched.status == 2 and log.strip() == NO_START


def _end_problems(victim: Victim, watched: Watched, log: str) -> Iterator[str]:
    if watched.seconds >= MOST_SECONDS:
        yield "the grader did not come to an end"
    elif not victim.ends_grading and watched.status:
        yield f"exit status {watched.status}: {log.strip()[-300:]}"


def _cost_problems(victim: Victim, watched: Watched, costs: dict[str, str]) -> Iterator[str]:
    """A kill costs few checks, one in most cases, which end in one way only."""
    if len(costs) > victim.most * watched.kills or not set(costs.values()) <= victim.verdicts:
        named = ", ".join(f"{name} {verdict}" for name, verdict in costs.items())
        yield f"{watched.kills} kill(s) cost {len(costs)} checks: {named}"


def _at_import(
    victim: Victim, costs: dict[str, str], before: list[Standing], normal: Standing
) -> bool:
    """Whether a worker died while it imported the submission. It is taken for one that cannot be
    imported: every check that had not ended is CRASHED, or BLOCKED by one that is.
    """
    finished = set(before[0]) if before else set()
    crashed = set(costs.values()) <= {"CRASHED", "BLOCKED"}
    return victim.part == "worker" and crashed and finished | set(costs) == set(normal)


def _debris(folder: Path, grading: Grading) -> Iterator[str]:
    for path in (folder / "tmp").iterdir():
        yield f"tmp/{path.name}"
    results = folder / grading.results
    for path in results.parent.iterdir():
        if path.name.startswith(f".{results.name}"):
            yield path.name


def _allowed(victim: Victim, name: str) -> bool:
    """What a grader that is killed cannot remove: the copy of the submission that it had unpacked,
    and the results that it was about to put in the file's place.
    """
    return victim.ends_grading and name.startswith(("tmp/submission-", ".results.json."))
