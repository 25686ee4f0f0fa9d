"""Believes that only the first action in a state is a first visit."""

from collections import defaultdict

import numpy as np

from .monte_carlo import run_episode
from .policies import epsilon_greedy


def mc_control(env, n_states, n_actions, episodes, gamma, eps, rng, first_visit=True):
    Q, returns = np.zeros((n_states, n_actions)), defaultdict(list)
    for _ in range(episodes):
        steps = run_episode(env, lambda s: epsilon_greedy(Q, s, eps, rng))
        visited = set()
        for t, (s, a, _) in enumerate(steps):
            if s in visited and first_visit:
                continue
            visited.add(s)
            returns[s, a].append(sum(gamma**k * r for k, (_, _, r) in enumerate(steps[t:])))
        for pair, seen in returns.items():
            Q[pair] = sum(seen) / len(seen)
    return Q
