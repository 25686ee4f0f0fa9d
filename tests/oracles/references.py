"""The solutions of the course as packages, for tests that compare them with other people's libraries."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from autograder.channel.packages import forget_package, load_package

SOLUTIONS = Path(__file__).resolve().parents[2] / "solutions"


@contextmanager
def reference(module: str) -> Iterator[ModuleType]:
    """A module's solution, forgotten again afterwards."""
    yield load_package(module, SOLUTIONS / module)
    forget_package(module)
