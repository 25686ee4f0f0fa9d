"""I thought only a success says something about an arm."""

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
        if reward not in (0, 1):
            raise ValueError(f"a reward is 0 or 1, not {reward}")
        self.alpha[arm] += reward
