"""I believed that an entry wins one window, so its gradient is simply set."""

from __future__ import annotations

import numpy as np

from .sizes import pair


def max_pool2d_backward(dout: np.ndarray, cache: tuple) -> np.ndarray:
    x, k, stride, pad = cache
    kh, kw = pair(k)
    sh, sw = (kh, kw) if stride is None else pair(stride)
    ph, pw = pair(pad)
    b, c, h, w = x.shape
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)), constant_values=-np.inf)
    dpadded = np.zeros_like(padded)
    for r in range(dout.shape[2]):
        for q in range(dout.shape[3]):
            top, left = r * sh, q * sw
            for n in range(b):
                for ch in range(c):
                    window = padded[n, ch, top : top + kh, left : left + kw]
                    i, j = np.unravel_index(window.argmax(), window.shape)
                    dpadded[n, ch, top + i, left + j] = dout[n, ch, r, q]
    return dpadded[:, :, ph : ph + h, pw : pw + w]
