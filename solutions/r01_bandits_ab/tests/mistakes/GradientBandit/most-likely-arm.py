"""Takes the arm of the greatest preference, ties at random."""

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
        return int(self.rng.choice(np.flatnonzero(self.h == self.h.max())))

    def update(self, arm, reward):
        baseline = np.mean(self.seen) if self.seen else reward
        p = self.probabilities()
        for i in range(self.n):
            if i == arm:
                self.h[i] += self.step * (reward - baseline) * (1 - p[i])
            else:
                self.h[i] -= self.step * (reward - baseline) * p[i]
        self.seen.append(reward)
