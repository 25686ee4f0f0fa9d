"""I thought the arm with the highest probability is the one to play."""

from __future__ import annotations

import numpy as np


class Exp3:
    def __init__(self, n: int, gamma: float, rng: np.random.Generator) -> None:
        self.n, self.gamma, self.rng = n, gamma, rng
        self.log_weights = np.zeros(n)

    def probabilities(self) -> np.ndarray:
        weights = np.exp(self.log_weights - self.log_weights.max())
        share = weights / weights.sum()
        return (1 - self.gamma) * share + self.gamma / self.n

    def select(self, t: int) -> int:
        return int(np.argmax(self.probabilities()))

    def update(self, arm: int, reward: float) -> None:
        estimate = reward / self.probabilities()[arm]
        self.log_weights[arm] += self.gamma * estimate / self.n
