"""I thought the error is what was learned about the state that was reached."""

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
            worth = 0.0 if terminated else V[following]
            error = reward + gamma * worth - V[state]
            V[following] += alpha * error
            state = following
            over = terminated or truncated
