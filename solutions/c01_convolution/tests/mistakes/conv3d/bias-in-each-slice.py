"""Starts every slice's sum with the bias."""

import numpy as np


def conv3d(x, w, b=None, stride=1, pad=0):
    x = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad), (pad, pad)))
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3, 4))
    windows = windows[:, :, ::stride, ::stride, ::stride]
    out = 0
    for depth in range(w.shape[2]):
        part = np.einsum("ncdhwij,ocij->nodhw", windows[..., depth, :, :], w[:, :, depth])
        out = out + (part if b is None else part + b.reshape(1, -1, 1, 1, 1))
    return out
