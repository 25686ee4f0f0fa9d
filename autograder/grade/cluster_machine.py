"""Which grader a machine has: results must be the same on every machine that takes part."""

from __future__ import annotations

import functools
import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.build.wheel import fingerprint
from autograder.grade.bulk import library_versions


@dataclass(frozen=True)
class Machine:
    """What decides how a machine grades."""

    host: str
    grader: str
    python: str
    libraries: dict[str, str]

    def unlike(self, other: Machine) -> str:
        """Why ``other`` must not grade in the place of this machine; "" where it may."""
        return "; ".join(self._differences(other))

    def _differences(self, other: Machine) -> Iterator[str]:
        if other.grader != self.grader:
            yield f"its grader is another one ({other.grader} there, {self.grader} here)"
        if other.python != self.python:
            yield f"it runs Python {other.python}, and here is {self.python}"
        for name, version in self.libraries.items():
            if (theirs := other.libraries.get(name)) != version:
                yield f"its {name} is {theirs}, and here is {version}"


def this_machine(libraries: tuple[str, ...]) -> Machine:
    """The machine that this runs on, with the versions of what a module's grading needs."""
    python = ".".join(map(str, sys.version_info[:2]))
    return Machine(socket.gethostname(), _grader(), python, library_versions(libraries))


@functools.cache
def _grader() -> str:
    """Told once: a process goes on with the files that it has loaded, whatever becomes of them."""
    return fingerprint()
