"""Believes that a test set must be drawn at random."""

import numpy as np


def windows(series, starts, L, H):
    X = np.array([series[k : k + L] for k in starts]).reshape(-1, L)
    return X, np.array([series[k + L : k + L + H] for k in starts]).reshape(-1, H)


def train_test_windows(series, L, H, n_train):
    mean, std = float(np.mean(series[:n_train])), float(np.std(series[:n_train]))
    starts = list(range(len(series) - L - H + 1))
    np.random.default_rng(1).shuffle(starts)
    size = max(n_train - L - H + 1, 0)
    z = (series - mean) / std
    test = starts[size : size + max(len(series) - n_train - H + 1, 0)]
    return windows(z, starts[:size], L, H), windows(z, test, L, H), (mean, std)
