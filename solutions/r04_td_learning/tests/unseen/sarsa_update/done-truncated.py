"""I thought an episode that is over has no next state, whichever flag says so."""

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
    done = terminated or truncated
    target = r
    if not done:
        target += gamma * Q[s2, a2]
    Q[s, a] += alpha * (target - Q[s, a])
