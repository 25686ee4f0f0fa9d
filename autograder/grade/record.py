"""Recording the public checks of a module: what students get instead of a reference."""

from __future__ import annotations

import ast
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from autograder.build.products import solution_files, variant_files
from autograder.build.public_rules import dependent_references, uses_of_the_key
from autograder.build.recorded import made_from
from autograder.build.writings import second_writings, with_second
from autograder.channel.outcome import Outcome, Raised, Value
from autograder.channel.recordings import CheckRecording, RecordedCall, Recordings
from autograder.channel.returned import CallRecord
from autograder.channel.wire import WireError, encode
from autograder.config.models import ModuleConfig
from autograder.diagnose.answers import Answers, answers_of, apart, same
from autograder.diagnose.known import Mistake
from autograder.errors import AutograderError, raise_any
from autograder.grade.events import CheckEvent
from autograder.grade.files import write_files
from autograder.grade.plan import Plan, replace_tasks
from autograder.grade.runner import ModuleGrader
from autograder.grade.small_cases import Cases, small_cases
from autograder.model import Verdict
from autograder.sandbox.host import open_host
from autograder.source import ModuleSource

_MAX_VALUE = 64 * 1024

Progress = Callable[[str], None]
Events = Mapping[str, CheckEvent]


def record(
    module: ModuleSource, config: ModuleConfig, plan: Plan, progress: Progress = lambda _text: None
) -> Recordings:
    """Run the public checks on the solution and on every known mistake, and keep what they answer.

    Of a module of concepts nothing is kept, since there the answers are the key. Raises
    `SourceProblems` or `AutograderError` where a public check cannot be replayed: the solution
    fails it, or what it asks of the reference depends on the student's values.
    """
    public = plan.tests / "test_public.py"
    if config.kind == "concepts":
        raise_any(uses_of_the_key(public, public.read_text("utf-8")))
        return Recordings(module.name, made_from(module, config.kind, config.libraries), {}, {})
    raise_any(dependent_references(public, public.read_text("utf-8")))
    plan = without_forbidden(plan).only(public=True)
    grader = ModuleGrader(lambda: open_host(plan.warm), plan, held=True)
    try:
        progress("solution")
        right = run_files(grader, plan, solution_files(module, config))
        _demand_passed(plan, right)
        grader.other_draws = 1
        other = run_files(grader, plan, solution_files(module, config))
        grader.other_draws = 0
        wrong = {}
        for task, name in mistakes_of(module):
            progress(f"{task}/{name}")
            files = variant_files(module, config, task, name)
            wrong[f"{task}/{name}"] = run_files(grader, plan, files)
        solution = solution_files(module, config)
        for (task, name), writing in second_writings(module.folder).items():
            if (task, name) in mistakes_of(module):
                progress(f"{task}/{name}, again")
                files = with_second(solution, task, writing)
                wrong[Mistake(task, name, 2).key] = run_files(grader, plan, files)
    finally:
        grader.close()
    small = _small(plan, right, wrong, progress)
    checks = {
        name: replace(
            _recording(name, event, wrong),
            small=tuple(small[name]),
            varies=apart(_answers(event), _answers(other[name])),
        )
        for name, event in right.items()
    }
    known = {name for check in checks.values() for name in check.ends}
    said = hints_of(module)
    hints = {name: said[str(Mistake.of(name))] for name in sorted(known)}
    return Recordings(module.name, made_from(module, config.kind, config.libraries), hints, checks)


def _small(plan: Plan, right: Events, wrong: Mapping[str, Events], progress: Progress) -> Cases:
    assert plan.reference is not None
    probes = plan.tests / "probes.py"
    body = ast.parse(probes.read_text("utf-8")).body if probes.is_file() else []
    named = {each.name for each in body if isinstance(each, ast.FunctionDef)}
    plain = frozenset(task.name for task in plan.tasks) - named
    host = open_host(plan.warm)
    try:
        return small_cases(host, plan.reference, right, wrong, plain, progress)
    finally:
        host.close()


def without_forbidden(plan: Plan) -> Plan:
    """``plan`` with the rule on forbidden names off."""
    return replace_tasks(plan, tuple(replace(task, forbidden=()) for task in plan.tasks))


