"""Gradescope's container sizes, and what a run that was tried here would take in each."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.config.rules import SPARE_SECONDS
from autograder.gradescope.tried import Tried

FULL = 0.75
"""The share of a container's memory that a run may fill: the platform's own program lives there
too, and a submission may take more than the solution."""
_MB = 2**20


@dataclass(frozen=True)
class Size:
    """A container: processors, and megabytes of memory."""

    cpus: float
    memory_mb: int

    def __str__(self) -> str:
        memory = (
            f"{self.memory_mb / 1024:g} GB" if self.memory_mb >= 1024 else f"{self.memory_mb} MB"
        )
        return f"{self.cpus:g} CPU, {memory}"


SIZES = (Size(0.5, 768), Size(1, 1536), Size(2, 3072), Size(4, 6144))
"""The first one is the platform's default."""


@dataclass(frozen=True)
class Prediction:
    """One run in one size, and what speaks against it; "" where nothing does."""

    size: Size
    seconds: float
    memory_mb: float
    problem: str

    @property
    def fits(self) -> bool:
        return not self.problem


def predict(tried: Tried, size: Size) -> Prediction:
    """The run of ``tried`` in a container of this size.

    Its processes wait for each other, so they never use more than one processor; a smaller share of
    one stretches every second of it.
    """
    seconds = seconds_in(tried, size)
    memory = tried.footprint.peak / _MB
    return Prediction(size, seconds, memory, _problem(tried, size, seconds, memory))


def seconds_in(tried: Tried, size: Size) -> float:
    """Processor seconds over processors, and what was waited for."""
    return tried.footprint.cpu / _speed(size) + tried.footprint.waiting


def _speed(size: Size) -> float:
    return min(size.cpus, 1.0)


def _problem(tried: Tried, size: Size, seconds: float, memory: float) -> str:
    room, check = FULL * size.memory_mb, tried.slowest_seconds / _speed(size)
    if memory > size.memory_mb:
        return "too little memory"
    if memory > room:
        return f"more than {FULL:.0%} of the memory"
    if check > tried.slowest_limit:
        return f"{tried.slowest} takes {check:.0f} s of {tried.slowest_limit:g} s"
    if seconds > tried.checks_limit:
        return f"the checks may take {tried.checks_limit:g} s"
    if seconds > tried.run_limit - SPARE_SECONDS:
        return f"a run may take {tried.run_limit - SPARE_SECONDS:g} s"
    return ""


def best(tried: Tried) -> Prediction | None:
    """The smallest size in which a run fits."""
    return next((each for size in SIZES if (each := predict(tried, size)).fits), None)
