"""Explores among those that are not best."""

import numpy as np


class EpsilonGreedy:
    def __init__(self, n, eps, rng, initial=0.0):
        self.n = n
        self.eps = eps
        self.rng = rng
        self.counts = [0 for _ in range(n)]
        self.values = [float(initial) for _ in range(n)]

    def select(self, t):
        explore = self.rng.uniform() < self.eps
        top = np.argwhere(np.array(self.values) == max(self.values)).ravel()
        rest = [arm for arm in range(self.n) if arm not in top]
        if explore and rest:
            return int(self.rng.choice(rest))
        return int(self.rng.permutation(top)[0])

    def update(self, arm, reward):
        k = self.counts[arm]
        self.values[arm] = (k * self.values[arm] + reward) / (k + 1)
        self.counts[arm] = k + 1
