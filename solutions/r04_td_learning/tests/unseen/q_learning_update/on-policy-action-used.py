"""I thought the action that the agent has taken is the one to look up in the next state."""

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
        target = r + gamma * Q[s2, a]
    Q[s, a] = Q[s, a] + alpha * (target - Q[s, a])
