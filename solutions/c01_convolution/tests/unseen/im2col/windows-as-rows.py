"""I believed that every window becomes a row of the matrix."""

from __future__ import annotations

import numpy as np

from .sizes import conv_output_size, pair


def im2col(
    x: np.ndarray,
    k: int | tuple[int, int],
    s: int | tuple[int, int] = 1,
    p: int | tuple[int, int] = 0,
) -> np.ndarray:
    kh, kw = pair(k)
    sh, sw = pair(s)
    ph, pw = pair(p)
    b, c, h, w = x.shape
    h2 = conv_output_size(h, kh, sh, ph)
    w2 = conv_output_size(w, kw, sw, pw)
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    matrix = np.empty((b, h2 * w2, c * kh * kw), dtype=x.dtype)
    for r in range(h2):
        for q in range(w2):
            window = padded[:, :, r * sh : r * sh + kh, q * sw : q * sw + kw]
            matrix[:, r * w2 + q] = window.reshape(b, -1)
    return matrix
