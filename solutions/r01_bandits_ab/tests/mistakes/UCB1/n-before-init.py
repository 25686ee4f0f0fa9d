"""Adds a little to the count, so that nothing is divided by zero."""

import math

import numpy as np


class UCB1:
    def __init__(self, n, rng, c=2.0):
        self.n, self.rng, self.c = n, rng, c
        self.pulls = [0] * n
        self.average = [0.0] * n

    def bound(self, arm, t):
        return self.average[arm] + math.sqrt(
            self.c * math.log(max(t, 1)) / (self.pulls[arm] + 1e-5)
        )

    def indices(self, t):
        return np.array([self.bound(arm, t) for arm in range(self.n)])

    def select(self, t):
        bounds = self.indices(t)
        winners = [arm for arm in range(self.n) if bounds[arm] == max(bounds)]
        return int(self.rng.choice(winners))

    def update(self, arm, reward):
        self.pulls[arm] += 1
        self.average[arm] += (reward - self.average[arm]) / self.pulls[arm]
