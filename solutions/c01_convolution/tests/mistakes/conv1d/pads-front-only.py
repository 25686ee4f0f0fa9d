"""A causal convolution."""

import numpy as np


def conv1d(x, w, stride=1, pad=0):
    zeros = np.zeros((*x.shape[:2], 2 * pad), dtype=x.dtype)
    x = np.concatenate([zeros, x], axis=2)
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[2], axis=2)[:, :, ::stride]
    return np.einsum("nctk,ock->not", windows, w)
