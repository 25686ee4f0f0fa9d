"""I believed that padding means zeros, for a maximum as for a convolution."""

from __future__ import annotations

import numpy as np

from .sizes import conv_output_size, pair


def max_pool2d(
    x: np.ndarray,
    k: int | tuple[int, int],
    stride: int | tuple[int, int] | None = None,
    pad: int | tuple[int, int] = 0,
) -> np.ndarray:
    kh, kw = pair(k)
    sh, sw = (kh, kw) if stride is None else pair(stride)
    ph, pw = pair(pad)
    b, c, h, w = x.shape
    h2 = conv_output_size(h, kh, sh, ph)
    w2 = conv_output_size(w, kw, sw, pw)
    padded = np.zeros((b, c, h + 2 * ph, w + 2 * pw), dtype=x.dtype)
    padded[:, :, ph : ph + h, pw : pw + w] = x
    out = np.zeros((b, c, h2, w2), dtype=x.dtype)
    for r in range(h2):
        top = r * sh
        for q in range(w2):
            left = q * sw
            out[:, :, r, q] = padded[:, :, top : top + kh, left : left + kw].max(axis=(2, 3))
    return out
