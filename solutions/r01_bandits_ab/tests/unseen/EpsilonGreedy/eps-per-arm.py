"""I thought each arm is tried with probability eps, else the best one is taken."""

from __future__ import annotations

import numpy as np


class EpsilonGreedy:
    def __init__(self, n: int, eps: float, rng: np.random.Generator, initial: float = 0.0) -> None:
        self.n, self.eps, self.rng = n, eps, rng
        self.counts = np.zeros(n, dtype=int)
        self.values = np.full(n, float(initial))

    def select(self, t: int) -> int:
        for arm in range(self.n):
            if self.rng.random() < self.eps:
                return arm
        best = np.flatnonzero(self.values == self.values.max())
        return int(self.rng.choice(best))

    def update(self, arm: int, reward: float) -> None:
        self.counts[arm] += 1
        self.values[arm] += (reward - self.values[arm]) / self.counts[arm]
