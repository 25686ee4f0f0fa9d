"""I thought exploring means to take some other action than the greedy one."""

from __future__ import annotations

import numpy as np


def epsilon_greedy(Q: np.ndarray, s: int, eps: float, rng: np.random.Generator) -> int:
    values = Q[s]
    greedy = int(rng.choice(np.flatnonzero(values == values.max())))
    rest = [a for a in range(len(values)) if a != greedy]
    if rest and rng.random() < eps:
        return int(rng.choice(rest))
    return greedy
