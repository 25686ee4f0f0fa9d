"""I thought the expected value is the mean of the next state's row."""

from __future__ import annotations

import numpy as np


def expected_sarsa_update(
    Q: np.ndarray,
    s: int,
    a: int,
    r: float,
    s2: int,
    policy: np.ndarray,
    terminated: bool,
    alpha: float,
    gamma: float,
    truncated: bool = False,
) -> None:
    worth = 0.0 if terminated else Q[s2].mean()
    error = r + gamma * worth - Q[s, a]
    Q[s, a] += alpha * error
