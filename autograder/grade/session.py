"""One submission's run through the checks: real pytest items, a worker, and a verdict for each."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from autograder.channel.frames import ClosedError
from autograder.channel.implementation import Reference, Student
from autograder.channel.local import LocalTransport
from autograder.channel.outcome import CheckEnded, ImportEnded
from autograder.channel.packages import load_package, load_probes
from autograder.channel.recordings import CheckRecording, Recordings, loads
from autograder.checks.bench import Bench, seed_for
from autograder.checks.entries import MARGIN
from autograder.checks.plugin import BENCH, SEED
from autograder.checks.replay import ReplayTransport
from autograder.diagnose import Answers
from autograder.diagnose.answers import answers_of
from autograder.diagnose.known import TaskChecks
from autograder.grade.counterexample import Smallest
from autograder.grade.ends import compared, evidence, judged
from autograder.grade.events import CheckEvent
from autograder.grade.explaining import Ended, explained
from autograder.grade.kept import Kept, Recalling, digest
from autograder.grade.protocol import Protocol
from autograder.grade.small_calls import SmallCalls
from autograder.model import Verdict
from autograder.sandbox.client import Submission, WorkerClient
from autograder.sandbox.worker import probes_of
from autograder.sandbox.workers import ForkedWorkers, Workers

if TYPE_CHECKING:
    from autograder.channel.frames import Connection
    from autograder.grade.explaining import Catalogue
    from autograder.grade.specs import ModuleSpec, SubmissionSpec

_PUBLIC = "test_public.py"
_MAX_PRINTS = 4000

Seeders = tuple[Callable[[int], None], ...]


class SubmissionRun:
    """Runs the wanted checks one after the other and sends an event for each start and end."""

    def __init__(
        self,
        stream: Connection,
        spec: ModuleSpec,
        submission: SubmissionSpec,
        workers: Workers,
        kept: Kept,
    ) -> None:
        self._stream, self._spec, self._submission = stream, spec, submission
        self._workers = workers
        loaded = Submission(spec.module, submission.folder, submission.probes)
        self._client = WorkerClient(workers.start, loaded, submission.check_seconds)
        self._student = Student(self._client, frozenset(submission.tasks))
        self._kept = kept
        self._solution = self._recalling() if spec.reference else None
        replays = spec.recordings and self._solution is None
        self._recordings = recordings_of(spec.recordings) if replays else None
        self._reference: Reference | None = None
        self._ended: dict[str, Ended] = {}
        self._pytest = Protocol()

    def run(self, items: Sequence[pytest.Item], catalogue: Catalogue | None = None) -> None:
        """Run ``items`` in order, then look which known mistakes of ``catalogue`` explain what
        failed; the worker is gone when this returns.
        """
        with self._pytest.registered(items):
            self._run(items, catalogue)

    @property
    def verdicts(self) -> list[Verdict]:
        """How the checks ended that were run."""
        return [ended.verdict for ended in self._ended.values()]

    def _run(self, items: Sequence[pytest.Item], catalogue: Catalogue | None) -> None:
        public = [item for item in items if item.path.name == _PUBLIC]
        try:
            lost = self._check_all(public)
            self._smallest(public)  # before its code has seen a hidden input
            if not lost:
                self._check_all([item for item in items if item not in public])
        finally:
            self._client.close()
        if catalogue is not None:
            self._explain(catalogue, {item.name: item for item in items})

    def _check_all(self, items: Sequence[pytest.Item]) -> bool:
        """Whether one was lost after which no other is wanted."""
        for item, following in self._in_turn(items):
            self._stream.send(["start", item.name])
            event = self._check(item, following)
            self._stream.send(event.pack())
            if self._submission.until_lost and event.verdict is not Verdict.PASSED:
                return True
        return False

    def _in_turn(self, items: Sequence[pytest.Item]) -> Iterator[tuple[pytest.Item, Any]]:
        """Each item with the next that pytest runs, where it is sure that there is one."""
        sure = [] if self._submission.until_lost else items
        for number, item in enumerate(items):
            rest = (each for each in sure[number + 1 :] if not self._banned(each))
            yield item, next(rest, None)

    def _banned(self, item: pytest.Item) -> str | None:
        return self._submission.forbidden.get(item.name)

    def _smallest(self, public: Sequence[pytest.Item]) -> None:
        """Tell small calls that go wrong; the reference says what is right, or recordings do."""
        if not self._submission.smallest:
            return
        names = {item.name for item in public}
        calls = SmallCalls(self._spec.module, self._submission, names, self._ended)
        found: Iterable[Smallest] = ()
        if self._recordings is not None:
            found = calls.recorded(self._recordings, self._client)
        elif self._solution is not None and isinstance(self._workers, ForkedWorkers):
            solution = _solution(self._spec, self._submission.probes)
            found = calls.shrunk(solution, self._workers)
        for each in found:
            self._stream.send(["smallest", each.check, each.text])

    def _explain(self, catalogue: Catalogue, items: Mapping[str, pytest.Item]) -> None:
        tasks = [TaskChecks(*each) for each in self._submission.structure]

        def run(check: str, package: ModuleType, other_draws: int) -> Answers:
            return self._again(items[check], package, other_draws)

        for told in explained(catalogue, run, tasks, self._ended, self._kept):
            self._stream.send(["told", told.check, told.key, told.hint])

    def _again(self, item: pytest.Item, package: ModuleType, other_draws: int) -> Answers:
        """Run a check on another package in place of the submission, in this process."""
        theirs = self._recalling()
        known = probes_of(load_probes(self._spec.module, self._submission.probes))
        mine = LocalTransport(package, known, Path(self._spec.reference))
        student = Student(mine, frozenset(self._submission.tasks))
        bench = Bench(
            student,
            Reference(theirs),
            _seeders(item, [lambda seed: mine.seed(seed + other_draws), theirs.seed]),
        )
        error = self._protocol(item, lambda _item: bench)
        return answers_of(student.transcript, error is None)

    def _protocol(
        self,
        item: pytest.Item,
        bench: Callable[[pytest.Item], Bench],
        following: pytest.Item | None = None,
    ) -> BaseException | None:
        """What ended the check, where it did not pass."""
        item.config.stash[BENCH] = bench
        item.config.stash[SEED] = self._seed
        return self._pytest.run(item, following)

    def _check(self, item: pytest.Item, following: pytest.Item | None) -> CheckEvent:
        started = time.perf_counter()
        banned = self._banned(item)
        if banned is not None:
            return CheckEvent(item.name, Verdict.FORBIDDEN, banned, 0.0, 0.0, "", False, "", ())
        self._client.allow(self._submission.seconds.get(item.name))
        if self._submission.measure:
            MARGIN.begin()
        error = self._protocol(item, self._bench, following)
        if isinstance(error, ClosedError):
            raise error  # the launcher is gone, and what runs here ends with it
        return self._event(item, error, time.perf_counter() - started)

    def _event(self, item: pytest.Item, error: BaseException | None, seconds: float) -> CheckEvent:
        verdict, message, share = judged(error)
        theirs = self._reference.transcript if self._reference else ()
        self._ended[item.name] = Ended(verdict, self._student.transcript, theirs, compared(error))
        public = item.path.name == _PUBLIC
        prints = "".join(call.prints for call in self._student.transcript) if public else ""
        if len(prints) > _MAX_PRINTS:
            prints = f"{prints[:_MAX_PRINTS]} ... [{len(prints) - _MAX_PRINTS:,} more characters]"
        calls = (*self._student.transcript, *theirs)
        exception = error.exception if isinstance(error, CheckEnded) else ""
        transcript = calls if public and self._submission.transcripts else ()
        at_import = isinstance(error, ImportEnded)
        return CheckEvent(
            item.name,
            verdict,
            message,
            share,
            seconds,
            exception,
            at_import,
            prints,
            transcript,
            MARGIN.worst if self._submission.measure else None,
            evidence(error) if public else None,
        )

    def _bench(self, item: pytest.Item) -> Bench:
        transport = self._answers(item)
        self._reference = Reference(transport)
        seeders: list[Callable[[int], None]] = [self._begin]
        if isinstance(transport, Recalling):
            timed = item.name in self._spec.timed
            seeders.append(lambda seed: transport.seed(seed, anew=timed))
        return Bench(self._student, self._reference, _seeders(item, seeders))

    def _recalling(self) -> Recalling:
        probes = self._submission.probes
        return Recalling(_solution(self._spec, probes), self._kept, digest(probes))

    def _begin(self, seed: int) -> None:
        self._client.begin(seed + self._submission.other_draws)

    def _answers(self, item: pytest.Item) -> Any:
        if self._solution is not None:
            return self._solution
        checks = self._recordings.checks if self._recordings else {}
        return ReplayTransport(item.name, checks.get(item.name, CheckRecording((), ())))

    def _seed(self, item: pytest.Item) -> int:
        secret = "" if item.path.name == _PUBLIC else self._spec.secret
        return seed_for(self._spec.module, item.name, secret)


@lru_cache(maxsize=1)
def recordings_of(path: str) -> Recordings:
    """What answers where there is no reference; a judge reads it once, before it forks."""
    return loads(Path(path).read_bytes())


def _seeders(item: pytest.Item, sides: list[Callable[[int], None]]) -> Seeders:
    return tuple(sides if item.path.name == _PUBLIC else map(_apart, sides))


def _apart(seed_side: Callable[[int], None]) -> Callable[[int], None]:
    """Both sides are seeded alike, but with a number that does not tell the inputs': the student's
    code sees its own seed, and could draw the inputs that are still to come.
    """
    return lambda seed: seed_side(seed_for("sides", str(seed)))


def _solution(spec: ModuleSpec, probes: str) -> LocalTransport:
    folder = Path(spec.reference)
    module = load_probes(spec.module, probes)
    return LocalTransport(load_package(spec.module, folder), probes_of(module), folder)
