"""Believes that a window belongs to where its first target lies."""

import numpy as np


def windows(series, starts, L, H):
    X = np.array([series[k : k + L] for k in starts]).reshape(-1, L)
    return X, np.array([series[k + L : k + L + H] for k in starts]).reshape(-1, H)


def train_test_windows(series, L, H, n_train):
    mean, std = float(np.mean(series[:n_train])), float(np.std(series[:n_train]))
    z, every = (series - mean) / std, range(len(series) - L - H + 1)
    train = windows(z, [k for k in every if k + L < n_train], L, H)
    return train, windows(z, [k for k in every if k + L >= n_train], L, H), (mean, std)
