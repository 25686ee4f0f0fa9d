"""Believes that test windows must share no value with the training part."""

import numpy as np


def windows(series, starts, L, H):
    X = np.array([series[k : k + L] for k in starts]).reshape(-1, L)
    return X, np.array([series[k + L : k + L + H] for k in starts]).reshape(-1, H)


def train_test_windows(series, L, H, n_train):
    mean, std = float(np.mean(series[:n_train])), float(np.std(series[:n_train]))
    z = (series - mean) / std
    train = windows(z, range(n_train - L - H + 1), L, H)
    return train, windows(z, range(n_train, len(z) - L - H + 1), L, H), (mean, std)
