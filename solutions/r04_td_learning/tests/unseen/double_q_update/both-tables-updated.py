"""I thought each step teaches both tables, each one judged by the other."""

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
    worth1 = worth2 = 0.0
    if not terminated:
        worth1 = Q2[s2, np.argmax(Q1[s2])]
        worth2 = Q1[s2, np.argmax(Q2[s2])]
    Q1[s, a] += alpha * (r + gamma * worth1 - Q1[s, a])
    Q2[s, a] += alpha * (r + gamma * worth2 - Q2[s, a])
