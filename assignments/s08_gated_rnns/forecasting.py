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
    # TODO: All pairs of L values in a row and the H values that follow them
    raise NotImplementedError(
        "make_windows: All pairs of L values in a row and the H values that follow them"
    )


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
    # TODO: Standardised windows for training and testing, cut at a moment in time
    raise NotImplementedError(
        "train_test_windows: Standardised windows for training and testing, cut at a moment in time"
    )


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
    # TODO: Predict H values in a row with a model that predicts one, by feeding it its own answers
    raise NotImplementedError(
        "forecast_recursive: Predict H values in a row with a model that predicts one, by feeding "
        "it its own answers"
    )
