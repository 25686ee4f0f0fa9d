"""I believed that all entries of a window get an equal share of its gradient."""

from __future__ import annotations

import numpy as np

from .sizes import pair


def max_pool2d_backward(dout: np.ndarray, cache: tuple) -> np.ndarray:
    x, k, stride, pad = cache
    kh, kw = pair(k)
    sh, sw = pair(k if stride is None else stride)
    ph, pw = pair(pad)
    b, c, h, w = x.shape
    dpadded = np.zeros((b, c, h + 2 * ph, w + 2 * pw), dtype=x.dtype)
    for r in range(dout.shape[2]):
        for q in range(dout.shape[3]):
            share = dout[:, :, r, q] / (kh * kw)
            dpadded[:, :, r * sh : r * sh + kh, q * sw : q * sw + kw] += share[:, :, None, None]
    return dpadded[:, :, ph : ph + h, pw : pw + w]
