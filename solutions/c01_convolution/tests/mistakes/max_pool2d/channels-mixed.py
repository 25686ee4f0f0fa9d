"""One maximum for all channels."""

import numpy as np


def two(v):
    return v if isinstance(v, tuple) else (v, v)


def bordered(x, pad, value):
    ph, pw = two(pad)
    return np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)), constant_values=value)


def max_pool2d(x, k, stride=None, pad=0):
    sh, sw = two(k if stride is None else stride)
    windows = np.lib.stride_tricks.sliding_window_view(
        bordered(x, pad, -np.inf), two(k), axis=(2, 3)
    )
    best = windows[:, :, ::sh, ::sw].max(axis=(1, 4, 5))
    return np.repeat(best[:, None], x.shape[1], axis=1)
