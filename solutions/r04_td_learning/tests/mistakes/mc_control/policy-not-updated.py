"""Collects all returns first, and makes the table from them when the last episode is over."""

from collections import defaultdict

import numpy as np

from .monte_carlo import run_episode
from .policies import epsilon_greedy


def mc_control(env, n_states, n_actions, episodes, gamma, eps, rng, first_visit=True):
    Q, returns = np.zeros((n_states, n_actions)), defaultdict(list)
    for _ in range(episodes):
        steps = run_episode(env, lambda s: epsilon_greedy(Q, s, eps, rng))
        pairs = [(s, a) for s, a, _ in steps]
        for t, pair in enumerate(pairs):
            if first_visit and pairs.index(pair) < t:
                continue
            returns[pair].append(sum(gamma**k * r for k, (_, _, r) in enumerate(steps[t:])))
    for pair, seen in returns.items():
        Q[pair] = np.mean(seen)
    return Q
