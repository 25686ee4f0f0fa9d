"""statsmodels' tests, and policies written from their papers, behind the signatures of
r01_bandits_ab: nothing here follows the module's solution.
"""

import math

import numpy as np
from statsmodels.stats.proportion import proportions_ztest, samplesize_proportions_2indep_onetail


def two_proportion_test(x1, n1, x2, n2):
    if x1 + x2 in (0, n1 + n2):
        return 0.0, 1.0
    z, p = proportions_ztest([x2, x1], [n2, n1])
    return float(z), float(p)


def sample_size(p0, mde, alpha=0.05, power=0.8):
    return math.ceil(samplesize_proportions_2indep_onetail(mde, p0, power, alpha=alpha))


class BernoulliArms:
    def __init__(self, means):
        self.means = list(means)

    def pull(self, arm, rng):
        return float(rng.random() < self.means[arm])


def simulate(policy, env, T, rng):
    history = []
    for t in range(T):
        arm = policy.select(t)
        history.append((arm, env.pull(arm, rng)))
        policy.update(*history[-1])
    return history


def regret(history, means):
    means = np.array(means, dtype=float)
    return np.add.accumulate([means.max() - means[arm] for arm, _ in history], dtype=float)


class UCB1:
    """Auer, Cesa-Bianchi, Fischer (2002), figure 1; ``c`` stands where the figure has 2."""

    def __init__(self, n, rng, c=2.0):
        self.rng, self.c = rng, c
        self.payoff, self.played = np.zeros(n), np.zeros(n)

    def indices(self, t):
        index = np.full(len(self.played), np.inf)
        for machine in np.flatnonzero(self.played):
            average = self.payoff[machine] / self.played[machine]
            width = self.c * math.log(self.played.sum()) / self.played[machine]
            index[machine] = average + math.sqrt(width)
        return index

    def select(self, t):
        index = self.indices(t)
        return int(self.rng.permutation(np.flatnonzero(index == index.max()))[0])

    def update(self, arm, reward):
        self.payoff[arm] += reward
        self.played[arm] += 1


class ThompsonBeta:
    """Agrawal, Goyal (2012), algorithm 1, with successes S and failures F beside the prior."""

    def __init__(self, n, a, b, rng):
        self.prior, self.rng = (a, b), rng
        self.S, self.F = [0] * n, [0] * n

    @property
    def alpha(self):
        return [self.prior[0] + s for s in self.S]

    @property
    def beta(self):
        return [self.prior[1] + f for f in self.F]

    def select(self, t):
        theta = [self.rng.beta(a, b) for a, b in zip(self.alpha, self.beta, strict=True)]
        return theta.index(max(theta))

    def update(self, arm, reward):
        if reward == 1:
            self.S[arm] += 1
        elif reward == 0:
            self.F[arm] += 1
        else:
            raise ValueError(f"{reward} is neither a success nor a failure")


class Exp3:
    """Auer, Cesa-Bianchi, Freund, Schapire (2002), figure 1; the weights as logarithms."""

    def __init__(self, n, gamma, rng):
        self.gamma, self.rng = gamma, rng
        self.log_w = np.zeros(n)

    def probabilities(self):
        w = np.exp(self.log_w - np.logaddexp.reduce(self.log_w))
        return (1 - self.gamma) * w + self.gamma / len(w)

    def select(self, t):
        threshold = self.rng.random()
        total = np.cumsum(self.probabilities())
        return int(np.searchsorted(total / total[-1], threshold, side="right"))

    def update(self, arm, reward):
        estimate = reward / self.probabilities()[arm]
        self.log_w[arm] += self.gamma * estimate / len(self.log_w)


class EpsilonGreedy:
    def __init__(self, n, eps, rng, initial=0.0):
        # Page 32: a simple bandit algorithm.
        self.n, self.eps, self.rng = n, eps, rng
        self.values, self.counts = [float(initial)] * n, [0] * n

    def select(self, t):
        if self.rng.random() < 1 - self.eps:
            best = max(self.values)
            return int(self.rng.choice([a for a in range(self.n) if self.values[a] == best]))
        return int(self.rng.choice(self.n))

    def update(self, arm, reward):
        self.counts[arm] += 1
        self.values[arm] += 1 / self.counts[arm] * (reward - self.values[arm])


class GradientBandit:
    def __init__(self, n, step, rng):
        # Equations 2.11 and 2.12.
        self.step, self.rng = step, rng
        self.H, self.t, self.baseline = np.zeros(n), 0, 0.0

    def probabilities(self):
        e = np.exp(self.H - np.max(self.H))
        return e / np.sum(e)

    def select(self, t):
        return int(self.rng.choice(len(self.H), p=self.probabilities()))

    def update(self, arm, reward):
        if self.t == 0:
            self.baseline = reward
        pi = self.probabilities()
        for a in range(len(self.H)):
            if a == arm:
                self.H[a] += self.step * (reward - self.baseline) * (1 - pi[a])
            else:
                self.H[a] -= self.step * (reward - self.baseline) * pi[a]
        self.t += 1
        self.baseline += (reward - self.baseline) / self.t
