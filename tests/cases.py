"""The cases of `tests/submissions`: what a student handed in, run through the real program."""

from __future__ import annotations

import contextlib
import ctypes
import getpass
import json
import os
import shutil
import subprocess
import tempfile
import time
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from autograder.build.products import solution_files, student_files
from autograder.grade.course_plans import course_plan
from autograder.grade.files import write_files
from autograder.grade.making import read_authored
from autograder.grade.plan import Course

from .tiny import ROOT, alive, children, command, environment, wait_until

CASES = Path(__file__).parent / "submissions"
_EXPECT = "expect.yaml"
_CACHES = {f"torchinductor_{getpass.getuser()}"}
"""Made by torch itself, once per user."""
_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER


@dataclass(frozen=True)
class Case:
    """One submission, and all that `expect.yaml` says about it."""

    name: str
    about: str
    modules: Mapping[str, str]
    """Each module's start: ``solution``, ``stub`` or ``nothing``."""
    path: str
    verdicts: Mapping[str, str] = field(default_factory=dict)
    """By check, task, module or ``all``; the narrowest wins."""
    says: tuple[str, ...] = ()
    never_says: tuple[str, ...] = ()
    task: str = ""
    options: tuple[str, ...] = ()
    score: float | None = None
    exit: int = 0
    seconds: float = 60.0
    limits: Mapping[str, float] = field(default_factory=dict)
    remove: tuple[str, ...] = ()
    as_student: bool = False
    """In a student's own folder, where there is no solution."""
    slow: bool = False

    def verdict(self, module: str, task: str, check: str) -> str | None:
        """What a check must end with."""
        names = (check, task, module, "all")
        return next((self.verdicts[name] for name in names if name in self.verdicts), None)

    def expected(self) -> dict[str, str | None]:
        """Every check that is run, with its verdict."""
        plans = [course_plan(Course(ROOT), module) for module in self.modules]
        return {
            check.name: self.verdict(plan.module, check.task, check.name)
            for plan in plans
            for check in plan.checks
            if self.task in ("", check.task) and (check.public or not self.as_student)
        }


@dataclass(frozen=True)
class Run:
    """What one run of the program printed, wrote and left behind."""

    status: int
    stdout: str
    stderr: str
    seconds: float
    results: list[dict[str, Any]] | None
    left_processes: list[int]
    left_files: list[str]

    @property
    def text(self) -> str:
        """What the student reads."""
        return self.stdout + self.stderr

    @property
    def verdicts(self) -> dict[str, str]:
        """Each check's verdict."""
        return {check["name"]: check["verdict"] for check in self.checks}

    @property
    def checks(self) -> list[dict[str, Any]]:
        """The checks of all modules, each with the name of its task."""
        tasks = [task for module in self.results or [] for task in module["tasks"]]
        return [check | {"task": task["name"]} for task in tasks for check in task["checks"]]


def load_case(folder: Path) -> Case:
    """Read one case; an unknown key is a TypeError."""
    data = yaml.safe_load((folder / _EXPECT).read_text("utf-8"))
    start = data.pop("start", "solution")
    modules = data.pop("modules", None) or {data.pop("module"): start}
    for key in ("says", "never_says", "options", "remove"):
        data[key] = tuple(data.get(key, ()))
    data["as_student"] = data.pop("as", "staff") == "student"
    return Case(folder.name, modules=modules, path=data.pop("path", next(iter(modules))), **data)


def all_cases() -> list[Case]:
    """Every case, by name."""
    return [load_case(path.parent) for path in sorted(CASES.glob(f"*/{_EXPECT}"))]


def run_case(case: Case) -> Run:
    """Lay out the submission, grade it as a user would, and look at what is left."""
    with tempfile.TemporaryDirectory(prefix="case-") as scratch:
        home, results = Path(scratch) / "home", Path(scratch) / "results.json"
        here = _laid_out(case, home)
        arguments = ["grade", str(here / case.path), *case.options, "--json", str(results)]
        arguments += ["--task", case.task] if case.task else []
        with _temporary(Path(scratch) / "tmp") as tmp:
            done, seconds = _timed(arguments, _working_folder(case, home), tmp)
            left = sorted(path.name for path in tmp.iterdir() if path.name not in _CACHES)
        return Run(
            done.returncode,
            *(
                text.replace(f"{here}{os.sep}", "").replace(str(here), here.name)
                for text in (done.stdout, done.stderr)
            ),
            seconds,
            json.loads(results.read_text("utf-8")) if results.exists() else None,
            _left_processes(),
            left,
        )


_RUNNING: set[int] = set()


