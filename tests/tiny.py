"""The tiny course of `tests/courses`: graded in these tests by real processes, like any other."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from autograder.grade.course_plans import course_plan
from autograder.grade.grading import grade_folder
from autograder.grade.plan import Course, Plan
from autograder.grade.runner import ModuleGrader
from autograder.model import CheckResult, ModuleResult, Verdict
from autograder.sandbox.host import open_host

TINY = Path(__file__).parent / "courses" / "tiny"
ROOT = Path(__file__).resolve().parent.parent

Submit = Callable[..., Path]
Grade = Callable[..., dict[str, CheckResult]]


def copied(folder: Path) -> Course:
    """A copy of the tiny course that a test may change."""
    shutil.copytree(TINY, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return Course(folder)


def change(course: Course, name: str, old: str, new: str) -> None:
    """Replace a text of one file by another."""
    path = course.root / name
    text = path.read_text("utf-8")
    assert old in text, f"{name} does not hold {old!r}"
    path.write_text(text.replace(old, new, 1), "utf-8")


def add_check(course: Course, check: str, where: str = "hidden") -> None:
    """One more check of ``double``, worth nothing."""
    name = check.split("def ")[1].split("(")[0]
    old = "      test_double_worked_example:"
    new = f"      {name}: {{points: 0}}\n{old}"
    change(course, "grading_configs/a01_numbers.yaml", old, new)
    tests = course.solution("a01_numbers") / "tests" / f"test_{where}.py"
    tests.write_text(f'{tests.read_text("utf-8")}\n\n@task("double")\n{check}', "utf-8")


def with_check(folder: Path, check: str, where: str = "hidden") -> Course:
    """A copy of the tiny course with one more check."""
    course = copied(folder)
    add_check(course, check, where)
    return course


def by_name(result: ModuleResult) -> dict[str, CheckResult]:
    """The checks of a result by their names."""
    return {check.name: check for check in result.checks}


def graded(plan: Plan, folder: Path, *, held: bool = True) -> ModuleResult:
    """Grade a package with processes of its own."""
    grader = ModuleGrader(lambda: open_host(plan.warm), plan, held=held)
    try:
        return grade_folder(grader, plan, folder)
    finally:
        grader.close()


def numbers_plan(course: Course) -> Plan:
    """The plan of the module that needs no library."""
    return course_plan(course, "a01_numbers")


def verdicts(checks: Mapping[str, CheckResult], names: Iterable[str]) -> list[Verdict]:
    """How the named checks ended."""
    return [checks[name].verdict for name in names]


def autograder(
    *arguments: str | Path, cwd: Path, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the program as a user does, its output piped."""
    return subprocess.run(
        command(*arguments),
        cwd=cwd,
        env=environment(env),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def command(*arguments: str | Path) -> list[str]:
    """The program's command line."""
    return [sys.executable, "-m", "autograder", *map(str, arguments)]


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """This process's environment with the program on the path and UTF-8 output."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **(more or {})}


def listen_to_ctrl_c() -> None:
    """For a new process: what was started in the background ignores it, and so would its own."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def children(pid: int) -> list[int]:
    """The direct children of a process."""
    return [child for child, parent in _parents().items() if parent == pid]


def descendants(pid: int) -> list[int]:
    """All processes below a process."""
    found = children(pid)
    for child in list(found):
        found += descendants(child)
    return found


def alive(pid: int) -> bool:
    """Whether a process runs; one that only waits to be collected does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def wait_until(holds: Callable[[], object], seconds: float = 10.0) -> bool:
    """Whether ``holds`` becomes true in time."""
    until = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def _parents() -> dict[int, int]:
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                fields = (entry / "stat").read_text("utf-8").rpartition(")")[2].split()
                parents[int(entry.name)] = int(fields[1])
    return parents