def mistakes_of(module: ModuleSource) -> list[tuple[str, str]]:
    """Every known mistake once, as (task, name), in the order of the source."""
    pairs = [(each.task, each.name) for source in module.sources for each in source.mistakes]
    return list(dict.fromkeys(pairs))


def hints_of(module: ModuleSource) -> dict[str, str]:
    """The hint of each mistake, by ``task/name``; the first of several blocks gives it."""
    hints: dict[str, str] = {}
    for source in module.sources:
        for each in source.mistakes:
            hints.setdefault(f"{each.task}/{each.name}", each.hint)
    return hints


def run_files(
    grader: ModuleGrader, plan: Plan, files: Mapping[str, bytes]
) -> dict[str, CheckEvent]:
    """Run the plan's checks on a package given as files."""
    with tempfile.TemporaryDirectory(prefix="variant-") as scratch:
        folder = Path(scratch) / plan.module
        write_files(files, folder)
        events = grader.check_events(folder, plan.checks, lambda _name: None)
        return {event.name: event for event in events}


def _demand_passed(plan: Plan, events: Events) -> None:
    for check in plan.checks:
        event = events[check.name]
        if event.verdict is not Verdict.PASSED:
            raise AutograderError(
                f"{plan.tests / 'test_public.py'}: the solution does not pass {check.name} "
                f"({event.verdict.name}). Mend the check or the solution.\n{event.message}"
            )


def _recording(name: str, right: CheckEvent, wrong: Mapping[str, Events]) -> CheckRecording:
    reference = _side(right, "reference")
    student = [_recorded(call) for call in _side(right, "student")]
    ends: dict[str, int] = {}
    for mistake, events in wrong.items():
        _demand_prefix(name, reference, _side(events[name], "reference"))
        if events[name].verdict in (Verdict.FAILED, Verdict.ERROR):
            _add_mistake(student, ends, mistake, _side(events[name], "student"))
    answers = tuple(_demand_shipped(name, _recorded(call)) for call in reference)
    return CheckRecording(answers, tuple(student), ends)


def _answers(event: CheckEvent) -> Answers:
    return answers_of(event.transcript, passed=event.verdict is Verdict.PASSED)


def _side(event: CheckEvent, side: str) -> list[CallRecord]:
    return [call for call in event.transcript if call.side == side]


def _recorded(call: CallRecord) -> RecordedCall:
    return RecordedCall(call.name, call.args, call.kwargs, _shipped(call.outcome))


def _shipped(outcome: Outcome) -> Outcome | None:
    """An outcome as it may ship; None for a value that is too large."""
    if isinstance(outcome, Value) and len(encode(outcome.value)) > _MAX_VALUE:
        return None
    return outcome.brief if isinstance(outcome, Raised) else outcome


def _demand_shipped(check: str, call: RecordedCall) -> RecordedCall:
    if call.outcome is None:
        raise AutograderError(
            f"{check}: the reference's answer to {call.name} is too large to ship with the module. "
            "Make the public check smaller; large cases belong in test_hidden.py."
        )
    return call


def _demand_prefix(check: str, right: Sequence[CallRecord], other: Sequence[CallRecord]) -> None:
    asked = [_asked(call) for call in right][: len(other)]
    if asked != [_asked(call) for call in other]:
        raise AutograderError(
            f"{check}: what it asks of the reference depends on what the student's code returned. "
            "Give the reference what the check made itself."
        )


def _asked(call: CallRecord) -> bytes:
    try:
        return encode((call.name, call.args, call.kwargs))
    except WireError:
        return call.name.encode()


def _add_mistake(
    student: list[RecordedCall], ends: dict[str, int], mistake: str, calls: Sequence[CallRecord]
) -> None:
    """Keep the mistake's answers where they differ, if it can be told from them at all."""
    differing = {
        index: outcome
        for index, (known, call) in enumerate(zip(student, calls, strict=False))
        if (outcome := _shipped(call.outcome)) is not None and _differs(known.outcome, outcome)
    }
    if not differing or len(calls) > len(student):
        return
    ends[mistake] = len(calls)
    for index, outcome in differing.items():
        known = student[index]
        student[index] = replace(known, mistakes={**known.mistakes, mistake: outcome})


def _differs(right: Outcome | None, other: Outcome) -> bool:
    return right is not None and not same(right, other)
