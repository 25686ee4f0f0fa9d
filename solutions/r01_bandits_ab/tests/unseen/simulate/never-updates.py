"""I thought the simulation only records, and the policy takes care of itself."""

from __future__ import annotations

import numpy as np


def simulate(policy, env, T: int, rng: np.random.Generator) -> list[tuple[int, float]]:
    history = []
    for t in range(T):
        arm = policy.select(t)
        history.append((arm, env.pull(arm, rng)))
    return history
