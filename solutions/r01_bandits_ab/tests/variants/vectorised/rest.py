"""Arrays of two groups; tails by a series or a continued fraction; quantiles by Newton."""

import math

import numpy as np


def upper_tail(z):
    """P(Z > z) for z >= 0."""
    if z < 3:
        terms = np.cumprod(np.concatenate([[z], z * z / np.arange(3, 160, 2)]))
        return 0.5 - density(z) * terms.sum()
    fraction = 0.0
    for k in range(200, 0, -1):
        fraction = k / (z + fraction)
    return density(z) / (z + fraction)


def density(x):
    return np.exp(-np.square(x) / 2) / math.sqrt(2 * math.pi)


def quantile(p):
    if p < 0.5:
        return -quantile(1 - p)
    x = 0.0
    for _ in range(60):
        x += (1 - p - upper_tail(x)) / -density(x) if x < 8 else 0.0
    return float(x)


def two_proportion_test(x1, n1, x2, n2):
    x, n = np.array([x1, x2], dtype=np.longdouble), np.array([n1, n2], dtype=np.longdouble)
    rate = x.sum() / n.sum()
    error = np.sqrt(rate * (1 - rate) * (1 / n).sum())
    if error == 0:
        return 0.0, 1.0
    z = np.float64(np.diff(x / n)[0] / error)
    return z, np.float64(2 * upper_tail(abs(z)))


def sample_size(p0, mde, alpha=0.05, power=0.8):
    p = np.array([p0, p0 + mde])
    spread = np.sqrt([2 * p.mean() * (1 - p.mean()), (p * (1 - p)).sum()])
    return math.ceil((spread @ [quantile(1 - alpha / 2), quantile(power)] / np.ptp(p)) ** 2)


class BernoulliArms:
    def __init__(self, means):
        self.means = list(means)

    def pull(self, arm, rng):
        return float(rng.random() < self.means[arm])


def one_round(policy, env, t, rng):
    arm = policy.select(t)
    reward = env.pull(arm, rng)
    policy.update(arm, reward)
    return arm, reward


def simulate(policy, env, T, rng):
    return [one_round(policy, env, t, rng) for t in range(T)]


def regret(history, means):
    means = np.asarray(means, dtype=np.float64)
    if not len(history):
        return np.empty(0)
    chosen = np.eye(len(means))[[arm for arm, _ in history]]
    plays = chosen.cumsum(axis=0)
    return plays @ (means.max() - means)
