"""I thought one standardises a series first and splits it afterwards."""

from __future__ import annotations

import numpy as np

from .forecasting import make_windows


def train_test_windows(series: np.ndarray, L: int, H: int, n_train: int):
    mean, std = float(np.mean(series)), float(np.std(series))
    scaled = (series - mean) / std
    train = make_windows(scaled[:n_train], L, H)
    test = make_windows(scaled[n_train - L :], L, H)
    return train, test, (mean, std)
