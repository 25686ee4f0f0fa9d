"""What an editor does with a student's repository: reads its settings, looks for checks, reads reports."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.build.repository import COURSE_FILE, COURSE_SCHEMA

from ..tiny import ROOT

TEMPLATE = ROOT / "student_template"
_TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"|//[^\n]*|/\*.*?\*/', re.DOTALL)
_PLUGIN = """
import json, os, pathlib

def pytest_collection_finish(session):
    found = [(item.nodeid, str(item.path), item.location[1]) for item in session.items]
    pathlib.Path(os.environ["TEST_RUN_PIPE"]).write_text(json.dumps(found), "utf-8")
"""
"""Stands where VS Code puts its own: tells of each check what the Testing view shows."""


def jsonc(text: str) -> Any:
    """JSON with comments, and nothing else that JSON has not: no name twice, no comma too many."""
    plain = _TOKEN.sub(lambda found: found[0] if found[0].startswith('"') else " ", text)
    return json.loads(plain, object_pairs_hook=_named_once)


def _named_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    if len(set(names)) < len(names):
        raise ValueError(f"a name stands twice in {names}")
    return dict(pairs)


def setting(home: Path, file: str) -> Any:
    """A file of the folder ``.vscode``."""
    return jsonc((home / ".vscode" / file).read_text("utf-8"))


def workspace(folder: Path, *modules: str) -> Path:
    """A student's repository with these modules, and everything but the grader's wheel."""
    shutil.copytree(TEMPLATE, folder)
    unwanted = shutil.ignore_patterns("__pycache__")
    for name in modules:
        shutil.copytree(ROOT / "assignments" / name, folder / "assignments" / name, ignore=unwanted)
    course = {
        "schema": COURSE_SCHEMA,
        "title": "COURSE_TITLE",
        "submit_to": "SUBMIT_TO",
        "modules": [{"name": name, "title": "", "release": 1} for name in modules],
    }
    (folder / COURSE_FILE).write_text(json.dumps(course), "utf-8")
    return folder


# ---- the Testing view


@dataclass(frozen=True)
class Shown:
    """A check as the Testing view shows it: its identifier, and the line beside which it can be run."""

    name: str
    line: str


def discovered(
    python: str | Path, home: Path, scratch: Path, *words: str, env: dict[str, str]
) -> tuple[list[Shown], subprocess.CompletedProcess[str]]:
    """Run pytest as VS Code does when it looks for the checks of an opened folder."""
    (scratch / "vscode_pytest.py").write_text(_PLUGIN, "utf-8")
    pipe = scratch / "found.json"
    path = os.pathsep.join([str(scratch), *filter(None, [env.get("PYTHONPATH")])])
    settings = setting(home, "settings.json")["python.testing.pytestArgs"]
    done = subprocess.run(
        [python, "-m", "pytest", "-p", "vscode_pytest", f"--rootdir={home}", *words, *settings],
        cwd=home,
        env={**env, "PYTHONPATH": path, "TEST_RUN_PIPE": str(pipe)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    found = json.loads(pipe.read_text("utf-8"))
    lines = {path: Path(path).read_text("utf-8").splitlines() for _, path, _ in found}
    return [Shown(name, lines[path][at]) for name, path, at in found], done


def public_checks(home: Path) -> list[str]:
    """The checks that a student has by what the releases say of themselves, as pytest names them."""
    found = []
    for path in sorted(home.glob("assignments/*/tests/grading.json")):
        tests = path.with_name("test_public.py").relative_to(home).as_posix()
        tasks = json.loads(path.read_text("utf-8"))["tasks"]
        found += [f"{tests}::{check['name']}" for task in tasks for check in task["checks"]]
    return found


# ---- the Problems view


@dataclass(frozen=True)
class Problem:
    """A line of the Problems view."""

    severity: str
    place: str
    message: str


def problems(task: dict[str, Any], report: str, variables: dict[str, str]) -> set[Problem]:
    """What VS Code makes of a report: each pattern takes one of the lines that follow each other, and
    the last one may take more.
    """
    lines = report.splitlines()
    return {
        Problem(matcher["severity"], f"{_root(matcher, variables)}/{file}:{line}", message)
        for matcher in task["problemMatcher"]
        for start in range(len(lines))
        for message, file, line in _matches(matcher["pattern"], lines[start:])
    }


def _root(matcher: dict[str, Any], variables: dict[str, str]) -> str:
    kind, root = matcher["fileLocation"]
    assert kind == "relative"
    return re.sub(r"\$\{(\w+)\}", lambda found: variables[found[1]], root)


def _matches(patterns: Sequence[dict[str, Any]], lines: list[str]) -> Iterator[tuple[str, ...]]:
    first: dict[str, str] = {}
    for pattern, line in zip(patterns[:-1], lines, strict=False):
        if not (groups := re.search(pattern["regexp"], line)):
            return
        first |= _taken(pattern, groups)
    last = patterns[-1]
    for line in lines[len(patterns) - 1 :]:
        if not (groups := re.search(last["regexp"], line)):
            return
        found = first | _taken(last, groups)
        yield found["message"], found["file"], found["line"]
        if not last.get("loop"):
            return


def _taken(pattern: dict[str, Any], groups: re.Match[str]) -> dict[str, str]:
    return {name: groups[pattern[name]] for name in ("message", "file", "line") if name in pattern}
