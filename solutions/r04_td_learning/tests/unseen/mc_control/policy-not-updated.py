"""I thought Q is computed when all episodes have been played."""

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
    returns = {}
    for _ in range(episodes):
        episode = run_episode(env, lambda state: epsilon_greedy(Q, state, eps, rng))
        pairs = [(s, a) for s, a, _ in episode]
        G = 0.0
        for t in reversed(range(len(episode))):
            G = episode[t][2] + gamma * G
            if not first_visit or pairs[t] not in pairs[:t]:
                returns.setdefault(pairs[t], []).append(G)
    for pair, collected in returns.items():
        Q[pair] = np.mean(collected)
    return Q
