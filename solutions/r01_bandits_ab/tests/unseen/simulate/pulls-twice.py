"""I thought pull only reads off what the arm pays, so it can be asked again."""

from __future__ import annotations

import numpy as np


def simulate(policy, env, T: int, rng: np.random.Generator) -> list[tuple[int, float]]:
    played = []
    for t in range(T):
        chosen = policy.select(t)
        policy.update(chosen, env.pull(chosen, rng))
        played.append((chosen, env.pull(chosen, rng)))
    return played
