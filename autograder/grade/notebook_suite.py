"""A module's checks as they lie beside a notebook: the student release, and for staff in
``reference/`` the solution with the hidden checks.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.channel.implementation import Reference, Student
from autograder.channel.local import LocalTransport
from autograder.channel.packages import forget_package, load_package, load_probes
from autograder.channel.recordings import CheckRecording, Recordings, loads
from autograder.checks.authoring import TASK_MARK, probes_of
from autograder.checks.bench import seed_for
from autograder.checks.replay import ReplayTransport
from autograder.diagnose.known import TaskChecks
from autograder.errors import UsageError
from autograder.grade.notebook_bench import CellTransport
from autograder.grade.plan import Plan
from autograder.grade.released import release_plan

REFERENCE = "reference"
STAFF = "staff.json"
"""In ``reference/``: the secret from which hidden inputs are made, and the limits of checks."""

Seeders = tuple[Callable[[int], None], ...]


@dataclass(frozen=True)
class Check:
    """One check: its function, and the seed of its inputs."""

    name: str
    task: str
    public: bool
    function: Callable[..., None]
    seed: int
    seconds: float

    @property
    def about(self) -> str:
        """The first line of its docstring."""
        return (self.function.__doc__ or "").strip().split("\n")[0]


@dataclass(frozen=True)
class Suite:
    """The checks of a module and what they need."""

    module: str
    folder: Path
    plan: Plan
    checks: Mapping[str, Check]
    probes: Mapping[str, Any]
    recordings: Recordings | None
    reference: LocalTransport | None
    """The solution; None where only public checks are there."""

    @property
    def tasks(self) -> tuple[TaskChecks, ...]:
        """Tasks with their public checks."""
        return tuple(
            TaskChecks(task.name, task.uses, tuple(check.name for check in task.checks))
            for task in self.plan.tasks
        )

    def sides(self, env: dict[str, Any], found: Check) -> tuple[Student, Reference, Seeders]:
        """Both sides of a check on the notebook's globals ``env``, and what seeds them."""
        names = frozenset(task.name for task in self.plan.tasks)
        package = _package(self.module, self.folder, names, env)
        mine = CellTransport(package, self.probes, self.folder, env, found.seconds)
        student = Student(mine, names)
        if found.public:
            known = self.recordings.checks if self.recordings else {}
            recording = known.get(found.name, CheckRecording((), ()))
            return student, Reference(ReplayTransport(found.name, recording)), (mine.seed,)
        assert self.reference is not None
        seeders = (_apart(mine.seed), _apart(self.reference.seed))
        return student, Reference(self.reference), seeders


def _apart(seed_side: Callable[[int], None]) -> Callable[[int], None]:
    """As the judge seeds the sides of a hidden check: with a number that is not the inputs'."""
    return lambda seed: seed_side(seed_for("sides", str(seed)))


def suite_of(module: str) -> Suite:
    """The checks of ``module`` in the folder of the notebook, or in one above it."""
    return _suite(_beside(module))


@lru_cache
def _suite(folder: Path) -> Suite:
    module, plan = folder.name, release_plan(folder)
    staff = folder.parent / REFERENCE
    tests = (staff if staff.is_dir() else folder.parent) / module / "tests"
    probes = tests / "probes.py"
    loaded = load_probes(module, probes.read_text("utf-8") if probes.exists() else "")
    known = probes_of(loaded) if loaded else {}
    return Suite(
        module=module,
        folder=folder,
        plan=plan,
        checks={check.name: check for check in _checks(module, plan, tests, staff)},
        probes=known,
        recordings=loads(plan.recordings.read_bytes()) if plan.recordings else None,
        reference=_solution(module, staff / module, known) if staff.is_dir() else None,
    )


_FOUND: dict[str, Path] = {}
"""Where modules were found before: a notebook may have changed the working folder since."""


def _beside(module: str) -> Path:
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / module / "tests" / "grading.json").is_file():
            _FOUND[module] = folder / module
            break
    if module in _FOUND:
        return _FOUND[module]
    raise UsageError(
        f"The folder {module} is not beside this notebook (looked in {here}). It holds the checks: "
        "unpack notebook.zip again, and open the notebook that lies in it."
    )


def _solution(module: str, folder: Path, probes: Mapping[str, Any]) -> LocalTransport:
    """Under a name of its own: the student's package has the module's name in this process."""
    return LocalTransport(load_package(f"reference_of_{module}", folder), probes, folder)


def _checks(module: str, plan: Plan, tests: Path, staff: Path) -> Iterator[Check]:
    known = _known_to_staff(staff)
    seconds = {check.name: check.seconds for check in plan.checks} | known["seconds"]
    for file in ("test_public", "test_hidden"):
        if not (tests / f"{file}.py").is_file():
            continue
        public = file == "test_public"
        for name, function in vars(_loaded(module, tests, file)).items():
            if not name.startswith("test_") or not hasattr(function, TASK_MARK):
                continue
            yield Check(
                name=name,
                task=getattr(function, TASK_MARK),
                public=public,
                function=function,
                seed=seed_for(module, name, "" if public else known["secret"]),
                seconds=seconds.get(name) or plan.limits.check_seconds,
            )


def staff_words(secret: str, seconds: Mapping[str, float]) -> bytes:
    """The content of `STAFF`."""
    return json.dumps({"secret": secret, "seconds": dict(sorted(seconds.items()))}).encode()


def _known_to_staff(staff: Path) -> dict[str, Any]:
    path = staff / STAFF
    known = path.read_bytes() if path.is_file() else staff_words("", {})
    return dict(json.loads(known))


def _loaded(module: str, tests: Path, file: str) -> ModuleType:
    """A test file, imported as part of a package that is not the student's."""
    package = f"checks_of_{module}"
    if package not in sys.modules or sys.modules[package].__path__ != [str(tests)]:
        forget_package(package)
        sys.modules[package] = ModuleType(package)
        sys.modules[package].__path__ = [str(tests)]
    return importlib.import_module(f"{package}.{file}")


def _package(module: str, folder: Path, tasks: frozenset[str], env: dict[str, Any]) -> ModuleType:
    """What the notebook defines, as the package that a check calls. What is given beside it stands
    in where a cell of given code is missing, a stub never.
    """
    given = load_package(module, folder)
    package = ModuleType(module)
    for names in (vars(given), env):
        defined = {name: value for name, value in names.items() if not name.startswith("__")}
        vars(package).update(defined)
    for name in tasks - env.keys():
        vars(package).pop(name, None)
    return package
