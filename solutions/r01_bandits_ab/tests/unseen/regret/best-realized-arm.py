"""I thought one can only regret arms that one has got to know by playing them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def regret(history: Sequence[tuple[int, float]], means: Sequence[float]) -> np.ndarray:
    arms = [arm for arm, _ in history]
    if not arms:
        return np.zeros(0)
    best = max(means[arm] for arm in set(arms))
    return np.cumsum([float(best - means[arm]) for arm in arms])
