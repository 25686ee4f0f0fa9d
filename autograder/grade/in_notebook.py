"""The checks of a module on what a notebook has defined: what otter's test files call.

A test file holds no test of its own, only names of checks: each check is the very function of
``tests/test_public.py`` or ``tests/test_hidden.py``, run in the kernel that holds the notebook.
"""

from __future__ import annotations

import inspect
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from autograder.channel.implementation import Reference, Student
from autograder.channel.outcome import CheckEnded
from autograder.channel.signs import shown
from autograder.checks.bench import Bench
from autograder.diagnose import Recogniser
from autograder.diagnose.known import TaskChecks
from autograder.diagnose.recorded import Recorded
from autograder.grade.explaining import Ended, in_order
from autograder.grade.notebook_bench import not_defined, shell
from autograder.grade.notebook_suite import Check, Suite, suite_of
from autograder.late import np
from autograder.model import Verdict

_SECONDS_TO_EXPLAIN = 10.0
"""How long other checks may run to tell which mistake explains one."""
_WRONG = (Verdict.FAILED, Verdict.ERROR)


class NotPassed(AssertionError):
    """A check that did not pass: its text is what a student reads."""


def check(env: dict[str, Any], module: str, name: str) -> None:
    """Run the check ``name`` of ``module`` on the functions and classes in ``env``, the globals of
    a notebook. Raises an `AssertionError` with what a student reads, unless it passes.
    """
    found = suite_of(module).checks[name]
    runs = _runs(_moment(), module)
    run = runs.run_of(env, found)
    if run.verdict is not Verdict.PASSED:
        raise NotPassed(_text(found, run, runs.advice(env, found))) from None


class _Run:
    """How one check ended."""

    def __init__(self, verdict: Verdict, message: str, exception: str, student: Student) -> None:
        self.verdict, self.message, self.exception = verdict, message, exception
        self.ended = Ended(verdict, student.transcript, ())
        self.wrong = verdict in _WRONG
        self.prints = "".join(call.prints for call in student.transcript)


class _Runs:
    """Checks that were run on one state of a notebook, each of them once."""

    def __init__(self, suite: Suite) -> None:
        self._suite = suite
        self._ended: dict[str, _Run] = {}
        self._advice: dict[str, dict[str, str]] = {}

    def run_of(self, env: dict[str, Any], found: Check) -> _Run:
        """How a check ends."""
        if found.name not in self._ended:
            self._ended[found.name] = _run(self._suite, env, found)
        return self._ended[found.name]

    def advice(self, env: dict[str, Any], found: Check) -> str:
        """The hint of the known mistake that explains a failing public check, or the task to mend
        before it; "" for neither.
        """
        if not found.public or not self._ended[found.name].wrong:
            return ""
        if found.task not in self._advice:
            self._advice[found.task] = self._advised(env, found.task)
        return self._advice[found.task].get(found.name, "")

    def _advised(self, env: dict[str, Any], name: str) -> dict[str, str]:
        """Advice on a task's checks, by the other checks of it and of the tasks it builds on."""
        tasks = in_order(_with_used(self._suite.tasks, name))
        until = time.monotonic() + _SECONDS_TO_EXPLAIN
        for each in [self._suite.checks[check] for task in tasks for check in task.checks]:
            if time.monotonic() < until:
                self.run_of(env, each)
        wrong = [task for task in tasks if any(map(self._is_wrong, task.checks))]
        first = {check: _mend(name, wrong[0].name) for check in self._named(name)}
        return (first if wrong[0].name != name else {}) | dict(self._hints(tasks, name))

    def _hints(self, tasks: Sequence[TaskChecks], name: str) -> Iterator[tuple[str, str]]:
        """Hints on mistakes of the task itself."""
        if self._suite.recordings is None:
            return
        seen = {check: run.ended.seen for check, run in self._ended.items()}
        recogniser = Recogniser(Recorded(self._suite.recordings), tasks, seen)
        told = [each for task in tasks for each in recogniser.task(task.name)]
        yield from ((each.check, f"Hint: {each.hint}") for each in told if each.made.task == name)

    def _named(self, name: str) -> tuple[str, ...]:
        return next(task.checks for task in self._suite.tasks if task.name == name)

    def _is_wrong(self, check: str) -> bool:
        return check in self._ended and self._ended[check].wrong


def _mend(name: str, first: str) -> str:
    return (
        f"{name} builds on {first}, which has a failing check. "
        f"Mend {first} first, then look here again."
    )


@lru_cache(maxsize=1)
def _runs(moment: object, module: str) -> _Runs:  # noqa: ARG001  (another moment, other runs)
    return _Runs(suite_of(module))


def _moment() -> object:
    """The same only within one run of one cell: what the notebook defines may change after it."""
    running = shell()
    return running.execution_count if running is not None else object()


def _with_used(tasks: Iterable[TaskChecks], name: str) -> Iterator[TaskChecks]:
    """The task and those that it builds on, at any depth."""
    known = {task.name: task for task in tasks}
    wanted, waiting = dict[str, None](), [name]
    while waiting:
        each = waiting.pop()
        if each in known and each not in wanted:
            wanted[each] = None
            waiting += known[each].uses
    return (known[each] for each in known if each in wanted)


def _run(suite: Suite, env: dict[str, Any], found: Check) -> _Run:
    student, reference, seeders = suite.sides(env, found)
    if found.task not in env:
        return _Run(Verdict.NOT_ATTEMPTED, not_defined(found.task), "", student)
    Bench(student, reference, seeders).begin(found.seed)
    try:
        found.function(**_arguments(found, student, reference))
        student.demand_all_judged()
    except CheckEnded as ended:
        return _Run(ended.verdict, ended.message, ended.exception, student)
    except Exception as error:
        return _Run(Verdict.GRADER_ERROR, f"{type(error).__name__}: {error}", "", student)
    return _Run(Verdict.PASSED, "", "", student)


def _arguments(found: Check, student: Student, reference: Reference) -> Mapping[str, Any]:
    rng = np.random.default_rng(found.seed)
    given = {"student": student, "reference": reference, "rng": rng}
    return {name: given[name] for name in inspect.signature(found.function).parameters}


def _text(found: Check, run: _Run, advice: str) -> str:
    """What a student reads: of a hidden check only what it tests, and the kind of its end."""
    lines = [f"{found.task}: {found.name if found.public else 'a hidden check'}"]
    lines[0] += f"  {run.verdict.value}"
    message = _public(run) if found.public else _hidden(found, run)
    if found.about not in message:
        lines.append(found.about)
    lines += message.split("\n")
    if advice:
        lines.append(advice)
    return shown("\n    ".join(lines))


def _public(run: _Run) -> str:
    if run.verdict is Verdict.GRADER_ERROR:
        return f"The grader itself failed here, not your code. Tell the staff.\n{run.message}"
    printed = f"\nit printed: {run.prints.rstrip()}" if run.prints.strip() else ""
    return run.message + printed


def _hidden(found: Check, run: _Run) -> str:
    """As in a report of official grades: more could carry a hidden input out."""
    if run.verdict is Verdict.NOT_ATTEMPTED:
        return run.message
    if run.verdict is Verdict.GRADER_ERROR:
        return "The grader itself failed here, not your code. Tell the staff."
    return found.about + (f" ({run.exception})" if run.exception else "")
