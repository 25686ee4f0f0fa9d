"""I thought eps is the probability of the greedy choice."""

from __future__ import annotations

import numpy as np


def epsilon_greedy(Q: np.ndarray, s: int, eps: float, rng: np.random.Generator) -> int:
    n_actions = Q.shape[1]
    explore = rng.random() >= eps
    if explore:
        return int(rng.integers(n_actions))
    top = max(Q[s])
    candidates = [a for a in range(n_actions) if Q[s, a] == top]
    return candidates[int(rng.integers(len(candidates)))]
