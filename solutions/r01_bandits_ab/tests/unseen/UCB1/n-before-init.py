"""I thought numpy's division by zero gives infinity for arms that were never played."""

from __future__ import annotations

import numpy as np


class UCB1:
    def __init__(self, n: int, rng: np.random.Generator, c: float = 2.0) -> None:
        self.n, self.rng, self.c = n, rng, c
        self.counts = np.zeros(n, dtype=int)
        self.sums = np.zeros(n)

    def indices(self, t: int) -> np.ndarray:
        with np.errstate(divide="ignore", invalid="ignore"):
            return self.sums / self.counts + np.sqrt(self.c * np.log(t) / self.counts)

    def select(self, t: int) -> int:
        fresh = np.flatnonzero(self.counts == 0)
        if len(fresh):
            return int(self.rng.choice(fresh))
        index = self.indices(t)
        return int(self.rng.choice(np.flatnonzero(index == index.max())))

    def update(self, arm: int, reward: float) -> None:
        self.counts[arm] += 1
        self.sums[arm] += reward
