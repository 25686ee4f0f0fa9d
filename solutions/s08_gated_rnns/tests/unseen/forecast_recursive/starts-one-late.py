"""I thought the value at start is the last one that is known."""

from __future__ import annotations

import numpy as np


def forecast_recursive(model, series: np.ndarray, start: int, L: int, H: int) -> np.ndarray:
    known = [float(value) for value in series[: start + 1]]
    told = []
    for _ in range(H):
        answer = float(model(np.array(known[-L:])))
        told.append(answer)
        known.append(answer)
    return np.array(told)
