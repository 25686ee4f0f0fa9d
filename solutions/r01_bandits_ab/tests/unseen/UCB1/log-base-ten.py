"""I thought the logarithm is the one to base 10."""

from __future__ import annotations

import math

import numpy as np


class UCB1:
    def __init__(self, n: int, rng: np.random.Generator, c: float = 2.0) -> None:
        self.n, self.rng, self.c = n, rng, c
        self.counts = np.zeros(n, dtype=int)
        self.means = np.zeros(n)

    def index(self, arm: int, t: int) -> float:
        if self.counts[arm] == 0:
            return math.inf
        return self.means[arm] + math.sqrt(self.c * math.log10(t) / self.counts[arm])

    def indices(self, t: int) -> np.ndarray:
        return np.array([self.index(arm, t) for arm in range(self.n)])

    def select(self, t: int) -> int:
        index = self.indices(t)
        winners = [arm for arm in range(self.n) if index[arm] == max(index)]
        return winners[int(self.rng.integers(len(winners)))]

    def update(self, arm: int, reward: float) -> None:
        before = self.counts[arm]
        self.counts[arm] = before + 1
        self.means[arm] = (before * self.means[arm] + reward) / (before + 1)
