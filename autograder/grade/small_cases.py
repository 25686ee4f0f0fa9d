"""Small calls that known mistakes get wrong, recorded for students, who have no reference.

Each call of a public check that a mistake answers otherwise is made smaller as long as the mistake
and the solution differ. What one mistake has led to counts for all others that get it wrong too,
so a check ends with a few calls. The search is bounded by a number of candidates and not by time:
the same source gives the same calls.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.channel.frames import ClosedError, Connection, DeadlineError, ProtocolError
from autograder.channel.local import LocalTransport
from autograder.channel.outcome import Outcome, Raised, Value
from autograder.channel.plain import WireError
from autograder.channel.plain_json import to_json
from autograder.channel.recordings import RecordedCall
from autograder.channel.returned import CallRecord
from autograder.diagnose.differing import Arguments, Differing, Failure, discloses, draws, how
from autograder.diagnose.known import Mistake, SpentError
from autograder.diagnose.mistaken import Mistaken
from autograder.diagnose.pasted import as_python
from autograder.diagnose.places import weight
from autograder.diagnose.smaller import smallest
from autograder.grade.counterexample import asked, is_plain_call, unseeded
from autograder.grade.events import CheckEvent
from autograder.model import Evidence
from autograder.sandbox.host import Host, TrustedProcess

ENTRY = "autograder.grade.small_cases:main"
_CANDIDATES = 400
"""Calls that are tried for each check that a mistake fails."""
_MOST = 8
"""Cases of one check."""
_LARGE = 2000
"""Characters of a case that is too large to ship."""
_SECONDS = 60.0
"""A mistake that takes longer, since it hangs on a small call, leads to no case."""

Cases = dict[str, list[RecordedCall]]
Events = Mapping[str, CheckEvent]


def small_cases(
    host: Host,
    folder: Path,
    right: Events,
    wrong: Mapping[str, Events],
    plain: frozenset[str],
    progress: Callable[[str], None],
) -> Cases:
    """The small calls of each check. ``right`` and ``wrong`` are how the checks ended on the
    solution in ``folder`` and on each of its mistakes; ``plain`` names the functions to call.
    """
    found: Cases = {check: [] for check in right}
    with _Searcher(host, folder) as searcher:
        for mistake, events in wrong.items():
            starts = list(_starts(right, events, plain))
            if starts:
                progress(f"small calls: {mistake}")
                for check, case in searcher.ask(mistake, starts, found):
                    if len(found[check]) < _MOST:
                        found[check].append(case)
    return {check: sorted(cases, key=_size) for check, cases in found.items()}


def _size(case: RecordedCall) -> Any:
    return weight((case.args, case.kwargs))


def _starts(
    right: Events, wrong: Events, plain: frozenset[str]
) -> Iterator[tuple[str, CallRecord]]:
    """For each check that a mistake fails by comparing its answer with the right one, the last of
    its calls that gives something else.
    """
    for check, event in wrong.items():
        if event.evidence is None:
            continue
        pairs = list(zip(_calls(event), _calls(right[check]), strict=False))
        for mine, theirs in reversed(pairs):
            if is_plain_call(mine, plain) and _wrong(mine.outcome, theirs.outcome, event.evidence):
                yield check, mine
                break


def _wrong(got: Outcome, right: Outcome, evidence: Evidence) -> bool:
    if not isinstance(right, Value) or not discloses(evidence.expected, right.value):
        return False
    return bool(how(got, right.value))


def _calls(event: CheckEvent) -> list[CallRecord]:
    return [call for call in event.transcript if call.side == "student"]


@dataclass
class _Searcher:
    """A process that searches for one mistake after the other, and is replaced where one hangs."""

    host: Host
    folder: Path
    _process: TrustedProcess | None = field(default=None, init=False)

    def __enter__(self) -> _Searcher:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._process is not None:
            self._process.kill()
            self._process = None

    def ask(
        self, mistake: str, starts: Iterable[tuple[str, CallRecord]], known: Cases
    ) -> list[tuple[str, RecordedCall]]:
        """A new case for each of the checks where no known one shows the mistake."""
        if self._process is None:
            self._process = self.host.start(ENTRY)
            self._process.connection.send(str(self.folder))
        wanted = [
            [check, call.name, call.args, call.kwargs, [_packed(case) for case in known[check]]]
            for check, call in starts
        ]
        try:
            self._process.connection.send([*mistake.split("/", 1), wanted])
            answer = self._process.connection.receive(_SECONDS)
            return [(check, _unpacked(case)) for check, case in answer]
        except (ClosedError, DeadlineError, ProtocolError, WireError):
            self.__exit__()
            return []


def _packed(case: RecordedCall) -> list[Any]:
    assert isinstance(case.outcome, Value)
    return [case.name, case.args, case.kwargs, case.outcome.value]


def _unpacked(data: list[Any]) -> RecordedCall:
    name, args, kwargs, right = data
    return RecordedCall(name, args, kwargs, Value(right))


def main(connection: Connection, _control: socket.socket | None) -> None:
    """Entry of the process."""
    folder = Path(connection.receive())
    known = _Known(Mistaken(folder), folder)
    while True:
        try:
            task, name, wanted = connection.receive()
        except ClosedError:
            return
        connection.send(list(known.found(Mistake(task, name), wanted)))


class _Known:
    """The solution and its mistakes, in the process that searches."""

    def __init__(self, mistaken: Mistaken, folder: Path) -> None:
        self._mistaken, self._folder = mistaken, folder
        self._solution = LocalTransport(mistaken.package(), {}, folder)

    def found(self, mistake: Mistake, wanted: Sequence[list[Any]]) -> Iterator[list[Any]]:
        """For each of the wanted checks a case that shows the mistake, unless a known one does."""
        try:
            package = self._mistaken.package(mistake)
        except Exception:  # a mistake may break the import, and then shows nothing else
            return
        wrong = LocalTransport(package, {}, self._folder)
        for check, name, args, kwargs, cases in wanted:
            if any(_shows(case, wrong) for case in cases):
                continue
            failure = _smallest(name, (args, kwargs), wrong, self._solution)
            if failure is not None and _ships(self._folder.name, name, failure):
                yield [check, [name, failure.args, failure.kwargs, failure.right]]


def _shows(case: list[Any], wrong: LocalTransport) -> bool:
    name, args, kwargs, right = case
    return bool(how(asked(wrong, name)((args, kwargs)), right))


def _smallest(
    name: str, call: Arguments, wrong: LocalTransport, solution: LocalTransport
) -> Failure | None:
    right = asked(solution, name)
    if draws(unseeded(solution, name), solution.seed, call):
        return None
    return smallest(*call, Differing(_counted(asked(wrong, name)), right))


def _counted(ask: Callable[[Arguments], Outcome]) -> Callable[[Arguments], Outcome]:
    left = _CANDIDATES

    def counted(call: Arguments) -> Outcome:
        nonlocal left
        left -= 1
        if left < 0:
            raise SpentError
        return ask(call)

    return counted


def _ships(module: str, name: str, failure: Failure) -> bool:
    """Whether a case is small, in the file and as a student will read it."""
    got = failure.got.brief if isinstance(failure.got, Raised) else failure.got
    data = to_json([list(failure.args), failure.kwargs, failure.right])
    text = as_python(module, name, failure.args, failure.kwargs, got, failure.right)
    return bool(text) and len(json.dumps(data)) < _LARGE
