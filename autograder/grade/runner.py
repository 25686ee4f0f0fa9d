"""The grader's side of a judge: gives it submissions, keeps the deadlines, and outlives its
death.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from autograder.channel.frames import ClosedError, DeadlineError, ProtocolError
from autograder.channel.wire import WireError
from autograder.diagnose import Recognised
from autograder.errors import AutograderError
from autograder.grade.counterexample import Smallest
from autograder.grade.events import CheckEvent, unpack_check
from autograder.grade.judge import ENTRY, ModuleSpec, SubmissionSpec
from autograder.grade.plan import CheckPlan, Plan
from autograder.grade.searching import forbidden_messages, searched_apart
from autograder.model import Verdict
from autograder.sandbox.host import Host, TrustedProcess

_START_SECONDS = 300.0
_JUDGE_SLACK = 60.0
"""Seconds that a check's own work (reference, comparison) may take besides the student's."""

_MAX_FAILED_STARTS = 1
"""In a row: one may be killed by whoever kills processes on a full machine."""
NO_START = (
    "a process of the grader ends before it is ready, most often for want of memory. "
    "Run again with AUTOGRADER_DEBUG=1 to see why."
)

Started = Callable[[str], None]
Told = Callable[[Recognised | Smallest], None]
"""Gets what was found out about a failing check after it had ended."""
_FOUND: dict[str, Callable[..., Recognised | Smallest]] = {
    "told": Recognised,
    "smallest": Smallest,
}


@dataclass
class _Progress:
    """One submission on its way through the checks."""

    waiting: list[str]
    until: float
    until_lost: bool = False
    """Whether no check is wanted after one that does not pass."""
    running: str = ""
    told: Told | None = None
    """Gets what explains failing checks, where that is looked for."""
    restarts: int = 0
    """How often a judge died before it had begun a check; once is forgiven."""
    events: list[CheckEvent] = field(default_factory=list)

    def end(self, name: str, verdict: Verdict, message: str) -> CheckEvent:
        self.waiting = [each for each in self.waiting if each != name]
        return CheckEvent(name, verdict, message, 0.0, 0.0, "", False, "", ())


class ModuleGrader:
    """Grades submissions of one module, one after the other, with one judge that is replaced if
    it dies.
    """

    def __init__(
        self, open_host: Callable[[], Host], plan: Plan, *, held: bool, measure: bool = False
    ) -> None:
        self._open_host, self._plan, self._held = open_host, plan, held
        self._measure = measure
        self.smallest = True
        """Whether small calls that go wrong are looked for where hints are wanted."""
        self.other_draws = 0
        """Where not 0, the submission's own draws are others than the reference's."""
        self._host: Host | None = None
        self._judge: TrustedProcess | None = None
        self._failed_starts = 0

    def reload(self, plan: Plan) -> None:
        """Go on with another plan of the same module; what is warm stays warm."""
        self._drop_judge()
        self._plan = plan

    def close(self) -> None:
        """End the judge and the processes behind it."""
        self._drop_judge()
        if self._host is not None:
            self._host.close()
            self._host = None

    def first_loss(self, folder: Path, checks: tuple[CheckPlan, ...]) -> CheckEvent | None:
        """The first of ``checks`` in their order that does not pass, after which none is run; None
        where all pass.
        """
        names = [check.name for check in checks]
        progress = _Progress(names, self._deadline(), until_lost=True)
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
        progress = _Progress([check.name for check in ordered], self._deadline(), told=told)
        yield from self._events(folder, progress, started)

    def _deadline(self) -> float:
        return time.monotonic() + self._plan.limits.module_seconds

    def _events(self, folder: Path, progress: _Progress, started: Started) -> Iterator[CheckEvent]:
        while progress.waiting:
            try:
                yield from self._run(folder, progress, started)
            except DeadlineError:
                self._drop_judge()
                yield from self._out_of_time(progress)
            except (ClosedError, ProtocolError, WireError):
                self._drop_host()
                yield from self._judge_died(progress)

    def _run(self, folder: Path, progress: _Progress, started: Started) -> Iterator[CheckEvent]:
        judge = self._ready()
        judge.connection.send(["grade", asdict(self._submission(folder, progress))])
        while True:
            kind, *rest = judge.connection.receive(self._patience(progress))
            if kind == "start":
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

    def _patience(self, progress: _Progress) -> float:
        """Seconds to wait for the judge's next word: a check's own limit, or what the module has
        left.
        """
        left = progress.until - time.monotonic()
        if left <= 0:
            raise DeadlineError
        own = self._seconds.get(progress.running, self._plan.limits.check_seconds)
        return min(left, 2 * own + _JUDGE_SLACK)

    def _out_of_time(self, progress: _Progress) -> Iterator[CheckEvent]:
        """The module's time is over, or one check hung in the judge itself."""
        if time.monotonic() >= progress.until:
            whole = self._plan.limits.module_seconds
            spent = f"the module's {whole:g} s were used up before this check ended"
            for name in list(progress.waiting):
                yield progress.end(name, Verdict.TIMEOUT, spent)
        else:
            yield from self._judge_died(progress)

    def _judge_died(self, progress: _Progress) -> Iterator[CheckEvent]:
        """The check that ran is our fault; the others go on in a new judge."""
        if not progress.running and (not progress.waiting or not progress.restarts):
            progress.restarts += 1
            return
        name = progress.running or progress.waiting[0]
        progress.running = ""
        yield progress.end(name, Verdict.GRADER_ERROR, "the judge ended while this check ran")

    def _never_ran(self, progress: _Progress) -> Iterator[CheckEvent]:
        for name in list(progress.waiting):
            yield progress.end(name, Verdict.GRADER_ERROR, "the judge does not know this check")

    def _submission(self, folder: Path, progress: _Progress) -> SubmissionSpec:
        plan, limits = self._plan, self._plan.limits
        probes = plan.tests / "probes.py"
        return SubmissionSpec(
            folder=str(folder),
            probes=probes.read_text("utf-8") if probes.is_file() else "",
            tasks=[task.name for task in plan.tasks],
            checks=progress.waiting,
            forbidden=self._forbidden(folder),
            check_seconds=limits.check_seconds,
            memory_mb=limits.memory_mb,
            cpu_seconds=int(limits.module_seconds) + 1,
            held=self._held,
            scratch_mb=limits.scratch_mb,
            seconds=self._seconds,
            measure=self._measure,
            until_lost=progress.until_lost,
            other_draws=self.other_draws,
            structure=[list(each) for each in _structure(plan)] if progress.told else [],
            smallest=bool(progress.told) and self.smallest and not plan.answers_are_key,
        )

    @property
    def _seconds(self) -> dict[str, float]:
        """The checks that have a limit of their own."""
        return {check.name: check.seconds for check in self._plan.checks if check.seconds}

    def _forbidden(self, folder: Path) -> dict[str, str]:
        if not self._held or self._host is None:
            return forbidden_messages(self._plan, folder)
        return searched_apart(self._host, self._plan, folder)

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


def _structure(plan: Plan) -> Iterator[tuple[str, list[str], list[str]]]:
    for task in plan.tasks:
        yield task.name, list(task.uses), [check.name for check in task.checks]


def module_spec(plan: Plan) -> ModuleSpec:
    """What the judge loads for ``plan``."""
    public_only = all(check.public for check in plan.checks)
    files = ["test_public.py"] if public_only else ["test_public.py", "test_hidden.py"]
    return ModuleSpec(
        module=plan.module,
        tests=str(plan.tests),
        files=files,
        reference=str(plan.reference or ""),
        recordings=str(plan.recordings or ""),
        folder=str(plan.tests.parent),
        libraries=list(plan.libraries),
        secret=plan.secret,
    )
