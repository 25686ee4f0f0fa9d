"""The loop with a counter, the regret with a running total."""

import numpy as np


class BernoulliArms:
    def __init__(self, means):
        self.means = list(means)

    def pull(self, arm, rng):
        return float(rng.random() < self.means[arm])


def simulate(policy, env, T, rng):
    history = []
    while len(history) < T:
        arm = policy.select(len(history))
        reward = env.pull(arm, rng)
        history += [(arm, reward)]
        policy.update(arm, reward)
    return history


def regret(history, means):
    best, lost, curve = max(means), 0.0, []
    for arm, _ in history:
        lost += best - means[arm]
        curve.append(lost)
    return np.array(curve, dtype=float)
