"""I thought the targets begin where the inputs end, at the last value seen."""

from __future__ import annotations

import numpy as np


def make_windows(series: np.ndarray, L: int, H: int) -> tuple[np.ndarray, np.ndarray]:
    count = max(len(series) - L - H + 1, 0)
    X = np.empty((count, L), dtype=series.dtype)
    Y = np.empty((count, H), dtype=series.dtype)
    for k in range(count):
        last = k + L - 1
        X[k] = series[k : k + L]
        Y[k] = series[last : last + H]
    return X, Y
