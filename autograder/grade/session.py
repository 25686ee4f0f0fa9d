"""One submission's run through the checks: real pytest items, a worker, and a verdict for each."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from autograder.channel.implementation import Reference, Student
from autograder.channel.local import LocalTransport
from autograder.channel.outcome import CheckEnded, ImportEnded
from autograder.channel.packages import load_package, load_probes
from autograder.channel.recordings import CheckRecording, loads
from autograder.checks.bench import Bench, seed_for
from autograder.checks.entries import MARGIN
from autograder.checks.expectation import PartialCredit
from autograder.checks.plugin import BENCH, SEED
from autograder.checks.replay import ReplayTransport
from autograder.diagnose import Answers
from autograder.diagnose.answers import answers_of
from autograder.diagnose.known import TaskChecks
from autograder.grade.counterexample import Smallest
from autograder.grade.events import CheckEvent
from autograder.grade.explaining import Ended, Remembered, explained
from autograder.grade.small_calls import SmallCalls
from autograder.model import Evidence, Verdict
from autograder.sandbox.client import Submission, WorkerClient
from autograder.sandbox.worker import probes_of
from autograder.sandbox.workers import ForkedWorkers, Workers

if TYPE_CHECKING:
    from autograder.channel.frames import Connection
    from autograder.grade.explaining import Catalogue
    from autograder.grade.judge import ModuleSpec, SubmissionSpec

_PUBLIC = "test_public.py"
_MAX_PRINTS = 4000

Seeders = tuple[Callable[[int], None], ...]


class SubmissionRun:
    """Runs the wanted checks one after the other and sends an event for each start and end."""

    def __init__(
        self, stream: Connection, spec: ModuleSpec, submission: SubmissionSpec, workers: Workers
    ) -> None:
        self._stream, self._spec, self._submission = stream, spec, submission
        self._workers = workers
        loaded = Submission(spec.module, submission.folder, submission.probes)
        self._client = WorkerClient(workers.start, loaded, submission.check_seconds)
        self._student = Student(self._client, frozenset(submission.tasks))
        self._solution = _solution(spec, submission.probes) if spec.reference else None
        replays = spec.recordings and self._solution is None
        self._recordings = loads(Path(spec.recordings).read_bytes()) if replays else None
        self._reference: Reference | None = None
        self._ended: dict[str, Ended] = {}

    def run(self, items: Sequence[pytest.Item], catalogue: Catalogue | None = None) -> None:
        """Run ``items`` in order, then look which known mistakes of ``catalogue`` explain what
        failed; the worker is gone when this returns.
        """
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
        self._stream.send(["done"])

    def _check_all(self, items: Sequence[pytest.Item]) -> bool:
        """Whether one was lost after which no other is wanted."""
        for item in items:
            self._stream.send(["start", item.name])
            event = self._check(item)
            self._stream.send(event.pack())
            if self._submission.until_lost and event.verdict is not Verdict.PASSED:
                return True
        return False

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
            found = calls.shrunk(self._solution, self._workers)
        for each in found:
            self._stream.send(["smallest", each.check, each.text])

    def _explain(self, catalogue: Catalogue, items: Mapping[str, pytest.Item]) -> None:
        tasks = [TaskChecks(*each) for each in self._submission.structure]

        def run(check: str, package: ModuleType, other_draws: int) -> Answers:
            return self._again(items[check], package, other_draws)

        for told in explained(catalogue, run, tasks, self._ended):
            self._stream.send(["told", told.check, told.key, told.hint])

    def _again(self, item: pytest.Item, package: ModuleType, other_draws: int) -> Answers:
        """Run a check on another package in place of the submission, in this process."""
        theirs = _solution(self._spec, self._submission.probes)
        known = probes_of(load_probes(self._spec.module, self._submission.probes))
        mine = LocalTransport(package, known, Path(self._spec.reference))
        student = Student(mine, frozenset(self._submission.tasks))
        reference = Reference(Remembered(self._ended[item.name].reference, theirs))
        bench = Bench(
            student,
            reference,
            _seeders(item, [lambda seed: mine.seed(seed + other_draws), theirs.seed]),
        )
        error = self._protocol(item, lambda _item: bench)
        return answers_of(student.transcript, error is None)

    def _protocol(
        self, item: pytest.Item, bench: Callable[[pytest.Item], Bench]
    ) -> BaseException | None:
        """What ended the check, where it did not pass."""
        item.config.stash[BENCH] = bench
        item.config.stash[SEED] = self._seed
        ends = _Ends()
        item.config.pluginmanager.register(ends)
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        item.config.pluginmanager.unregister(ends)
        return ends.error

    def _check(self, item: pytest.Item) -> CheckEvent:
        started = time.perf_counter()
        banned = self._submission.forbidden.get(item.name)
        if banned is not None:
            return CheckEvent(item.name, Verdict.FORBIDDEN, banned, 0.0, 0.0, "", False, "", ())
        self._client.allow(self._submission.seconds.get(item.name))
        if self._submission.measure:
            MARGIN.begin()
        error = self._protocol(item, self._bench)
        return self._event(item, error, time.perf_counter() - started)

    def _event(self, item: pytest.Item, error: BaseException | None, seconds: float) -> CheckEvent:
        verdict, message, share = _judged(error)
        theirs = self._reference.transcript if self._reference else ()
        self._ended[item.name] = Ended(verdict, self._student.transcript, theirs, _compared(error))
        public = item.path.name == _PUBLIC
        prints = "".join(call.prints for call in self._student.transcript) if public else ""
        if len(prints) > _MAX_PRINTS:
            prints = f"{prints[:_MAX_PRINTS]} ... [{len(prints) - _MAX_PRINTS:,} more characters]"
        calls = (*self._student.transcript, *theirs)
        exception = error.exception if isinstance(error, CheckEnded) else ""
        transcript = calls if public else ()
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
            _evidence(error) if public else None,
        )

    def _bench(self, item: pytest.Item) -> Bench:
        transport = self._answers(item)
        self._reference = Reference(transport)
        seeders: list[Callable[[int], None]] = [self._begin]
        if isinstance(transport, LocalTransport):
            seeders.append(transport.seed)
        return Bench(self._student, self._reference, _seeders(item, seeders))

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


def _seeders(item: pytest.Item, sides: list[Callable[[int], None]]) -> Seeders:
    return tuple(sides if item.path.name == _PUBLIC else map(_apart, sides))


def _apart(seed_side: Callable[[int], None]) -> Callable[[int], None]:
    """Both sides are seeded alike, but with a number that does not tell the inputs': the student's
    code sees its own seed, and could draw the inputs that are still to come.
    """
    return lambda seed: seed_side(seed_for("sides", str(seed)))


class _Ends:
    """Collects the first exception of an item, from whichever phase."""

    def __init__(self) -> None:
        self.error: BaseException | None = None

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
        if call.excinfo is not None and self.error is None:
            self.error = call.excinfo.value
        return (yield)


def _judged(error: BaseException | None) -> tuple[Verdict, str, float]:
    """Verdict, message and share of the points; whatever is not the student's doing is our
    fault.
    """
    if error is None:
        return Verdict.PASSED, "", 1.0
    if isinstance(error, PartialCredit):
        return error.verdict, error.message, error.share
    if isinstance(error, CheckEnded):
        return error.verdict, error.message, 0.0
    return Verdict.GRADER_ERROR, _fault(error), 0.0


def _compared(error: BaseException | None) -> tuple[Any, Any] | None:
    return error.compared if isinstance(error, CheckEnded) else None


def _evidence(error: BaseException | None) -> Evidence | None:
    compared = _compared(error)
    return Evidence(*compared) if compared else None


def _fault(error: BaseException) -> str:
    """Our own fault as staff read it: what it is, and the lines of the test files on its way."""
    steps = traceback.extract_tb(error.__traceback__)
    own = [step for step in steps if Path(step.filename).name.startswith(("test_", "probes"))]
    lines = [f"  {Path(step.filename).name}:{step.lineno}: {step.line}" for step in own[-4:]]
    return "\n".join([f"{type(error).__name__}: {error}"[:2000], *lines])


def _solution(spec: ModuleSpec, probes: str) -> LocalTransport:
    folder = Path(spec.reference)
    module = load_probes(spec.module, probes)
    return LocalTransport(load_package(spec.module, folder), probes_of(module), folder)
