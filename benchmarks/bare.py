"""The checks of a module as plain functions, on a package in this process: no pytest, no isolation.

It is the least that grading can cost, and what the other ways of running checks are given to run,
so that all of them have the same work to do.
"""

from __future__ import annotations

import importlib
import inspect
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from autograder.channel.implementation import Reference, Student
from autograder.channel.local import LocalTransport
from autograder.channel.packages import forget_package, load_package, load_probes, reserve_package
from autograder.checks.authoring import TASK_MARK, probes_of
from autograder.checks.bench import seed_for

FILES = ("test_public", "test_hidden")


class Bare:
    """The checks in ``files`` of a module, and its solution as their reference."""

    def __init__(self, module: str, files: tuple[str, ...] = FILES) -> None:
        self.module, self._solution = module, ROOT / "solutions" / module
        self.checks = {each.__name__: each for each in self._found(files)}
        if torch := sys.modules.get("torch"):
            torch.set_num_threads(1)  # as in the grader: more only cost more on small tensors
        probes = load_probes(module, (self._solution / "tests" / "probes.py").read_text("utf-8"))
        self._probes = probes_of(probes) if probes else {}
        self._tasks = frozenset(getattr(each, TASK_MARK) for each in self.checks.values())
        right = load_package(f"right_{module}", self._solution)
        self._right = LocalTransport(right, self._probes, self._solution)

    def _found(self, files: tuple[str, ...]) -> Iterator[Any]:
        reserve_package(self.module, self._solution)
        for file in files:
            for name, found in vars(importlib.import_module(f"{self.module}.tests.{file}")).items():
                if name.startswith("test_") and hasattr(found, TASK_MARK):
                    yield found

    def package(self, folder: Path) -> ModuleType:
        """The package in ``folder``, imported anew."""
        forget_package(self.module)
        return load_package(self.module, folder)

    def side(self, package: ModuleType, folder: Path) -> LocalTransport:
        """The student's side of checks on ``package``."""
        return LocalTransport(package, self._probes, folder)

    def check(self, name: str, mine: LocalTransport) -> None:
        """Run one check; raises what ends it where it does not pass."""
        function = self.checks[name]
        seed = seed_for(self.module, name)
        for side in (mine, self._right):
            side.seed(seed)
        given = {
            "student": Student(mine, self._tasks),
            "reference": Reference(self._right),
            "rng": np.random.default_rng(seed),
        }
        function(**{name: given[name] for name in inspect.signature(function).parameters})
