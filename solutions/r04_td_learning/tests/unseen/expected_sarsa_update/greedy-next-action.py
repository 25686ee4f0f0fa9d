"""I thought one may expect the agent to do the best in the next state."""

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
    future = 0.0
    if not terminated:
        future = max(Q[s2])
    Q[s, a] = (1 - alpha) * Q[s, a] + alpha * (r + gamma * future)
