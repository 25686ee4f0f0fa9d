"""I thought the value is discounted by gamma^n, as the formula has it."""

from __future__ import annotations

import numpy as np


def n_step_return(
    rewards: np.ndarray, values: np.ndarray, n: int, gamma: float, terminated: bool
) -> float:
    T = len(rewards)
    steps = min(n, T)
    G = 0.0
    for k in range(steps):
        G += gamma**k * rewards[k]
    if steps < T or not terminated:
        G += gamma**n * values[steps]
    return float(G)
