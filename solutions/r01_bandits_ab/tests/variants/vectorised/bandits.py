"""Policies on arrays. Ties are broken by random keys, arms are drawn by Gumbel noise.
Numpy's own numbers are returned as they are."""

import numpy as np


def best_at_random(values, rng):
    return np.lexsort((rng.random(len(values)), values))[-1]


def by_gumbel(probabilities, rng):
    with np.errstate(divide="ignore"):
        return np.argmax(np.log(probabilities) + rng.gumbel(size=len(probabilities)))


class Tally:
    """Plays and rewards as long doubles."""

    def __init__(self, n):
        self.n = n
        self.table = np.zeros((2, n), dtype=np.longdouble)

    def add(self, arm, reward):
        self.table[:, arm] += (1, reward)

    def means(self, otherwise):
        plays, sums = self.table
        return np.divide(
            sums, plays, out=np.full(self.n, np.longdouble(otherwise)), where=plays > 0
        )


class EpsilonGreedy:
    def __init__(self, n, eps, rng, initial=0.0):
        self.n, self.eps, self.rng, self.initial = n, eps, rng, initial
        self.tally = Tally(n)

    @property
    def counts(self):
        return self.tally.table[0].astype(int)

    @property
    def values(self):
        return self.tally.means(self.initial).astype(float)

    def select(self, t):
        values = self.values
        p = np.where(values == values.max(), 1.0, 0.0)
        return by_gumbel((1 - self.eps) * p / p.sum() + self.eps / self.n, self.rng)

    def update(self, arm, reward):
        self.tally.add(arm, reward)


class UCB1:
    def __init__(self, n, rng, c=2.0):
        self.n, self.rng, self.c = n, rng, c
        self.tally = Tally(n)

    def indices(self, t):
        plays = self.tally.table[0]
        width = np.full(self.n, np.inf)
        if t > 0:
            np.divide(
                self.c * np.log(np.longdouble(t)),
                plays,
                out=width,
                where=plays > 0,
                casting="same_kind",
            )
        return (self.tally.means(0.0) + np.sqrt(width)).astype(np.float64)

    def select(self, t):
        return best_at_random(self.indices(t), self.rng)

    def update(self, arm, reward):
        self.tally.add(arm, reward)


class ThompsonBeta:
    def __init__(self, n, a, b, rng):
        self.rng = rng
        self.parameters = np.tile([[float(a)], [float(b)]], n)

    @property
    def alpha(self):
        return self.parameters[0]

    @property
    def beta(self):
        return self.parameters[1]

    def select(self, t):
        ones, zeros = self.rng.standard_gamma(self.parameters)
        return np.argmax(ones / (ones + zeros))

    def update(self, arm, reward):
        if not np.isin(reward, (0, 1)):
            raise ValueError("0 or 1")
        self.parameters[0 if reward else 1, arm] += 1


class Exp3:
    def __init__(self, n, gamma, rng):
        self.n, self.gamma, self.rng = n, gamma, rng
        self.logs = np.zeros(n, dtype=np.longdouble)

    def probabilities(self):
        share = np.exp(self.logs - np.logaddexp.reduce(self.logs))
        return ((1 - self.gamma) * share + self.gamma / self.n).astype(float)

    def select(self, t):
        return by_gumbel(self.probabilities(), self.rng)

    def update(self, arm, reward):
        seen = np.eye(self.n)[arm] * reward / self.probabilities()
        self.logs = self.logs + self.gamma / self.n * seen


class GradientBandit:
    def __init__(self, n, step, rng):
        self.n, self.step, self.rng = n, step, rng
        self.h = np.zeros(n, dtype=np.longdouble)
        self.sum, self.rounds = np.longdouble(0), 0

    def probabilities(self):
        return np.exp(self.h - np.logaddexp.reduce(self.h)).astype(float)

    def select(self, t):
        return by_gumbel(self.probabilities(), self.rng)

    def update(self, arm, reward):
        baseline = self.sum / self.rounds if self.rounds else reward
        self.h += self.step * (reward - baseline) * (np.eye(self.n)[arm] - self.probabilities())
        self.h -= self.h.mean()
        self.sum, self.rounds = self.sum + reward, self.rounds + 1
