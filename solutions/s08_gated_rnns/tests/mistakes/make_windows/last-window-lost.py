"""Believes that the number of windows is the difference of the lengths."""

import numpy as np


def make_windows(series, L, H):
    m = max(len(series) - (L + H), 0)
    X = np.array([series[k : k + L] for k in range(m)]).reshape(m, L)
    return X, np.array([series[k + L : k + L + H] for k in range(m)]).reshape(m, H)
