"""The grader's side of a judge: gives it submissions, keeps the deadlines, and outlives its
death.
"""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from autograder.channel.frames import ClosedError, DeadlineError, ProtocolError
from autograder.channel.wire import WireError
from autograder.diagnose import Recognised
from autograder.errors import AutograderError
from autograder.grade.code import Code, read_code
from autograder.grade.counterexample import Smallest
from autograder.grade.events import CheckEvent, unpack_check
from autograder.grade.plan import CheckPlan, Plan
from autograder.grade.progress import Progress, SupersededError, Told
from autograder.grade.reading_code import read_apart
from autograder.grade.searching import forbidden_messages, searched_apart
from autograder.grade.specs import ENTRY, SubmissionSpec, module_spec, submission_spec
from autograder.model import Verdict
from autograder.sandbox.host import Host, TrustedProcess, open_host

_START_SECONDS = 300.0
_JUDGE_SLACK = 60.0
"""Seconds that a check's own work (reference, comparison) may take besides the student's."""

_LOOK_SECONDS = 0.02
_LEAVE_SECONDS = 5.0
"""For a killed run to be reported by the judge."""
_MAX_FAILED_STARTS = 1
"""In a row: one may be killed by whoever kills processes on a full machine."""
NO_START = (
    "a process of the grader ends before it is ready, most often for want of memory. "
    "Run again with AUTOGRADER_DEBUG=1 to see why."
)

Started = Callable[[str], None]
_FOUND: dict[str, Callable[..., Recognised | Smallest]] = {
    "told": Recognised,
    "smallest": Smallest,
}


