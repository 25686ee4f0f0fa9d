"""I thought V of the next state belongs into every target."""

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
            V[state] += alpha * (reward + gamma * V[following] - V[state])
            state = following
            over = terminated or truncated
