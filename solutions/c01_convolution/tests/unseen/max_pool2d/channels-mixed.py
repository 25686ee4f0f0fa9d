"""I believed that a window spans all channels, as a kernel does, and has one maximum."""

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
    sh, sw = pair(k if stride is None else stride)
    ph, pw = pair(pad)
    b, c, h, w = x.shape
    h2, w2 = conv_output_size(h, kh, sh, ph), conv_output_size(w, kw, sw, pw)
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)), constant_values=-np.inf)
    out = np.empty((b, c, h2, w2), dtype=x.dtype)
    for r in range(h2):
        for q in range(w2):
            window = padded[:, :, r * sh : r * sh + kh, q * sw : q * sw + kw]
            out[:, :, r, q] = window.max(axis=(1, 2, 3))[:, None]
    return out
