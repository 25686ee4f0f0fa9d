"""Believes that the value at the start is the last one known."""

import numpy as np


def forecast_recursive(model, series, start, L, H):
    line = [float(value) for value in series[: start + 1]]
    begin = len(line)
    while len(line) < begin + H:
        line.append(float(model(np.array(line[len(line) - L :]))))
    return np.array(line[begin:])
