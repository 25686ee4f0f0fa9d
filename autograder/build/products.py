"""The files of each release of a module: path inside the package to content."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from autograder.build.lines import Built
from autograder.build.pipeline import solution, stub, variant
from autograder.build.stable_json import as_json
from autograder.config.models import ModuleConfig, TaskConfig
from autograder.errors import UsageError
from autograder.model import total
from autograder.source import ModuleSource, Source

GRADING_SCHEMA = "autograder.grading/1"
TABLE = "<!-- TASKS -->"
SHIPPED_TESTS = ("__init__.py", "probes.py", "test_public.py")
"""All that leaves ``tests/`` for students; everything else there is staff's."""

Files = dict[str, bytes]


def student_files(
    module: ModuleSource, config: ModuleConfig, recordings: bytes | None = None
) -> Files:
    """What students get: stubs, handout, public tests, and what grading them alone needs."""
    files = _package(module, stub)
    files["README.md"] = handout(module, config).encode()
    files |= _tests(module, SHIPPED_TESTS)
    files["tests/grading.json"] = grading(module, config)
    if recordings is not None:
        files["tests/recordings.json"] = recordings
    return dict(sorted(files.items()))


def solution_files(module: ModuleSource, config: ModuleConfig) -> Files:
    """What staff get: the clean solution with all tests."""
    files = _package(module, solution)
    files["README.md"] = handout(module, config).encode()
    files |= _tests(module, module.tests)
    files["tests/grading.json"] = grading(module, config)
    return dict(sorted(files.items()))


def variant_files(module: ModuleSource, config: ModuleConfig, task: str, mistake: str) -> Files:
    """The clean solution with one known mistake, as a student's package: no test but probes."""
    if task not in config.tasks or task not in module.tasks:
        raise UsageError(
            f"{module.name} has no task {task}. Name one of {', '.join(module.tasks)}."
        )
    home = module.source_of(task)
    names = [each.name for each in home.mistakes if each.task == task]
    if mistake not in names:
        known = ", ".join(names) or "none"
        raise UsageError(f"{task} has no mistake {mistake}. It has these: {known}.")

    def build(source: Source) -> Built:
        return variant(source, task, mistake) if source is home else solution(source)

    return dict(sorted((_package(module, build) | _tests(module, SHIPPED_TESTS[:2])).items()))


def _package(module: ModuleSource, build: Callable[[Source], Built]) -> Files:
    """Every source as ``build`` makes it, and the data as it is."""
    files = dict(module.data)
    for source in module.sources:
        files[module.relative(source)] = build(source).text.encode()
    return files


def _tests(module: ModuleSource, names: Iterable[str]) -> Files:
    tests = {"__init__.py": "", **module.tests}
    return {f"tests/{name}": tests[name].encode() for name in names if name in tests}


def public_checks(module: ModuleSource) -> frozenset[str]:
    """Names of the checks that students have."""
    text = module.tests.get("test_public.py", "")
    return frozenset(re.findall(r"^(?:async )?def (test_\w+)", text, re.MULTILINE))


def handout(module: ModuleSource, config: ModuleConfig) -> str:
    """README.md with the table of tasks where it says ``<!-- TASKS -->``."""
    lines = module.readme.split("\n")
    table = _table(module, config)
    return "\n".join(table if line.strip() == TABLE else line for line in lines)


def _table(module: ModuleSource, config: ModuleConfig) -> str:
    public = public_checks(module)
    rows = ["| Task | Public points | Hidden points | Builds on |", "|---|---:|---:|---|"]
    for name, task in config.tasks.items():
        shown, hidden = _split(task, public)
        uses = ", ".join(f"`{used}`" for used in task.uses) or "-"
        rows.append(f"| `{name}` | {shown:g} | {hidden:g} | {uses} |")
    sums = [_split(task, public) for task in config.tasks.values()]
    shown, hidden = total(a for a, _ in sums), total(b for _, b in sums)
    rows.append(f"| **Total: {total((shown, hidden)):g}** | {shown:g} | {hidden:g} | |")
    return "\n".join(rows)


def _split(task: TaskConfig, public: frozenset[str]) -> tuple[float, float]:
    """Public and hidden points of one task."""
    shown = [check.points for name, check in task.checks.items() if name in public]
    hidden = [check.points for name, check in task.checks.items() if name not in public]
    return total(shown), total(hidden)


def grading(module: ModuleSource, config: ModuleConfig) -> bytes:
    """``tests/grading.json``: what a student's repository needs to grade the module alone."""
    public = public_checks(module)
    document = {
        "schema": GRADING_SCHEMA,
        "module": module.name,
        "title": config.title,
        "release": config.release,
        "changes": list(config.releases),
        "libraries": list(config.libraries),
        "limits": {
            "check_seconds": config.limits.check_seconds,
            "module_seconds": config.limits.module_seconds,
            "memory_mb": config.limits.memory_mb,
        },
        "blocked_keeps": config.blocked_keeps,
        "tasks": [_task(name, task, public) for name, task in config.tasks.items()],
    }
    return as_json(document)


def _task(name: str, task: TaskConfig, public: frozenset[str]) -> dict[str, object]:
    checks = [
        {"name": check_name, "points": check.points, "visibility": check.visibility.value}
        | ({"seconds": check.seconds} if check.seconds else {})
        | ({"picture": check.picture} if check.picture else {})
        for check_name, check in task.checks.items()
        if check_name in public
    ]
    return {
        "name": name,
        "uses": list(task.uses),
        "forbidden": list(task.forbidden),
        "hidden_points": _split(task, public)[1],
        "checks": checks,
    }
