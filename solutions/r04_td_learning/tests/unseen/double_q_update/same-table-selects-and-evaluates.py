"""I thought each table learns from its own maximum, and the coin is what makes it double."""

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
    table = Q1 if rng.integers(2) == 0 else Q2
    target = r
    if not terminated:
        target += gamma * table[s2].max()
    table[s, a] += alpha * (target - table[s, a])
