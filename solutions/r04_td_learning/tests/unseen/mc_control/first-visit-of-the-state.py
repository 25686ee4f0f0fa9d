"""I thought a first visit is the first time that the state is seen."""

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
    visits = np.zeros((n_states, n_actions), dtype=int)
    for _ in range(episodes):
        episode = run_episode(env, lambda state: epsilon_greedy(Q, state, eps, rng))
        first = {}
        for t, (s, _, _) in enumerate(episode):
            first.setdefault(s, t)
        G = 0.0
        for t in range(len(episode) - 1, -1, -1):
            s, a, r = episode[t]
            G = r + gamma * G
            if first_visit and first[s] != t:
                continue
            visits[s, a] += 1
            Q[s, a] += (G - Q[s, a]) / visits[s, a]
    return Q
