"""Puts the reward into the mean first."""

import numpy as np


class GradientBandit:
    def __init__(self, n, step, rng):
        self.n, self.step, self.rng = n, step, rng
        self.h = np.zeros(n)
        self.seen = []

    def probabilities(self):
        e = np.exp(self.h - np.max(self.h))
        return e / e.sum()

    def select(self, t):
        return int(np.searchsorted(np.cumsum(self.probabilities()), self.rng.uniform()))

    def update(self, arm, reward):
        self.seen.append(reward)
        baseline = np.mean(self.seen)
        p = self.probabilities()
        for i in range(self.n):
            if i == arm:
                self.h[i] += self.step * (reward - baseline) * (1 - p[i])
            else:
                self.h[i] -= self.step * (reward - baseline) * p[i]
