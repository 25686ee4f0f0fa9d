"""I thought the two flags together are the old flag done."""

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
    done = terminated or truncated
    target = r + (0.0 if done else gamma * np.max(Q[s2]))
    Q[s, a] = Q[s, a] + alpha * (target - Q[s, a])
