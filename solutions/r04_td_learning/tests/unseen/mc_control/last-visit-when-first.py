"""I thought the first visit is the one that my loop meets first."""

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
        seen = set()
        G = 0.0
        for s, a, r in reversed(episode):
            G = r + gamma * G
            if first_visit and (s, a) in seen:
                continue
            seen.add((s, a))
            visits[s, a] += 1
            Q[s, a] += (G - Q[s, a]) / visits[s, a]
    return Q
