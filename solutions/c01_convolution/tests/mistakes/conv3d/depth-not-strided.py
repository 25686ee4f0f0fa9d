"""Takes the right number of places from the front."""

import numpy as np


def conv3d(x, w, b=None, stride=1, pad=0):
    x = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad), (pad, pad)))
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3, 4))
    places = (x.shape[2] - w.shape[2]) // stride + 1
    windows = windows[:, :, :places, ::stride, ::stride]
    out = np.einsum("ncdhwkij,ockij->nodhw", windows, w)
    return out if b is None else out + b.reshape(1, -1, 1, 1, 1)
