"""Forecasts of a time series: windows without look-ahead, an honest split, and many steps ahead."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:  # for the reader; nothing to import
    Windows = tuple[np.ndarray, np.ndarray]


def make_windows(series: np.ndarray, L: int, H: int) -> tuple[np.ndarray, np.ndarray]:
    """All pairs of L values in a row and the H values that follow them.

        X[k] = series[k], ..., series[k + L - 1]
        Y[k] = series[k + L], ..., series[k + L + H - 1]

    Args:
        series: values in the order of time, float, shape (n,).
        L: how many values the model sees, at least 1.
        H: how many values it is to predict, at least 1.

    Returns:
        (X, Y) of shapes (m, L) and (m, H) with m = n - L - H + 1: every place at which both fit, in
        the order of time. dtype of the series.

    Conventions: a series shorter than L + H gives no windows: shapes (0, L) and (0, H). The series
    is not changed.

    Example:
        >>> X, Y = make_windows(np.array([10.0, 11.0, 12.0, 13.0, 14.0]), L=2, H=1)
        >>> X.tolist(), Y.tolist()
        ([[10.0, 11.0], [11.0, 12.0], [12.0, 13.0]], [[12.0], [13.0], [14.0]])
    """
    # BEGIN SOLUTION
    starts = np.arange(len(series) - L - H + 1)  # none where the series is too short
    windows = series[starts[:, None] + np.arange(L + H)]
    return windows[:, :L], windows[:, L:]
    # END SOLUTION
    # BEGIN MISTAKE target-overlaps-input
    # why: the first target is the last input, so the model learns to copy and looks brilliant
    # hint: Is any value of Y[k] also in X[k]? What would a model do with that?
    # starts = np.arange(len(series) - L - H + 1)
    # windows = series[starts[:, None] + np.arange(L + H)]
    # return windows[:, :L], windows[:, L - 1 : L + H - 1]
    # END MISTAKE
    # BEGIN MISTAKE last-window-lost
    # why: the range stops one early, so the newest values are never a target
    # hint: In a series of exactly L + H values, how many windows fit?
    # starts = np.arange(len(series) - L - H)
    # windows = series[starts[:, None] + np.arange(L + H)]
    # return windows[:, :L], windows[:, L:]
    # END MISTAKE


def train_test_windows(
    series: np.ndarray, L: int, H: int, n_train: int
) -> tuple[Windows, Windows, tuple[float, float]]:
    """Standardised windows for training and testing, cut at a moment in time.

    The first `n_train` values are the past that was known when the model was trained; the others
    came later.

    Args:
        series: values in the order of time, float64, shape (n,).
        L, H: as in `make_windows`.
        n_train: length of the training part, from L to n; its values are not all equal.

    Returns:
        (train, test, (mean, std)). `train` is the pair (X, Y) of all windows that lie wholly in the
        training part, targets included. `test` is the pair (X, Y) of all windows whose targets all
        come after it; their inputs may reach back into the training part. Both hold standardised
        values, (value - mean) / std. `mean` and `std` are floats.

    Conventions: mean and std are those of the first n_train values alone; std is the root of the
    mean squared deviation (ddof = 0). Windows in the order of time. The series is not changed.

    Example:
        >>> series = np.array([1.0, 3.0, 1.0, 3.0, 6.0])
        >>> train, test, scaler = train_test_windows(series, L=2, H=1, n_train=4)
        >>> scaler, train[1].tolist(), test[0].tolist(), test[1].tolist()
        ((2.0, 1.0), [[-1.0], [1.0]], [[-1.0, 1.0]], [[4.0]])
    """
    # BEGIN SOLUTION
    mean, std = series[:n_train].mean(), series[:n_train].std()
    scaled = (series - mean) / std
    train = make_windows(scaled[:n_train], L, H)
    test = make_windows(scaled[n_train - L :], L, H)
    return train, test, (float(mean), float(std))
    # END SOLUTION
    # BEGIN MISTAKE leak
    # why: the scaler has seen the test part, so what was measured later changes the training data
    # hint: Change the last value of the series. May the training windows move?
    # scaled = (series - series.mean()) / series.std()
    # train = make_windows(scaled[:n_train], L, H)
    # test = make_windows(scaled[n_train - L :], L, H)
    # return train, test, (float(series.mean()), float(series.std()))
    # END MISTAKE
    # BEGIN MISTAKE random-split
    # why: shuffled windows overlap across the split; the test's targets are inputs of training
    # hint: Two windows that are neighbours in time share most of their values. What does a test
    # hint: show when one of them is in each part?
    # mean, std = series[:n_train].mean(), series[:n_train].std()
    # X, Y = make_windows((series - mean) / std, L, H)
    # order = np.random.default_rng(0).permutation(len(X))
    # first = max(n_train - L - H + 1, 0)
    # train, test = order[:first], order[first + H - 1 :]
    # return (X[train], Y[train]), (X[test], Y[test]), (float(mean), float(std))
    # END MISTAKE
    # BEGIN MISTAKE targets-cross-the-split
    # why: windows that begin in the training part have targets in the test part
    # hint: Which is the last value of the series that a training window may hold, as input or as
    # hint: target? Which does your last training window hold?
    # mean, std = series[:n_train].mean(), series[:n_train].std()
    # X, Y = make_windows((series - mean) / std, L, H)
    # first = min(max(n_train - L, 0), len(X))
    # return (X[:first], Y[:first]), (X[first:], Y[first:]), (float(mean), float(std))
    # END MISTAKE
    # BEGIN MISTAKE test-forgets-the-past
    # why: the first L values of the test part are never predicted, though all they need is known
    # hint: On the first day after the training part, which L values would a forecaster look at?
    # mean, std = series[:n_train].mean(), series[:n_train].std()
    # scaled = (series - mean) / std
    # train = make_windows(scaled[:n_train], L, H)
    # return train, make_windows(scaled[n_train:], L, H), (float(mean), float(std))
    # END MISTAKE


def forecast_recursive(
    model: Callable[[np.ndarray], float], series: np.ndarray, start: int, L: int, H: int
) -> np.ndarray:
    """Predict H values in a row with a model that predicts one, by feeding it its own answers.

    Args:
        model: called H times, with the L values before the one to predict, a float64 array of
            shape (L,), oldest first; returns the next value, a number.
        series: values in the order of time, float64, shape (n,).
        start: place of the first value to predict, from L to n.
        L: how many values the model sees.
        H: how many values to predict, at least 1; start + H may be greater than n.

    Returns:
        The predictions for the places start, ..., start + H - 1, float64, shape (H,).

    Conventions: known are series[:start] alone. What stands at `start` or later has not happened
    yet when the forecast is made and is not looked at. The series is not changed.

    Example:
        >>> forecast_recursive(lambda w: w.sum(), np.array([1.0, 1.0, 9.0, 9.0]), 2, L=2, H=4)
        array([2., 3., 5., 8.])
    """
    # BEGIN SOLUTION
    known = series[start - L : start].astype(float).tolist()
    for _ in range(H):
        known.append(float(model(np.array(known[-L:]))))
    return np.array(known[L:])
    # END SOLUTION
    # BEGIN MISTAKE recursive-uses-truth
    # why: every window is cut from the series, so from the second step on it holds the future
    # hint: You stand at `start` and look two days ahead. Has the first of them been measured yet?
    # hint: What stands in your second window in its place?
    # told = []
    # for step in range(H):
    #     at = min(start + step, len(series))
    #     told.append(float(model(np.array(series[at - L : at], dtype=float))))
    # return np.array(told)
    # END MISTAKE
    # BEGIN MISTAKE window-stands-still
    # why: the model sees the same window every time, so all answers are the same
    # hint: What does the model see in its second call that it has not seen in its first?
    # window = np.array(series[start - L : start], dtype=float)
    # return np.array([float(model(window.copy())) for _ in range(H)])
    # END MISTAKE
    # BEGIN MISTAKE starts-one-late
    # why: the first window holds the value that is to be predicted first
    # hint: The first value to predict stands at `start`. Is it in your first window?
    # known = series[start - L + 1 : start + 1].astype(float).tolist()
    # for _ in range(H):
    #     known.append(float(model(np.array(known[-L:]))))
    # return np.array(known[-H:])
    # END MISTAKE
