"""I thought one possible world is one random number, from which all arms get their means."""

from __future__ import annotations

import numpy as np
from scipy.special import betaincinv


class ThompsonBeta:
    def __init__(self, n: int, a: float, b: float, rng: np.random.Generator) -> None:
        self.n, self.rng = n, rng
        self.alpha = np.full(n, float(a))
        self.beta = np.full(n, float(b))

    def select(self, t: int) -> int:
        luck = self.rng.random()
        theta = betaincinv(self.alpha, self.beta, luck)
        return int(np.argmax(theta))

    def update(self, arm: int, reward: float) -> None:
        if reward not in (0, 1):
            raise ValueError(f"a reward is 0 or 1, not {reward}")
        if reward == 1:
            self.alpha[arm] += 1
        else:
            self.beta[arm] += 1
