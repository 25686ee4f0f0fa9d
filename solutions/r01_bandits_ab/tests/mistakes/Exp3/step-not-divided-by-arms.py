"""gamma as the whole step."""

import numpy as np


class Exp3:
    def __init__(self, n, gamma, rng):
        self.n, self.gamma, self.rng = n, gamma, rng
        self.w = np.ones(n)

    def probabilities(self):
        mixed = (1 - self.gamma) * self.w / self.w.sum()
        return mixed + self.gamma / self.n

    def select(self, t):
        return int(np.searchsorted(np.cumsum(self.probabilities()), self.rng.uniform()))

    def update(self, arm, reward):
        estimate = np.zeros(self.n)
        estimate[arm] = reward / self.probabilities()[arm]
        self.w = self.w * np.exp(self.gamma * estimate)
        self.w = self.w / self.w.max()
