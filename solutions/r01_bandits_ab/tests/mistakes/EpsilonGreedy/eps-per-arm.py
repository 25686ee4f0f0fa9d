"""Each arm tosses its own coin; one of those that won is taken."""

import numpy as np


class EpsilonGreedy:
    def __init__(self, n, eps, rng, initial=0.0):
        self.n = n
        self.eps = eps
        self.rng = rng
        self.counts = [0 for _ in range(n)]
        self.values = [float(initial) for _ in range(n)]

    def select(self, t):
        tossed = np.flatnonzero(self.rng.uniform(size=self.n) < self.eps)
        if len(tossed):
            return int(self.rng.choice(tossed))
        top = np.argwhere(np.array(self.values) == max(self.values)).ravel()
        return int(self.rng.permutation(top)[0])

    def update(self, arm, reward):
        k = self.counts[arm]
        self.values[arm] = (k * self.values[arm] + reward) / (k + 1)
        self.counts[arm] = k + 1
