"""I thought the value of a pair is all that was earned after it."""

from __future__ import annotations

import numpy as np

from .monte_carlo import run_episode
from .policies import epsilon_greedy


def mc_control(
    env,
    n_states: int,
    n_actions: int,
    episodes: int,
    gamma: float,
    eps: float,
    rng: np.random.Generator,
    first_visit: bool = True,
) -> np.ndarray:
    Q = np.zeros((n_states, n_actions))
    for _ in range(episodes):
        episode = run_episode(env, lambda state: epsilon_greedy(Q, state, eps, rng))
        first = {}
        for t, (s, a, _) in enumerate(episode):
            first.setdefault((s, a), t)
        G = 0.0
        for t in range(len(episode) - 1, -1, -1):
            s, a, r = episode[t]
            G = r + gamma * G
            if first_visit and first[s, a] != t:
                continue
            Q[s, a] += G
    return Q
