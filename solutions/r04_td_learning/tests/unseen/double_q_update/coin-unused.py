"""I thought Q1 is the table that learns and Q2 the one that judges."""

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
    worth = 0.0
    if not terminated:
        worth = Q2[s2, np.argmax(Q1[s2])]
    Q1[s, a] += alpha * (r + gamma * worth - Q1[s, a])
