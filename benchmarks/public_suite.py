"""The same mutants behind a public course's tests and behind ours, for comparison.

    python benchmarks/public_suite.py

micrograd's source distribution is the suite that its lectures made known: two tests of whole
expressions, compared with PyTorch. It is fetched from the package index by pip. What is changed is
an engine of neither side: `tests/oracles/implementations/n02_micrograd_public`, the lines that
micrograd has too (no exp, log, tanh, no network). Each mutant runs through micrograd's tests with
real pytest, and through the checks of n02_micrograd that have points.

Prints both shares, and the mutants that only one side lets through. Some minutes, Linux.
"""

from __future__ import annotations

import ast
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from autograder.grade.files import write_files
from autograder.grade.making import read_authored
from autograder.grade.plan import Course
from autograder.grade.pool import side_by_side
from autograder.grade.record import without_forbidden
from autograder.grade.runner import ModuleGrader
from autograder.mutation import Mutant, mutants_of_text

ROOT = Path(__file__).resolve().parents[1]
MODULE = "n02_micrograd"
ENGINE = ROOT / "tests/oracles/implementations/n02_micrograd_public" / MODULE / "__init__.py"
SUITE = "micrograd==0.1.0"
NOT_THEIRS = {"exp", "log", "tanh", "Neuron", "Layer", "MLP", "Module"}
JOBS = 2


def main() -> None:
    """Try every mutant on both sides."""
    text = ENGINE.read_text("utf-8")
    mutants = mutants_of_text(ENGINE.name, text, dict(_shared_lines(ast.parse(text))))
    with tempfile.TemporaryDirectory(prefix="public-") as name:
        suite = _fetched(Path(name))
        if not _theirs(suite, text):
            sys.exit("the engine does not pass micrograd's own tests")
        with ThreadPoolExecutor(JOBS) as pool:
            theirs = list(pool.map(lambda each: not _theirs(suite, each.text), mutants))
    ours = _ours(mutants)
    for side, noticed in (("micrograd's tests", theirs), ("our checks", ours)):
        print(
            f"{side}: {sum(noticed)} of {len(mutants)} noticed ({sum(noticed) / len(mutants):.1%})"
        )
    for mutant, by_them, by_us in zip(mutants, theirs, ours, strict=True):
        if by_them != by_us:
            print(f"  only {'ours' if by_us else 'theirs'}: {mutant}")


def _shared_lines(tree: ast.AST, name: str = "engine") -> Iterator[tuple[int, str]]:
    """Lines of functions that micrograd has too."""
    for node in ast.iter_child_nodes(tree):
        if getattr(node, "name", "") in NOT_THEIRS:
            continue
        if isinstance(node, ast.FunctionDef):
            yield from ((line, name) for line in range(node.lineno, (node.end_lineno or 0) + 1))
        elif isinstance(node, ast.ClassDef):
            yield from _shared_lines(node, name)


def _fetched(folder: Path) -> Path:
    """micrograd's tests, unpacked, with an empty package where its engine would be."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary"]
    subprocess.run([*command, ":all:", "--dest", folder, SUITE], check=True)
    with tarfile.open(next(folder.glob("*.tar.gz"))) as archive:
        archive.extractall(folder, filter="data")
    return next(folder.glob("micrograd-*")) / "test" / "test_engine.py"


def _theirs(suite: Path, engine: str) -> bool:
    """Whether micrograd's tests pass on an engine."""
    with tempfile.TemporaryDirectory(prefix="engine-") as name:
        package = Path(name) / "micrograd"
        write_files({"__init__.py": b"", "engine.py": engine.encode()}, package)
        write_files({"test_engine.py": suite.read_bytes()}, Path(name))
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider"]
        try:
            done = subprocess.run(
                [*command, "test_engine.py"], cwd=name, capture_output=True, timeout=60, check=False
            )
        except subprocess.TimeoutExpired:
            return False
    return done.returncode == 0


def _ours(mutants: list[Mutant]) -> list[bool]:
    """Which mutants our checks notice."""
    plan = without_forbidden(read_authored(Course(ROOT), MODULE).plan)
    plan = replace(plan, limits=plan.limits.model_copy(update={"check_seconds": 3}))
    checks = tuple(check for check in plan.checks if check.points)

    def noticed(grader: ModuleGrader, mutant: Mutant) -> bool:
        with tempfile.TemporaryDirectory(prefix="mutant-") as name:
            folder = Path(name) / MODULE
            write_files({"__init__.py": mutant.text.encode()}, folder)
            return grader.first_loss(folder, checks) is not None

    return side_by_side(plan, mutants, noticed, jobs=JOBS, progress=lambda _done, _whole: None)


if __name__ == "__main__":
    main()
