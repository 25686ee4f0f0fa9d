"""I believed that a column lists the window pixel by pixel, with all the channels of each pixel."""

from __future__ import annotations

import numpy as np

from .sizes import conv_output_size, pair


def im2col(
    x: np.ndarray,
    k: int | tuple[int, int],
    s: int | tuple[int, int] = 1,
    p: int | tuple[int, int] = 0,
) -> np.ndarray:
    (kh, kw), (sh, sw), (ph, pw) = pair(k), pair(s), pair(p)
    n, c, h, w = x.shape
    h2, w2 = conv_output_size(h, kh, sh, ph), conv_output_size(w, kw, sw, pw)
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    columns = np.zeros((n, kh * kw * c, h2 * w2), dtype=x.dtype)
    row = 0
    for i in range(kh):
        for j in range(kw):
            for ch in range(c):
                met = padded[:, ch, i : i + sh * (h2 - 1) + 1 : sh, j : j + sw * (w2 - 1) + 1 : sw]
                columns[:, row] = met.reshape(n, h2 * w2)
                row += 1
    return columns
