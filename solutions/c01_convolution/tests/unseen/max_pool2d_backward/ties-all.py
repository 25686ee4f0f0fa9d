"""I believed that every entry that equals the maximum gets the gradient of the window."""

from __future__ import annotations

import numpy as np

from .sizes import pair


def max_pool2d_backward(dout: np.ndarray, cache: tuple) -> np.ndarray:
    x, k, stride, pad = cache
    kh, kw = pair(k)
    sh, sw = pair(k if stride is None else stride)
    ph, pw = pair(pad)
    h, w = x.shape[2:]
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)), constant_values=-np.inf)
    dpadded = np.zeros_like(padded)
    for r in range(dout.shape[2]):
        for q in range(dout.shape[3]):
            rows, cols = slice(r * sh, r * sh + kh), slice(q * sw, q * sw + kw)
            window = padded[:, :, rows, cols]
            won = window == window.max(axis=(2, 3), keepdims=True)
            dpadded[:, :, rows, cols] += won * dout[:, :, r : r + 1, q : q + 1]
    return dpadded[:, :, ph : ph + h, pw : pw + w]
