"""I thought test windows are cut from the test part alone."""

from __future__ import annotations

import numpy as np

from .forecasting import make_windows


def train_test_windows(series: np.ndarray, L: int, H: int, n_train: int):
    past = series[:n_train]
    mean, std = float(past.mean()), float(past.std())
    scaled = (series - mean) / std
    train = make_windows(scaled[:n_train], L, H)
    test = make_windows(scaled[n_train:], L, H)
    return train, test, (mean, std)
