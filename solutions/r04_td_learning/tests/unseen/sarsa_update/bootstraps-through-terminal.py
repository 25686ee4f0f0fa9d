"""I thought the table is 0 at a terminal state, so no question has to be asked."""

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
    target = r + gamma * Q[s2, a2]
    Q[s, a] += alpha * (target - Q[s, a])
