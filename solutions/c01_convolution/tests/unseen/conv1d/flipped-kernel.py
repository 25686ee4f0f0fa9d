"""I believed that a convolution runs through its kernel from the back, as np.convolve does."""

from __future__ import annotations

import numpy as np

from .sizes import conv_output_size


def conv1d(x: np.ndarray, w: np.ndarray, stride: int = 1, pad: int = 0) -> np.ndarray:
    b, _, length = x.shape
    o, _, k = w.shape
    l2 = conv_output_size(length, k, stride, pad)
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad)))
    out = np.zeros((b, o, l2), dtype=x.dtype)
    for t in range(l2):
        for i in range(k):
            out[:, :, t] += padded[:, :, t * stride + i] @ w[:, :, k - 1 - i].T
    return out
