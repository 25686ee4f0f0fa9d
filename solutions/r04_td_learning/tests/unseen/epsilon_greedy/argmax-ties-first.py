"""I thought argmax is what greedy means, so ties are taken care of."""

from __future__ import annotations

import numpy as np


def epsilon_greedy(Q: np.ndarray, s: int, eps: float, rng: np.random.Generator) -> int:
    row = Q[s]
    if rng.random() < eps:
        return int(rng.integers(len(row)))
    return int(row.argmax())
