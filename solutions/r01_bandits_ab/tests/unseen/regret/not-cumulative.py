"""I thought the curve shows what each round lost."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def regret(history: Sequence[tuple[int, float]], means: Sequence[float]) -> np.ndarray:
    expected = np.asarray(means, dtype=float)
    chosen = np.array([arm for arm, _ in history], dtype=int)
    return expected.max() - expected[chosen]
