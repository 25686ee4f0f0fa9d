"""I thought each window is what the series holds before the place to predict."""

from __future__ import annotations

import numpy as np


def forecast_recursive(model, series: np.ndarray, start: int, L: int, H: int) -> np.ndarray:
    values = [float(value) for value in series]
    told = []
    for place in range(start, start + H):
        answer = float(model(np.array(values[place - L : place])))
        told.append(answer)
        if place >= len(values):
            values.append(answer)
    return np.array(told)
