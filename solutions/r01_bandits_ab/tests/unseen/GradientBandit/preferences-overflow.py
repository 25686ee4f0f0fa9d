"""I thought softmax can be computed as it is written."""

from __future__ import annotations

import numpy as np


class GradientBandit:
    def __init__(self, n: int, step: float, rng: np.random.Generator) -> None:
        self.n, self.step, self.rng = n, step, rng
        self.preferences = np.zeros(n)
        self.rounds, self.mean_reward = 0, 0.0

    def probabilities(self) -> np.ndarray:
        powers = np.exp(self.preferences)
        return powers / powers.sum()

    def select(self, t: int) -> int:
        return int(self.rng.choice(self.n, p=self.probabilities()))

    def update(self, arm: int, reward: float) -> None:
        baseline = self.mean_reward if self.rounds else reward
        direction = -self.probabilities()
        direction[arm] += 1
        self.preferences += self.step * (reward - baseline) * direction
        self.rounds += 1
        self.mean_reward += (reward - self.mean_reward) / self.rounds
