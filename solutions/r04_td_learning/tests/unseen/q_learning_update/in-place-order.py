"""I thought the old value can be shrunk first and the target be added afterwards."""

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
    Q[s, a] *= 1 - alpha
    target = r
    if not terminated:
        target = r + gamma * np.max(Q[s2])
    Q[s, a] += alpha * target
