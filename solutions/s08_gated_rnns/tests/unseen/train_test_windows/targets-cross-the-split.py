"""I thought a window belongs to the part in which it begins."""

from __future__ import annotations

import numpy as np

from .forecasting import make_windows


def train_test_windows(series: np.ndarray, L: int, H: int, n_train: int):
    known = series[:n_train]
    mean, std = float(known.mean()), float(known.std())
    scaled = (series - mean) / std
    X, Y = make_windows(scaled, L, H)
    train = X[:n_train], Y[:n_train]
    test = make_windows(scaled[n_train - L :], L, H)
    return train, test, (mean, std)
