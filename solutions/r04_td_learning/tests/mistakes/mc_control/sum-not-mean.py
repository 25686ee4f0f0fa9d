"""Adds every return to the entry of its pair, as if a value were what was earned in all."""

import numpy as np

from .monte_carlo import run_episode
from .policies import epsilon_greedy


def mc_control(env, n_states, n_actions, episodes, gamma, eps, rng, first_visit=True):
    Q = np.zeros((n_states, n_actions))
    for _ in range(episodes):
        steps = run_episode(env, lambda s: epsilon_greedy(Q, s, eps, rng))
        s, a, r = (np.array(column) for column in zip(*steps, strict=True))
        G = np.array([gamma ** np.arange(len(r) - t) @ r[t:] for t in range(len(r))])
        if first_visit:
            _, first = np.unique(s * n_actions + a, return_index=True)
            s, a, G = s[first], a[first], G[first]
        np.add.at(Q, (s, a), G)
    return Q
