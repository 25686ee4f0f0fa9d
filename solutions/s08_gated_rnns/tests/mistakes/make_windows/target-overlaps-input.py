"""Believes that the targets begin at the last value seen."""

import numpy as np


def make_windows(series, L, H):
    X, Y = np.zeros((0, L)), np.zeros((0, H))
    for last in range(L - 1, len(series) - H):
        X = np.vstack([X, series[last - L + 1 : last + 1]])
        Y = np.vstack([Y, series[last : last + H]])
    return X, Y
