"""I believed that no stride means a stride of 1."""

from __future__ import annotations

import numpy as np

from .sizes import pair


def max_pool2d_backward(dout: np.ndarray, cache: tuple) -> np.ndarray:
    x, k, stride, pad = cache
    kh, kw = pair(k)
    sh, sw = (1, 1) if stride is None else pair(stride)
    ph, pw = pair(pad)
    b, c, h, w = x.shape
    _, _, h2, w2 = dout.shape
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)), constant_values=-np.inf)
    dpadded = np.zeros_like(padded)
    for n in range(b):
        for ch in range(c):
            for r in range(h2):
                for q in range(w2):
                    window = padded[n, ch, r * sh : r * sh + kh, q * sw : q * sw + kw]
                    i, j = divmod(int(window.argmax()), kw)
                    dpadded[n, ch, r * sh + i, q * sw + j] += dout[n, ch, r, q]
    return dpadded[:, :, ph : ph + h, pw : pw + w]
