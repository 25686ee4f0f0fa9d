"""I thought an arm is counted where it is chosen, and again where it is learned from."""

from __future__ import annotations

import numpy as np


class UCB1:
    def __init__(self, n: int, rng: np.random.Generator, c: float = 2.0) -> None:
        self.n, self.rng, self.c = n, rng, c
        self.counts = np.zeros(n, dtype=int)
        self.means = np.zeros(n)

    def indices(self, t: int) -> np.ndarray:
        index = np.full(self.n, np.inf)
        played = self.counts > 0
        if played.any():
            plays = self.counts[played]
            index[played] = self.means[played] + np.sqrt(self.c * np.log(t) / plays)
        return index

    def select(self, t: int) -> int:
        index = self.indices(t)
        best = np.flatnonzero(index == index.max())
        arm = int(self.rng.choice(best))
        self.counts[arm] += 1
        return arm

    def update(self, arm: int, reward: float) -> None:
        self.counts[arm] += 1
        self.means[arm] += (reward - self.means[arm]) / self.counts[arm]
