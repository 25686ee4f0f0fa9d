"""What a running check is given: both sides of the channel, and a seed of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from autograder.channel.implementation import Reference, Student


@dataclass(frozen=True)
class Bench:
    """The student's side, the reference's side, and what seeds each of them."""

    student: Student
    reference: Reference
    seeders: tuple[Callable[[int], None], ...]

    def begin(self, seed: int) -> None:
        """Start a new check: both sides seeded alike, empty transcripts."""
        self.student.forget_calls()
        self.reference.forget_calls()
        for seed_side in self.seeders:
            seed_side(seed)


def seed_for(module: str, check: str, secret: str = "") -> int:
    """The seed of a check's inputs. Hidden checks mix in the course's secret."""
    digest = hashlib.sha256(f"{module}\n{check}\n{secret}".encode()).digest()
    return int.from_bytes(digest[:6], "little")
