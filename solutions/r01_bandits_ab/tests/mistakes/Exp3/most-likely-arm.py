"""Takes the arm of the greatest weight, ties at random."""

import numpy as np


class Exp3:
    def __init__(self, n, gamma, rng):
        self.n, self.gamma, self.rng = n, gamma, rng
        self.w = np.ones(n)

    def probabilities(self):
        mixed = (1 - self.gamma) * self.w / self.w.sum()
        return mixed + self.gamma / self.n

    def select(self, t):
        return int(self.rng.choice(np.flatnonzero(self.w == self.w.max())))

    def update(self, arm, reward):
        estimate = np.zeros(self.n)
        estimate[arm] = reward / self.probabilities()[arm]
        self.w = self.w * np.exp(self.gamma * estimate / self.n)
        self.w = self.w / self.w.max()
