"""I thought entry k is the regret when round k begins."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def regret(history: Sequence[tuple[int, float]], means: Sequence[float]) -> np.ndarray:
    best, total, curve = max(means), 0.0, []
    for arm, _ in history:
        curve.append(total)
        total += best - means[arm]
    return np.array(curve, dtype=float)
