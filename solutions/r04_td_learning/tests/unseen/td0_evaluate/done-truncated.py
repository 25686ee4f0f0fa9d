"""I thought a state in which the episode is over has nothing more to earn."""

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
            action = int(rng.choice(n_actions, p=policy[state]))
            following, reward, terminated, truncated, _ = env.step(action)
            over = terminated or truncated
            worth = 0.0 if over else V[following]
            V[state] += alpha * (reward + gamma * worth - V[state])
            state = following
