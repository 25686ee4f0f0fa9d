"""I thought exploring means trying one of the other arms."""

from __future__ import annotations

import numpy as np


class EpsilonGreedy:
    def __init__(self, n: int, eps: float, rng: np.random.Generator, initial: float = 0.0) -> None:
        self.n, self.eps, self.rng = n, eps, rng
        self.counts = np.zeros(n, dtype=int)
        self.values = np.full(n, float(initial))

    def select(self, t: int) -> int:
        favourite = int(self.rng.choice(np.flatnonzero(self.values == self.values.max())))
        others = [arm for arm in range(self.n) if arm != favourite]
        if others and self.rng.random() < self.eps:
            return int(self.rng.choice(others))
        return favourite

    def update(self, arm: int, reward: float) -> None:
        self.counts[arm] += 1
        self.values[arm] += (reward - self.values[arm]) / self.counts[arm]
