"""Believes that a value may be looked up as soon as it has been told."""

import numpy as np


def forecast_recursive(model, series, start, L, H):
    window, told = list(map(float, series[start - L : start])), []
    for place in range(start, start + H):
        told.append(float(model(np.array(window))))
        window = [*window[1:], float(series[place]) if place < len(series) else told[-1]]
    return np.array(told)
