"""I thought integers(0, n - 1) draws from 0 to n - 1, both included."""

from __future__ import annotations

import numpy as np


class EpsilonGreedy:
    def __init__(self, n: int, eps: float, rng: np.random.Generator, initial: float = 0.0) -> None:
        self.n, self.eps, self.rng = n, eps, rng
        self.counts = np.zeros(n, dtype=int)
        self.values = np.full(n, float(initial))

    def select(self, t: int) -> int:
        if self.rng.random() < self.eps:
            return int(self.rng.integers(0, self.n - 1))
        best = np.flatnonzero(self.values == self.values.max())
        return int(self.rng.choice(best))

    def update(self, arm: int, reward: float) -> None:
        self.counts[arm] += 1
        self.values[arm] += (reward - self.values[arm]) / self.counts[arm]
