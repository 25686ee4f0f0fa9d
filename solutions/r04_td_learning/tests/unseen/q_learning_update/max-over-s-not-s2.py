"""I thought the maximum is about what the agent could have done in s."""

from __future__ import annotations

import numpy as np


def q_learning_update(
    Q: np.ndarray,
    s: int,
    a: int,
    r: float,
    s2: int,
    terminated: bool,
    alpha: float,
    gamma: float,
    truncated: bool = False,
) -> None:
    target = r
    if not terminated:
        target = r + gamma * np.max(Q[s])
    Q[s, a] = Q[s, a] + alpha * (target - Q[s, a])
