"""Keeps one return per pair in a dictionary, where the later visit overwrites the earlier one."""

import numpy as np

from .monte_carlo import run_episode
from .policies import epsilon_greedy


def mc_control(env, n_states, n_actions, episodes, gamma, eps, rng, first_visit=True):
    sums, counts = np.zeros((n_states, n_actions)), np.zeros((n_states, n_actions))
    Q = np.zeros((n_states, n_actions))
    for _ in range(episodes):
        steps = run_episode(env, lambda s: epsilon_greedy(Q, s, eps, rng))
        returns = []
        for t, (s, a, _) in enumerate(steps):
            returns.append(((s, a), sum(gamma**k * step[2] for k, step in enumerate(steps[t:]))))
        for pair, G in dict(returns).items() if first_visit else returns:
            sums[pair] += G
            counts[pair] += 1
        np.divide(sums, counts, out=Q, where=counts > 0)
    return Q
