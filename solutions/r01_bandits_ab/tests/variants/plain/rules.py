"""Policies on lists: sums and counts are kept, means are divided out when they are asked for."""

import math


def best_of(values, rng):
    best = max(values)
    ties = [arm for arm, value in enumerate(values) if value == best]
    return ties[int(rng.random() * len(ties))]


def draw(probabilities, rng):
    """An arm by comparing one uniform number with the running total."""
    point, total = rng.random(), 0.0
    for arm, probability in enumerate(probabilities):
        total += probability
        if point < total:
            return arm
    return len(probabilities) - 1


class EpsilonGreedy:
    def __init__(self, n, eps, rng, initial=0.0):
        self.n, self.eps, self.rng, self.initial = n, eps, rng, initial
        self.rewards = [[] for _ in range(n)]

    @property
    def counts(self):
        return [len(each) for each in self.rewards]

    @property
    def values(self):
        return [sum(each) / len(each) if each else self.initial for each in self.rewards]

    def select(self, t):
        if self.rng.random() >= self.eps:
            return best_of(self.values, self.rng)
        return int(self.rng.random() * self.n)

    def update(self, arm, reward):
        self.rewards[arm].append(reward)


class UCB1:
    def __init__(self, n, rng, c=2.0):
        self.n, self.rng, self.c = n, rng, c
        self.plays, self.totals = [0] * n, [0.0] * n

    def indices(self, t):
        # The plays are counted here, so t is not needed; it is their sum.
        log = math.log(sum(self.plays) or 1)
        return [
            total / plays + math.sqrt(self.c * log / plays) if plays else math.inf
            for plays, total in zip(self.plays, self.totals, strict=True)
        ]

    def select(self, t):
        fresh = [arm for arm in range(self.n) if not self.plays[arm]]
        if fresh:
            return fresh[int(self.rng.integers(len(fresh)))]
        return best_of(self.indices(t), self.rng)

    def update(self, arm, reward):
        self.plays[arm] += 1
        self.totals[arm] += reward


class ThompsonBeta:
    def __init__(self, n, a, b, rng):
        self.n, self.rng = n, rng
        self.alpha, self.beta = [a] * n, [b] * n

    def select(self, t):
        drawn = [self.rng.beta(a, b) for a, b in zip(self.alpha, self.beta, strict=True)]
        return drawn.index(max(drawn))

    def update(self, arm, reward):
        if reward == 1:
            self.alpha[arm] += 1
        elif reward == 0:
            self.beta[arm] += 1
        else:
            raise ValueError(reward)


class Exp3:
    def __init__(self, n, gamma, rng):
        self.n, self.gamma, self.rng = n, gamma, rng
        self.weights = [1.0] * n

    def probabilities(self):
        total = sum(self.weights)
        return [(1 - self.gamma) * w / total + self.gamma / self.n for w in self.weights]

    def select(self, t):
        return draw(self.probabilities(), self.rng)

    def update(self, arm, reward):
        self.weights[arm] *= math.exp(self.gamma / self.n * reward / self.probabilities()[arm])
        largest = max(self.weights)  # only ratios matter
        self.weights = [w / largest for w in self.weights]


class GradientBandit:
    def __init__(self, n, step, rng):
        self.n, self.step, self.rng = n, step, rng
        self.h, self.rewards = [0.0] * n, []

    def probabilities(self):
        top = max(self.h)
        e = [math.exp(h - top) for h in self.h]
        return [each / sum(e) for each in e]

    def select(self, t):
        return draw(self.probabilities(), self.rng)

    def update(self, arm, reward):
        earlier = self.rewards or [reward]
        scale = self.step * (reward - sum(earlier) / len(earlier))
        p = self.probabilities()
        self.h = [h + scale * ((i == arm) - p[i]) for i, h in enumerate(self.h)]
        self.rewards.append(reward)
