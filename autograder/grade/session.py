"""One submission's run through the checks: real pytest items, a worker, and a verdict for each."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
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
from autograder.grade.events import CheckEvent
from autograder.model import Verdict
from autograder.sandbox.client import Submission, WorkerClient
from autograder.sandbox.worker import probes_of
from autograder.sandbox.workers import Workers

if TYPE_CHECKING:
    from autograder.channel.frames import Connection
    from autograder.grade.judge import ModuleSpec, SubmissionSpec

_PUBLIC = "test_public.py"
_MAX_PRINTS = 4000


class SubmissionRun:
    """Runs the wanted checks one after the other and sends an event for each start and end."""

    def __init__(
        self, stream: Connection, spec: ModuleSpec, submission: SubmissionSpec, workers: Workers
    ) -> None:
        self._stream, self._spec, self._submission = stream, spec, submission
        loaded = Submission(spec.module, submission.folder, submission.probes)
        self._client = WorkerClient(workers.start, loaded, submission.check_seconds)
        self._student = Student(self._client, frozenset(submission.tasks))
        self._solution = _solution(spec, submission.probes)
        replays = spec.recordings and self._solution is None
        self._recordings = loads(Path(spec.recordings).read_bytes()) if replays else None
        self._reference: Reference | None = None

    def run(self, items: Iterable[pytest.Item]) -> None:
        """Run ``items`` in order; the worker is gone when this returns."""
        try:
            for item in items:
                self._stream.send(["start", item.name])
                event = self._check(item)
                self._stream.send(event.pack())
                if self._submission.until_lost and event.verdict is not Verdict.PASSED:
                    break
        finally:
            self._client.close()
        self._stream.send(["done"])

    def _check(self, item: pytest.Item) -> CheckEvent:
        started = time.perf_counter()
        banned = self._submission.forbidden.get(item.name)
        if banned is not None:
            return CheckEvent(item.name, Verdict.FORBIDDEN, banned, 0.0, 0.0, "", False, "", ())
        item.config.stash[BENCH] = self._bench
        item.config.stash[SEED] = self._seed
        self._client.allow(self._submission.seconds.get(item.name))
        if self._submission.measure:
            MARGIN.begin()
        ends = _Ends()
        item.config.pluginmanager.register(ends)
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        item.config.pluginmanager.unregister(ends)
        return self._event(item, ends.error, time.perf_counter() - started)

    def _event(self, item: pytest.Item, error: BaseException | None, seconds: float) -> CheckEvent:
        verdict, message, share = _judged(error)
        public = item.path.name == _PUBLIC
        prints = "".join(call.prints for call in self._student.transcript) if public else ""
        if len(prints) > _MAX_PRINTS:
            prints = f"{prints[:_MAX_PRINTS]} ... [{len(prints) - _MAX_PRINTS:,} more characters]"
        calls = (
            *self._student.transcript,
            *(self._reference.transcript if self._reference else ()),
        )
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
        )

    def _bench(self, item: pytest.Item) -> Bench:
        transport = self._answers(item)
        self._reference = Reference(transport)
        seeders: list[Callable[[int], None]] = [self._client.begin]
        if isinstance(transport, LocalTransport):
            seeders.append(transport.seed)
        if item.path.name != _PUBLIC:
            seeders = [_apart(seed_side) for seed_side in seeders]
        return Bench(self._student, self._reference, tuple(seeders))

    def _answers(self, item: pytest.Item) -> Any:
        if self._solution is not None:
            return self._solution
        checks = self._recordings.checks if self._recordings else {}
        return ReplayTransport(item.name, checks.get(item.name, CheckRecording((), ())))

    def _seed(self, item: pytest.Item) -> int:
        secret = "" if item.path.name == _PUBLIC else self._spec.secret
        return seed_for(self._spec.module, item.name, secret)


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


def _fault(error: BaseException) -> str:
    """Our own fault as staff read it: what it is, and the lines of the test files on its way."""
    steps = traceback.extract_tb(error.__traceback__)
    own = [step for step in steps if Path(step.filename).name.startswith(("test_", "probes"))]
    lines = [f"  {Path(step.filename).name}:{step.lineno}: {step.line}" for step in own[-4:]]
    return "\n".join([f"{type(error).__name__}: {error}"[:2000], *lines])


def _solution(spec: ModuleSpec, probes: str) -> LocalTransport | None:
    if not spec.reference:
        return None
    folder = Path(spec.reference)
    module = load_probes(spec.module, probes)
    return LocalTransport(load_package(spec.module, folder), probes_of(module), folder)
