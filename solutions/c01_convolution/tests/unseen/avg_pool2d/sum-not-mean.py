"""I believed that pooling adds up the window, and forgot that a mean divides by its size."""

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
    sh, sw = (kh, kw) if stride is None else pair(stride)
    ph, pw = pair(pad)
    b, c, h, w = x.shape
    h2, w2 = conv_output_size(h, kh, sh, ph), conv_output_size(w, kw, sw, pw)
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    total = np.zeros((b, c, h2, w2), dtype=x.dtype)
    for i in range(kh):
        for j in range(kw):
            total += padded[:, :, i : i + sh * (h2 - 1) + 1 : sh, j : j + sw * (w2 - 1) + 1 : sw]
    return total
