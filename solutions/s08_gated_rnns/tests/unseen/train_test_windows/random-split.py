"""I thought examples are shuffled before they are split, as with any data set."""

from __future__ import annotations

import numpy as np

from .forecasting import make_windows


def train_test_windows(series: np.ndarray, L: int, H: int, n_train: int):
    mean = float(np.mean(series[:n_train]))
    std = float(np.std(series[:n_train]))
    X, Y = make_windows((series - mean) / std, L, H)
    order = np.random.default_rng(0).permutation(len(X))
    cut = max(n_train - L - H + 1, 0)
    first, second = order[:cut], order[cut:]
    return (X[first], Y[first]), (X[second], Y[second]), (mean, std)
