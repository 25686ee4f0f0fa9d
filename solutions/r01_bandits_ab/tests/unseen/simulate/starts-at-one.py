"""I thought t is the number of the round, and the first round is number 1."""

from __future__ import annotations

import numpy as np


def simulate(policy, env, T: int, rng: np.random.Generator) -> list[tuple[int, float]]:
    history = []
    for t in range(1, T + 1):
        arm = policy.select(t)
        reward = env.pull(arm, rng)
        policy.update(arm, reward)
        history.append((arm, reward))
    return history
