"""What is still known of an earlier grading: checks on whose code nothing has changed."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from autograder.build.in_place import put_in_place
from autograder.build.installed import installed_version
from autograder.build.wheel import fingerprint
from autograder.channel.reader import decode
from autograder.channel.wire import WireError, encode
from autograder.diagnose import Recognised
from autograder.grade.code import Code, code_of, digest_of
from autograder.grade.counterexample import Smallest
from autograder.grade.events import CheckEvent, unpack_check
from autograder.grade.plan import CheckPlan, Plan
from autograder.model import Verdict

SCHEMA = "autograder.kept/1"
_TEST_FILES = ("test_public.py", "test_hidden.py", "probes.py")
_BY_VALUE = frozenset({Verdict.PASSED, Verdict.FAILED, Verdict.NOT_ATTEMPTED})
"""Ends that follow from values alone; what is told of others names lines, or was the machine's."""
_SETTLED = _BY_VALUE | {Verdict.ERROR, Verdict.FORBIDDEN}
_TOLD: dict[str, Callable[..., Recognised | Smallest]] = {
    "known": Recognised,
    "smallest": Smallest,
}


@dataclass(frozen=True)
class Kept:
    """How a check has ended, what was found out about it, and what it was graded on."""

    key: str
    event: CheckEvent
    told: tuple[Recognised | Smallest, ...] = ()


class Memory:
    """The ends of one module's checks, of one submission after the other. With ``path``, they are
    read from there, and `save` writes them.
    """

    def __init__(self, plan: Plan, path: Path | None = None) -> None:
        self._plan, self._path = plan, path
        self._mentioned = _mentioned(plan)
        self._base = base_of(plan)
        self._kept = _read(path, self._base) if path else {}
        self._code: Code | None = None

    def unchanged(self, code: Code) -> dict[str, Kept]:
        """The checks of the plan that would end as they did, were they run on ``code``."""
        self._code = code
        return {
            check.name: kept
            for check in self._plan.checks
            if (kept := self._kept.get(check.name)) and kept.key == self._key(check, kept.event)
        }

    def keep(self, check: CheckPlan, event: CheckEvent) -> None:
        """A check has ended."""
        self._kept[check.name] = Kept(self._key(check, event), event)

    def keep_told(self, found: Recognised | Smallest) -> None:
        """Something was found out about a check that has ended."""
        kept = self._kept[found.check]
        others = (each for each in kept.told if type(each) is not type(found))
        self._kept[found.check] = replace(kept, told=(*others, found))

    def save(self) -> None:
        """Write what follows from the code alone; where that cannot be done, nothing is lost but
        time.
        """
        if self._path is None:
            return
        settled = {
            name: _packed(kept)
            for name, kept in self._kept.items()
            if kept.event.verdict in _SETTLED and not kept.event.at_import
        }
        with contextlib.suppress(OSError, WireError):
            _write(self._path, encode([SCHEMA, self._base, settled]))

    def _key(self, check: CheckPlan, event: CheckEvent) -> str:
        assert self._code is not None
        if event.verdict not in _BY_VALUE or event.at_import:
            return self._code.whole
        return self._code.digest(self._mentioned[check.name])


def base_of(plan: Plan) -> str:
    """A hash of all that decides a check's end besides the submission."""
    files = [
        *(plan.tests / name for name in _TEST_FILES),
        *(sorted(plan.reference.rglob("*")) if plan.reference else ()),
        *([plan.recordings] if plan.recordings else ()),
    ]
    texts = [f"{path} {digest_of(path.read_bytes())}" for path in files if path.is_file()]
    versions = [
        f"{name} {installed_version(name)}" for name in ("numpy", "pytest", *plan.libraries)
    ]
    about = [SCHEMA, fingerprint(), sys.version, *versions, plan.secret, str(plan.limits)]
    forbidden = [f"{task.name} {task.forbidden} {task.uses}" for task in plan.tasks]
    return digest_of("\n".join([*about, *forbidden, *texts]).encode())


def _mentioned(plan: Plan) -> dict[str, frozenset[str]]:
    """For each check all names that it may reach in a submission: of its task, of what that builds
    on, and what the check and its probes write.
    """
    files = {name: plan.tests / name for name in _TEST_FILES}
    tests = code_of({name: path.read_bytes() for name, path in files.items() if path.is_file()})
    uses = {task.name: task.uses for task in plan.tasks}
    every = frozenset(name for names in tests.mentions.values() for name in names)
    return {
        check.name: frozenset(_below(check.task, uses))
        | (tests.reached([check.name]) if tests.definitions else every)
        for check in plan.checks
    }


def _below(task: str, uses: Mapping[str, Iterable[str]]) -> Iterator[str]:
    yield task
    for used in uses.get(task, ()):
        yield from _below(used, uses)


def _pack_told(found: Recognised | Smallest) -> list[str]:
    if isinstance(found, Smallest):
        return ["smallest", found.check, found.text]
    return ["known", found.check, found.key, found.hint]


def _read(path: Path, base: str) -> dict[str, Kept]:
    """What was saved; nothing where that is damaged or of another grader."""
    try:
        schema, made_with, kept = decode(path.read_bytes())
        if (schema, made_with) != (SCHEMA, base):
            return {}
        return {name: _unpacked(*each) for name, each in kept.items()}
    except (OSError, WireError, ValueError, TypeError, KeyError, AttributeError, IndexError):
        return {}


def _packed(kept: Kept) -> list[Any]:
    return [kept.key, kept.event.pack(), [_pack_told(each) for each in kept.told]]


def _unpacked(key: str, event: list[Any], told: list[list[str]]) -> Kept:
    found = tuple(_TOLD[kind](*words) for kind, *words in told)
    return Kept(key, unpack_check(event[1:]), found)


def _write(path: Path, data: bytes) -> None:
    """In one piece, into a folder that nobody has to hand in; what hidden checks said may be
    among it.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    ignored = path.parent / ".gitignore"
    if not ignored.exists():
        ignored.write_text("*\n", "utf-8")
    put_in_place(path, data)
