"""exp of what was never shifted."""

import numpy as np


class GradientBandit:
    def __init__(self, n, step, rng):
        self.n, self.step, self.rng = n, step, rng
        self.h = np.zeros(n)
        self.seen = []

    def probabilities(self):
        with np.errstate(all="ignore"):
            e = np.exp(self.h)
            return e / e.sum()

    def select(self, t):
        return int(np.searchsorted(np.cumsum(self.probabilities()), self.rng.uniform()))

    def update(self, arm, reward):
        baseline = np.mean(self.seen) if self.seen else reward
        p = self.probabilities()
        for i in range(self.n):
            if i == arm:
                self.h[i] += self.step * (reward - baseline) * (1 - p[i])
            else:
                self.h[i] -= self.step * (reward - baseline) * p[i]
        self.seen.append(reward)
