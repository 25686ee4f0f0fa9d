"""I thought n steps after the first reward make n + 1 rewards."""

from __future__ import annotations

import numpy as np


def n_step_return(
    rewards: np.ndarray, values: np.ndarray, n: int, gamma: float, terminated: bool
) -> float:
    T = len(rewards)
    steps = min(n, T)
    G = 0.0
    for k in range(min(n + 1, T)):
        G += gamma**k * rewards[k]
    if steps < T or not terminated:
        G += gamma**steps * values[steps]
    return float(G)