class ModuleGrader:
    """Grades submissions of one module, one after the other, with one judge that is replaced if
    it dies.
    """

    def __init__(
        self, opens: Callable[[], Host], plan: Plan, *, held: bool, measure: bool = False
    ) -> None:
        self._open_host, self._plan, self._held = opens, plan, held
        self._measure = measure
        self.smallest = True
        """Whether small calls that go wrong are looked for where hints are wanted."""
        self.transcripts = True
        """Whether the calls of public checks are wanted."""
        self.other_draws = 0
        """Where not 0, the submission's own draws are others than the reference's."""
        self.superseded: Callable[[], bool] | None = None
        """Says whether nobody wants the results any more; asked a few times a second."""
        self._host: Host | None = None
        self._judge: TrustedProcess | None = None
        self._failed_starts = 0

    def reload(self, plan: Plan) -> None:
        """Go on with another plan of the same module; what is warm stays warm."""
        self._drop_judge()
        self._plan = plan

    def warm_up(self) -> None:
        """Be ready to grade; what cannot start is told when it is needed."""
        with contextlib.suppress(AutograderError, ClosedError, DeadlineError):
            self._ready()

    def close(self) -> None:
        """End the judge and the processes behind it."""
        self._drop_judge()
        if self._host is not None:
            self._host.close()
            self._host = None

    def read_code(self, folder: Path) -> Code:
        """The code in ``folder`` by its definitions; a stranger's is parsed in another process."""
        if not self._held:
            return read_code(folder)
        if self._host is not None:
            return read_apart(self._host, folder)
        with contextlib.closing(open_host(())) as host:  # no library is needed for reading
            return read_apart(host, folder)

    def first_loss(self, folder: Path, checks: tuple[CheckPlan, ...]) -> CheckEvent | None:
        """The first of ``checks`` in their order that does not pass, after which none is run; None
        where all pass.
        """
        names = [check.name for check in checks]
        progress = Progress(names, self._deadline(), until_lost=True)
        ends = list(self._events(folder, progress, lambda _name: None))
        return next((event for event in ends if event.verdict is not Verdict.PASSED), None)

    def check_events(
        self,
        folder: Path,
        checks: tuple[CheckPlan, ...],
        started: Started,
        told: Told | None = None,
    ) -> Iterator[CheckEvent]:
        """Run ``checks`` on the package in ``folder``; yields each end as it comes.

        Every check ends exactly once, whatever happens to judge, worker or launcher. With ``told``,
        smallest calls that go wrong follow, and known mistakes where there is a reference.
        """
        # Public checks first: what they say is shown whole, so their worker must not have seen a
        # hidden
        # check's inputs yet.
        ordered = sorted(checks, key=lambda check: not check.public)
        progress = Progress([check.name for check in ordered], self._deadline(), told=told)
        yield from self._events(folder, progress, started)

    def _deadline(self) -> float:
        return time.monotonic() + self._plan.limits.module_seconds

    def _events(self, folder: Path, progress: Progress, started: Started) -> Iterator[CheckEvent]:
        while progress.waiting:
            try:
                yield from self._run(folder, progress, started)
            except DeadlineError:
                self._drop_judge()
                yield from self._out_of_time(progress)
            except (ClosedError, ProtocolError, WireError):
                self._drop_host()
                yield from self._judge_died(progress)

    def _run(self, folder: Path, progress: Progress, started: Started) -> Iterator[CheckEvent]:
        judge = self._ready()
        judge.connection.send(["grade", asdict(self._submission(folder, progress))])
        while True:
            kind, *rest = self._next_word(judge, progress)
            if kind == "runs":
                progress.process = rest[0]
            elif kind == "start":
                progress.running = rest[0]
                started(rest[0])
            elif kind == "check":
                event = unpack_check(rest)
                progress.running = ""
                progress.waiting.remove(event.name)
                yield event
                if progress.until_lost and event.verdict is not Verdict.PASSED:
                    progress.waiting.clear()
            elif kind in _FOUND and progress.told is not None:
                progress.told(_FOUND[kind](*rest))
            elif kind == "died":
                yield from self._judge_died(progress)
                return
            else:
                yield from self._never_ran(progress)
                return

    def _next_word(self, judge: TrustedProcess, progress: Progress) -> list[Any]:
        patience = self._patience(progress)
        if self.superseded is not None:
            until = time.monotonic() + patience
            while not judge.connection.has_word(_LOOK_SECONDS) and time.monotonic() < until:
                if self.superseded():
                    self._abandon(judge, progress)
                    raise SupersededError
        word: list[Any] = judge.connection.receive(patience)
        return word

    def _abandon(self, judge: TrustedProcess, progress: Progress) -> None:
        """End the run and leave the judge warm, where it runs in a fork of the judge."""
        if not progress.process:
            self._drop_judge()
            return
        with contextlib.suppress(ProcessLookupError):  # it has just come to its end
            os.kill(progress.process, signal.SIGKILL)
        try:
            while judge.connection.receive(_LEAVE_SECONDS)[0] not in ("died", "done"):
                continue
        except (ClosedError, DeadlineError, ProtocolError, WireError):
            self._drop_host()

    def _patience(self, progress: Progress) -> float:
        """Seconds to wait for the judge's next word: a check's own limit, or what the module has
        left.
        """
        left = progress.until - time.monotonic()
        if left <= 0:
            raise DeadlineError
        own = self._plan.own_seconds.get(progress.running, self._plan.limits.check_seconds)
        return min(left, 2 * own + _JUDGE_SLACK)

    def _out_of_time(self, progress: Progress) -> Iterator[CheckEvent]:
        """The module's time is over, or one check hung in the judge itself."""
        if time.monotonic() >= progress.until:
            whole = self._plan.limits.module_seconds
            spent = f"the module's {whole:g} s were used up before this check ended"
            for name in list(progress.waiting):
                yield progress.end(name, Verdict.TIMEOUT, spent)
        else:
            yield from self._judge_died(progress)

    def _judge_died(self, progress: Progress) -> Iterator[CheckEvent]:
        """The check that ran is our fault; the others go on in a new judge."""
        if not progress.running and (not progress.waiting or not progress.restarts):
            progress.restarts += 1
            return
        name = progress.running or progress.waiting[0]
        progress.running = ""
        yield progress.end(name, Verdict.GRADER_ERROR, "the judge ended while this check ran")

    def _never_ran(self, progress: Progress) -> Iterator[CheckEvent]:
        for name in list(progress.waiting):
            yield progress.end(name, Verdict.GRADER_ERROR, "the judge does not know this check")

    def _submission(self, folder: Path, progress: Progress) -> SubmissionSpec:
        return replace(
            submission_spec(self._plan, folder, explained=progress.told is not None),
            checks=progress.waiting,
            forbidden=self._forbidden(folder, progress.waiting),
            held=self._held,
            measure=self._measure,
            until_lost=progress.until_lost,
            other_draws=self.other_draws,
            again=self.superseded is not None,
            transcripts=self.transcripts,
            smallest=bool(progress.told) and self.smallest and not self._plan.answers_are_key,
        )

    def _forbidden(self, folder: Path, checks: Collection[str]) -> dict[str, str]:
        """Looked for in the tasks of ``checks`` alone."""
        if not self._held or self._host is None:
            return forbidden_messages(self._plan, folder, checks)
        return searched_apart(self._host, self._plan, folder, checks)

    def _ready(self) -> TrustedProcess:
        if self._judge is None:
            try:
                self._judge = self._new_judge()
                self._failed_starts = 0
            except ClosedError:
                self._failed_starts += 1
                if self._failed_starts > _MAX_FAILED_STARTS:
                    raise AutograderError(NO_START) from None
                raise
            except OSError as error:
                raise AutograderError(
                    f"a process of the grader cannot be started: {error.strerror or error}. "
                    "Close other programs, then grade again."
                ) from error
        return self._judge

    def _new_judge(self) -> TrustedProcess:
        self._host = self._host or self._open_host()
        judge = self._host.start(ENTRY)
        try:
            self._load(judge)
        except BaseException:
            judge.kill()
            raise
        return judge

    def _load(self, judge: TrustedProcess) -> None:
        """Give a judge its module, and wait until it has loaded the tests."""
        judge.connection.send(["module", asdict(module_spec(self._plan))])
        kind, *rest = judge.connection.receive(_START_SECONDS)
        if kind != "ready":
            raise AutograderError(
                f"the tests of {self._plan.module} cannot be loaded. Mend them first:\n{rest[0]}"
            )

    def _drop_judge(self) -> None:
        if self._judge is not None:
            self._judge.kill()
            self._judge = None

    def _drop_host(self) -> None:
        """The judge is gone, and perhaps the launcher with it: begin with new ones."""
        self.close()
