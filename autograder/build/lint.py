"""Known mistakes that rot: an undefined name would be caught, but for the wrong reason."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.build.lines import Built
from autograder.build.pipeline import solution, variant
from autograder.errors import Problem, UsageError
from autograder.source import Mistake, ModuleSource, Source

RULES = "E9,F"
UNUSED = ("F401", "F841", "F811")
"""Rules that a variant may break outside its mistake: it may use less than the solution does."""


@dataclass(frozen=True)
class _Finding:
    line: int
    rule: str
    what: str


def check_variants(module: ModuleSource) -> list[Problem]:
    """Compile every variant and look for names that are undefined or unused in its mistake.

    ruff, a development tool, finds the names, in one run for all variants; where it is not
    installed the variants are only compiled.
    """
    problems: list[Problem] = []
    builds: dict[str, tuple[Source, Mistake | None, Built]] = {}
    for i, source in enumerate(module.sources):
        builds[f"solution_{i}.py"] = (source, None, solution(source))
        for j, mistake in enumerate(source.mistakes):
            built = variant(source, mistake.task, mistake.name)
            if failed := list(_compiled(built, mistake)):
                problems += failed
            else:
                builds[f"variant_{i}_{j}.py"] = (source, mistake, built)
    found = _ruff({name: built for name, (_, _, built) in builds.items()})
    for name, (source, made, built) in builds.items():
        if made:
            sound = {_key(each) for each in found.get(_solution_of(name), [])}
            fresh = [each for each in found.get(name, []) if _key(each) not in sound]
            problems += _problems(source, made, built, fresh)
    return sorted(set(problems))


def _solution_of(name: str) -> str:
    return f"solution_{name.split('_')[1]}.py"


def _key(finding: _Finding) -> tuple[str, str]:
    return finding.rule, finding.what


def _compiled(built: Built, mistake: Mistake) -> Iterator[Problem]:
    try:
        compile(built.text, str(built.path), "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        line = built.source_line(getattr(error, "lineno", None) or 1)
        yield Problem(
            built.path,
            line,
            f"with the mistake `{mistake.name}` of {mistake.task} the file does not compile: "
            f"{getattr(error, 'msg', error)}",
            "Mend the commented code of the mistake",
        )


def _problems(
    source: Source, mistake: Mistake, built: Built, findings: Sequence[_Finding]
) -> Iterator[Problem]:
    own = {
        line
        for region in source.regions
        for block in region.mistakes
        if (block.task, block.name) == (mistake.task, mistake.name)
        for line in range(block.first, block.last + 1)
    }
    for finding in findings:
        line = built.source_line(finding.line)
        if finding.rule not in UNUSED or line in own:
            yield Problem(
                built.path,
                line,
                f"the mistake `{mistake.name}` of {mistake.task} does not fit the code around it: "
                f"{finding.what} ({finding.rule})",
                "Mend it, so that it is caught for what it does and not for a slip",
            )


def _ruff(builds: dict[str, Built]) -> dict[str, list[_Finding]]:
    command = ruff_command()
    if not command or not builds:
        return {}
    with tempfile.TemporaryDirectory(prefix="variants-") as folder:
        for name, built in builds.items():
            (Path(folder) / name).write_text(built.text, encoding="utf-8")
        options = ["check", "--isolated", "--no-cache", "--select", RULES]
        form = ["--output-format", "json", "--exit-zero", folder]
        done = subprocess.run(
            [*command, *options, *form], capture_output=True, text=True, check=False, timeout=120
        )
    if done.returncode:
        raise UsageError(f"ruff could not check the variants: {done.stderr.strip()}.")
    found: dict[str, list[_Finding]] = {}
    for item in json.loads(done.stdout):
        name = Path(item["filename"]).name
        rule = item["code"] or "syntax"
        finding = _Finding(item["location"]["row"], rule, item["message"].replace("\n", " "))
        found.setdefault(name, []).append(finding)
    return found


def ruff_command() -> list[str] | None:
    """How to run the ruff that stands beside this Python; None where there is none."""
    beside = Path(sys.executable).with_name("ruff")
    if beside.is_file():
        return [str(beside)]
    return [sys.executable, "-m", "ruff"] if importlib.util.find_spec("ruff") else None
