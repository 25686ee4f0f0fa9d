"""I thought n - L - H is the number of places at which both fit."""

from __future__ import annotations

import numpy as np


def make_windows(series: np.ndarray, L: int, H: int) -> tuple[np.ndarray, np.ndarray]:
    starts = range(len(series) - L - H)
    X = [series[k : k + L] for k in starts]
    Y = [series[k + L : k + L + H] for k in starts]
    return (
        np.array(X, dtype=series.dtype).reshape(-1, L),
        np.array(Y, dtype=series.dtype).reshape(-1, H),
    )
