"""Compares sums of rewards; the values that it shows are means."""

import numpy as np


class EpsilonGreedy:
    def __init__(self, n, eps, rng, initial=0.0):
        self.n = n
        self.eps = eps
        self.rng = rng
        self.counts = [0 for _ in range(n)]
        self.values = [float(initial) for _ in range(n)]
        self.sums = list(self.values)

    def select(self, t):
        explore = self.rng.uniform() < self.eps
        if explore:
            return int(self.rng.choice(self.n))
        top = np.argwhere(np.array(self.sums) == max(self.sums)).ravel()
        return int(self.rng.permutation(top)[0])

    def update(self, arm, reward):
        k = self.counts[arm]
        self.values[arm] = (k * self.values[arm] + reward) / (k + 1)
        self.counts[arm] = k + 1
        self.sums[arm] = self.values[arm] * self.counts[arm]
