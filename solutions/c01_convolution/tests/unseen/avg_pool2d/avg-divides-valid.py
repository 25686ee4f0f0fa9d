"""I believed that the mean is taken over the entries of the image only, without the border."""

from __future__ import annotations

import numpy as np

from .sizes import conv_output_size, pair


def avg_pool2d(
    x: np.ndarray,
    k: int | tuple[int, int],
    stride: int | tuple[int, int] | None = None,
    pad: int | tuple[int, int] = 0,
) -> np.ndarray:
    kh, kw = pair(k)
    sh, sw = pair(k if stride is None else stride)
    ph, pw = pair(pad)
    b, c, h, w = x.shape
    h2, w2 = conv_output_size(h, kh, sh, ph), conv_output_size(w, kw, sw, pw)
    out = np.zeros((b, c, h2, w2), dtype=x.dtype)
    for r in range(h2):
        top = r * sh - ph
        rows = slice(max(top, 0), min(top + kh, h))
        for q in range(w2):
            left = q * sw - pw
            cols = slice(max(left, 0), min(left + kw, w))
            out[:, :, r, q] = x[:, :, rows, cols].mean(axis=(2, 3))
    return out
