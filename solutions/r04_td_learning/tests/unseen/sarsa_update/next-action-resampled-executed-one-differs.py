"""I thought the update draws the next action by itself."""

from __future__ import annotations

import numpy as np

from .policies import epsilon_greedy

GENERATOR = np.random.default_rng(0)


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
    target = r
    if not terminated:
        following = epsilon_greedy(Q, s2, 0.1, GENERATOR)
        target += gamma * Q[s2, following]
    Q[s, a] += alpha * (target - Q[s, a])
