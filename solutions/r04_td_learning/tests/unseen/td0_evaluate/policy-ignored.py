"""I thought the agent tries actions at random to find out what the states are worth."""

from __future__ import annotations

import numpy as np


def td0_evaluate(
    V: np.ndarray,
    env,
    policy: np.ndarray,
    episodes: int,
    alpha: float,
    gamma: float,
    rng: np.random.Generator,
) -> None:
    n_actions = policy.shape[1]
    for _ in range(episodes):
        state, _ = env.reset()
        over = False
        while not over:
            action = int(rng.integers(n_actions))
            following, reward, terminated, truncated, _ = env.step(action)
            worth = 0.0 if terminated else V[following]
            V[state] += alpha * (reward + gamma * worth - V[state])
            state = following
            over = terminated or truncated
