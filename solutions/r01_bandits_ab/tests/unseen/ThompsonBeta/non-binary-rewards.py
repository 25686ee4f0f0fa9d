"""I thought a reward between 0 and 1 counts as so much of a success."""

from __future__ import annotations

import numpy as np


class ThompsonBeta:
    def __init__(self, n: int, a: float, b: float, rng: np.random.Generator) -> None:
        self.n, self.rng = n, rng
        self.alpha = np.full(n, float(a))
        self.beta = np.full(n, float(b))

    def select(self, t: int) -> int:
        theta = self.rng.beta(self.alpha, self.beta)
        return int(np.argmax(theta))

    def update(self, arm: int, reward: float) -> None:
        self.alpha[arm] += reward
        self.beta[arm] += 1 - reward
