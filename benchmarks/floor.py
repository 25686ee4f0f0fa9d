"""The bare checks of a module on each package of a folder, in one warm process: the least that
grading can cost. Prints processor and wall seconds for one submission as JSON.

    python benchmarks/floor.py MODULE FOLDER
"""

from __future__ import annotations

import contextlib
import importlib
import inspect
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from autograder.channel.implementation import Reference, Student
from autograder.channel.local import LocalTransport
from autograder.channel.packages import forget_package, load_package, load_probes, reserve_package
from autograder.checks.authoring import TASK_MARK, probes_of
from autograder.checks.bench import seed_for

SOLUTIONS = Path(__file__).resolve().parents[1] / "solutions"


def checks_of(module: str) -> Iterator[Any]:
    """The functions of a module's checks."""
    reserve_package(module, SOLUTIONS / module)
    for file in ("test_public", "test_hidden"):
        for name, found in vars(importlib.import_module(f"{module}.tests.{file}")).items():
            if name.startswith("test_") and hasattr(found, TASK_MARK):
                yield found


def main() -> int:
    """Run all checks on all packages."""
    module, folder = sys.argv[1], Path(sys.argv[2])
    solution = SOLUTIONS / module
    checks = list(checks_of(module))
    tasks = frozenset(getattr(each, TASK_MARK) for each in checks)
    text = (solution / "tests" / "probes.py").read_text("utf-8")
    loaded = load_probes(module, text)
    known = probes_of(loaded) if loaded else {}
    right = LocalTransport(load_package(f"right_{module}", solution), known, solution)

    def grade(place: Path) -> None:
        forget_package(module)
        mine = LocalTransport(load_package(module, place), known, place)
        for check in checks:
            _run(module, check, Student(mine, tasks), (mine, right))

    places = [path / module for path in sorted(folder.iterdir())]
    grade(places[0])
    cpu, wall = time.process_time(), time.monotonic()
    for place in places:
        grade(place)
    spent = (time.process_time() - cpu, time.monotonic() - wall)
    print(json.dumps([each / len(places) for each in spent]))
    return 0


def _run(module: str, check: Any, student: Student, sides: tuple[Any, Any]) -> None:
    seed = seed_for(module, check.__name__)
    for side in sides:
        side.seed(seed)
    rng = np.random.default_rng(seed)
    given = {"student": student, "reference": Reference(sides[1]), "rng": rng}
    student.forget_calls()
    with contextlib.suppress(Exception):  # a check that fails is one that was run
        check(**{name: given[name] for name in inspect.signature(check).parameters})


if __name__ == "__main__":
    sys.exit(main())
