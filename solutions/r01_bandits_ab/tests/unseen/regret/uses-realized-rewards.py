"""I thought regret is what the best arm would have paid minus what I was paid."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def regret(history: Sequence[tuple[int, float]], means: Sequence[float]) -> np.ndarray:
    best = max(means)
    gaps = [best - reward for _, reward in history]
    return np.cumsum(np.array(gaps, dtype=float))
