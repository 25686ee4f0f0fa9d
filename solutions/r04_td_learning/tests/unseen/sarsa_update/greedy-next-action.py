"""I thought the next state is worth what its best action is worth."""

from __future__ import annotations

import numpy as np


def sarsa_update(
    Q: np.ndarray,
    s: int,
    a: int,
    r: float,
    s2: int,
    a2: int,
    terminated: bool,
    alpha: float,
    gamma: float,
    truncated: bool = False,
) -> None:
    target = r
    if not terminated:
        target += gamma * Q[s2].max()
    Q[s, a] += alpha * (target - Q[s, a])
