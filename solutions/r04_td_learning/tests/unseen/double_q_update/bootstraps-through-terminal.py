"""I thought terminal rows are 0 in both tables, so they need no special case."""

from __future__ import annotations

import numpy as np


def double_q_update(
    Q1: np.ndarray,
    Q2: np.ndarray,
    s: int,
    a: int,
    r: float,
    s2: int,
    terminated: bool,
    alpha: float,
    gamma: float,
    rng: np.random.Generator,
    truncated: bool = False,
) -> None:
    if rng.random() < 0.5:
        target = r + gamma * Q2[s2, Q1[s2].argmax()]
        Q1[s, a] += alpha * (target - Q1[s, a])
    else:
        target = r + gamma * Q1[s2, Q2[s2].argmax()]
        Q2[s, a] += alpha * (target - Q2[s, a])
