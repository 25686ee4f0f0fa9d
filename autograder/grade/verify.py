"""Proof that a module's checks are strict, fair and safe to give out."""

from __future__ import annotations

import importlib
import importlib.util
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from autograder.build.lint import check_variants
from autograder.build.products import solution_files, student_files
from autograder.build.writings import variants
from autograder.errors import AutograderError, SourceProblems
from autograder.grade.files import write_files
from autograder.grade.grading import grade_folder
from autograder.grade.making import Authored, student_release
from autograder.grade.other_hands import Killed, caught, caught_again, graded, unfair
from autograder.grade.plan import Course, Plan
from autograder.grade.record import without_forbidden
from autograder.grade.released import release_plan
from autograder.grade.runner import ModuleGrader
from autograder.grade.strictness import out_of_date, read_record
from autograder.model import ModuleResult, Verdict
from autograder.sandbox.host import open_host

CHECK_SECONDS = 2.0
"""What a check may take on the solution: DESIGN asks for about 1 s, and machines differ."""
MODULE_SECONDS = 10.0

Progress = Callable[[str], None]


@dataclass
class Verified:
    """What was found about one module; it stands where ``reasons`` is empty."""

    module: str
    points: float = 0.0
    checks: int = 0
    mistakes: list[Killed] = field(default_factory=list)
    again: list[Killed] = field(default_factory=list)
    """The mistakes by another hand."""
    variants: int = 0
    """How many right packages were tried."""
    slowest: tuple[str, float] = ("", 0.0)
    seconds: float = 0.0
    reasons: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.reasons


def verify(course: Course, authored: Authored, progress: Progress = lambda _text: None) -> Verified:
    """Try everything that a module promises; never stops at the first reason."""
    found = Verified(authored.source.name, authored.config.points, len(authored.plan.checks))
    grader = ModuleGrader(lambda: open_host(authored.plan.warm), authored.plan, held=True)
    try:
        progress("solution")
        _solution(found, authored, grader)
        progress("stub")
        _stub(found, authored, grader)
        _other_hands(found, authored, grader, progress)
    finally:
        grader.close()
    progress("release")
    _release(found, course, authored, progress)
    found.reasons += [str(problem) for problem in check_variants(authored.source)]
    found.reasons += misspelt_names(authored.plan)
    progress("record")
    record = read_record(authored.source.folder)
    if record is not None:
        found.reasons += [*record.reasons, *out_of_date(authored, record, jobs=2)]
    return found


def _solution(found: Verified, authored: Authored, grader: ModuleGrader) -> None:
    """Full marks, within the time; a slow check is tried once more, since the machine may be
    busy.
    """
    result = graded(authored.plan, grader, solution_files(authored.source, authored.config))
    if _slow(result):
        again = graded(authored.plan, grader, solution_files(authored.source, authored.config))
        result = min(result, again, key=lambda each: max(check.seconds for check in each.checks))
    for check in result.checks:
        if not check.passed:
            found.reasons.append(
                f"the solution fails {check.name}: {check.verdict.name}: "
                f"{check.detail or check.message}"
            )
    slowest = max(result.checks, key=lambda check: check.seconds)
    found.slowest = (slowest.name, slowest.seconds)
    found.seconds = sum(check.seconds for check in result.checks)
    found.reasons += _slow(result)


def _slow(result: ModuleResult) -> list[str]:
    slow = [
        f"{check.name} takes {check.seconds:.1f} s on the solution, more than {CHECK_SECONDS:g} s"
        for check in result.checks
        if check.seconds > CHECK_SECONDS
    ]
    spent = sum(check.seconds for check in result.checks)
    if spent > MODULE_SECONDS:
        slow.append(
            f"the checks take {spent:.1f} s on the solution, more than {MODULE_SECONDS:g} s"
        )
    return slow


def _stub(found: Verified, authored: Authored, grader: ModuleGrader) -> None:
    """No points, and every check says that nothing is written yet."""
    result = graded(authored.plan, grader, student_files(authored.source, authored.config))
    found.reasons += [
        f"the stub ends {check.name} with {check.verdict.name}, not NOT_ATTEMPTED: "
        f"{check.detail or check.message or 'it passes'}"
        for check in result.checks
        if check.verdict is not Verdict.NOT_ATTEMPTED
    ]


def _other_hands(
    found: Verified, authored: Authored, grader: ModuleGrader, progress: Progress
) -> None:
    """What is right passes, and every mistake is caught, whoever wrote it."""
    found.variants = len(variants(authored.source.folder))
    found.reasons += unfair(authored, authored.plan, grader, progress)
    found.mistakes += caught(authored, grader, progress)
    found.again += caught_again(authored, grader, progress)
    found.reasons += [each.reason for each in found.mistakes + found.again if each.reason]


def _release(found: Verified, course: Course, authored: Authored, progress: Progress) -> None:
    """No leak, and the solution passes the public checks in a student's repository."""
    try:
        files = student_release(course, authored, progress)
    except SourceProblems as leaks:
        found.reasons += [str(problem) for problem in leaks.problems]
        return
    except AutograderError as error:
        found.reasons.append(str(error))
        return
    with tempfile.TemporaryDirectory(prefix="student-") as scratch:
        folder = Path(scratch) / authored.source.name
        write_files({**files, **_code(solution_files(authored.source, authored.config))}, folder)
        plan = without_forbidden(release_plan(folder))
        grader = ModuleGrader(lambda: open_host(plan.warm), plan, held=False)
        try:
            result = grade_folder(grader, plan, folder)
        finally:
            grader.close()
    found.reasons += [
        f"in a student's repository the solution fails {check.name}: "
        f"{check.detail or check.message}"
        for check in result.checks
        if not check.passed
    ]


def misspelt_names(plan: Plan) -> list[str]:
    """Forbidden names that are nowhere in an installed library: a slip would forbid nothing."""
    names = {name: task.name for task in plan.tasks for name in task.forbidden}
    return [
        f"{task} forbids {name}, which does not exist. Write it as the library spells it"
        for name, task in names.items()
        if "." in name and not _exists(name)
    ]


def _exists(name: str) -> bool:
    """Whether a dotted name can be found; true where its library is not installed."""
    head, *rest = name.split(".")
    if importlib.util.find_spec(head) is None:
        return True
    found: object = importlib.import_module(head)
    path = head
    for part in rest:
        path = f"{path}.{part}"
        if not hasattr(found, part) and not _is_module(path):
            return False
        found = getattr(found, part, None) or importlib.import_module(path)
    return True


def _is_module(path: str) -> bool:
    try:
        return importlib.util.find_spec(path) is not None
    except (ImportError, ValueError):
        return False


def _code(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: content for name, content in files.items() if not name.startswith("tests/")}
