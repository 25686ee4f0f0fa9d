"""I believed that the windows of a pool move by one entry unless told otherwise."""

from __future__ import annotations

import numpy as np

from .sizes import conv_output_size, pair


def max_pool2d(
    x: np.ndarray,
    k: int | tuple[int, int],
    stride: int | tuple[int, int] | None = None,
    pad: int | tuple[int, int] = 0,
) -> np.ndarray:
    if stride is None:
        stride = 1
    (kh, kw), (sh, sw), (ph, pw) = pair(k), pair(stride), pair(pad)
    b, c, h, w = x.shape
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)), constant_values=-np.inf)
    h2, w2 = conv_output_size(h, kh, sh, ph), conv_output_size(w, kw, sw, pw)
    out = np.empty((b, c, h2, w2), dtype=x.dtype)
    for r in range(h2):
        for q in range(w2):
            window = padded[:, :, r * sh : r * sh + kh, q * sw : q * sw + kw]
            out[:, :, r, q] = window.max(axis=(2, 3))
    return out
