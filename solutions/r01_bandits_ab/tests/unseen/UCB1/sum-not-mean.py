"""I thought the bonus is added to what the arm has earned so far."""

from __future__ import annotations

import numpy as np


class UCB1:
    def __init__(self, n: int, rng: np.random.Generator, c: float = 2.0) -> None:
        self.n, self.rng, self.c = n, rng, c
        self.counts = np.zeros(n, dtype=int)
        self.earned = np.zeros(n)

    def indices(self, t: int) -> np.ndarray:
        result = []
        for plays, earned in zip(self.counts, self.earned, strict=True):
            result.append(earned + np.sqrt(self.c * np.log(t) / plays) if plays else np.inf)
        return np.array(result)

    def select(self, t: int) -> int:
        index = self.indices(t)
        return int(self.rng.choice(np.flatnonzero(index == index.max())))

    def update(self, arm: int, reward: float) -> None:
        self.counts[arm] += 1
        self.earned[arm] += reward
