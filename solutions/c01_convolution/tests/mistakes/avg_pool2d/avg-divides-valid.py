"""The mean of what is not border."""

import numpy as np


def two(v):
    return v if isinstance(v, tuple) else (v, v)


def bordered(x, pad, value):
    ph, pw = two(pad)
    return np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)), constant_values=value)


def avg_pool2d(x, k, stride=None, pad=0):
    sh, sw = two(k if stride is None else stride)
    wide = bordered(x, pad, np.nan)
    windows = np.lib.stride_tricks.sliding_window_view(wide, two(k), axis=(2, 3))
    return np.nanmean(windows[:, :, ::sh, ::sw], axis=(4, 5))
