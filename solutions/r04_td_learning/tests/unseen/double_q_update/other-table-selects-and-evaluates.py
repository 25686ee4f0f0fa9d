"""I thought the table that learns takes its target from the other one altogether."""

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
    learner, judge = (Q1, Q2) if rng.random() < 0.5 else (Q2, Q1)
    target = r
    if not terminated:
        best = int(np.argmax(judge[s2]))
        target += gamma * judge[s2, best]
    learner[s, a] += alpha * (target - learner[s, a])