@cache
def _before() -> frozenset[int]:
    """Children of this process before the first case: launchers of other tests."""
    return frozenset(children(os.getpid()))


def _timed(
    arguments: list[str], cwd: Path, tmp: Path
) -> tuple[subprocess.CompletedProcess[str], float]:
    _before()
    plain = {name: value for name, value in os.environ.items() if name != "AUTOGRADER_SECRET"}
    started = time.monotonic()
    process = subprocess.Popen(
        command(*arguments),
        cwd=cwd,
        env={**plain, **_only_new(environment({"TMPDIR": str(tmp)}))},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    _RUNNING.add(process.pid)
    try:
        stdout, stderr = process.communicate(timeout=300)
    finally:
        process.kill()
        _RUNNING.discard(process.pid)
    done = subprocess.CompletedProcess(process.args, process.returncode, stdout, stderr)
    return done, time.monotonic() - started


def _only_new(env: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in env.items() if os.environ.get(name) != value}


@contextlib.contextmanager
def _temporary(folder: Path) -> Iterator[Path]:
    folder.mkdir()
    yield folder
    shutil.rmtree(folder)


def _laid_out(case: Case, home: Path) -> Path:
    """The start, without what the student removed, and their own files laid over it."""
    here = home / "assignments" if case.as_student else home
    here.mkdir(parents=True)
    for module, start in case.modules.items():
        write_files(start_files(module, start, released=case.as_student), here / module)
    for name in case.remove:
        target = here / name
        shutil.rmtree(target) if target.is_dir() else target.unlink()
    ignored = shutil.ignore_patterns(_EXPECT, "__pycache__")
    shutil.copytree(CASES / case.name, here, dirs_exist_ok=True, ignore=ignored)
    if case.path.endswith(".zip"):
        _zip(here, case.path)
    return here


@cache
def start_files(module: str, start: str, *, released: bool) -> dict[str, bytes]:
    """What stands in a module's folder before the student's files; with recordings if released."""
    if start == "nothing":
        return {}
    authored = read_authored(Course(ROOT), module)
    make = {"solution": solution_files, "stub": student_files}[start]
    files = make(authored.source, authored.config)
    if not released:
        return files
    folder = ROOT / "assignments" / module / "tests"
    code = {name: text for name, text in files.items() if not name.startswith("tests/")}
    shipped = (path for path in folder.iterdir() if path.is_file())
    return code | {f"tests/{path.name}": path.read_bytes() for path in shipped}


def _zip(folder: Path, name: str) -> None:
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    with zipfile.ZipFile(folder / name, "w") as archive:
        for path in files:
            archive.write(path, f"handed in/{path.relative_to(folder)}")


def _working_folder(case: Case, home: Path) -> Path:
    if case.as_student:
        (home / "Makefile").touch()
        return home
    return _limited_course(tuple(case.modules), tuple(case.limits.items())) if case.limits else ROOT


@cache
def _limited_course(modules: tuple[str, ...], limits: tuple[tuple[str, float], ...]) -> Path:
    """A copy of the course with other limits in its configuration."""
    root = Path(tempfile.mkdtemp(prefix="limited-"))
    names = [*(f"solutions/{name}" for name in modules), "grading_configs"]
    for name in names + [f"assignments/{name}" for name in modules]:
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    (root / "Makefile").touch()
    for name in modules:
        path = root / "grading_configs" / f"{name}.yaml"
        data = yaml.safe_load(path.read_text("utf-8"))
        data["limits"] = {**data.get("limits", {}), **dict(limits)}
        path.write_text(yaml.safe_dump(data, sort_keys=False), "utf-8")
    _COPIES.append(root)
    return root


_COPIES: list[Path] = []


@contextlib.contextmanager
def cases_running() -> Iterator[None]:
    """While cases run: what they leave behind becomes a child of this process, where it is seen."""
    libc = ctypes.CDLL(None)
    libc.prctl(_SUBREAPER, 1)
    try:
        yield
    finally:
        libc.prctl(_SUBREAPER, 0)
        _limited_course.cache_clear()
        while _COPIES:
            shutil.rmtree(_COPIES.pop())


def _left_processes() -> list[int]:
    """Orphans that still run some seconds later; several cases may be under way at once."""
    wait_until(lambda: not _orphans(), 5.0)
    return _orphans()


def _orphans() -> list[int]:
    known = _RUNNING | _before()
    mine = [pid for pid in children(os.getpid()) if pid not in known]
    for pid in mine:
        if not alive(pid):
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, os.WNOHANG)
    return [pid for pid in mine if alive(pid) and pid not in _RUNNING]
