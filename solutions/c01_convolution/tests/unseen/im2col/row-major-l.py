"""I believed that the windows are taken down the first column of places, then down the next."""

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
    batch, channels, height, width = x.shape
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    rows = conv_output_size(height, kh, sh, ph)
    cols = conv_output_size(width, kw, sw, pw)
    windows = []
    for q in range(cols):
        for r in range(rows):
            window = padded[:, :, r * sh : r * sh + kh, q * sw : q * sw + kw]
            windows.append(window.reshape(batch, channels * kh * kw))
    return np.stack(windows, axis=2)
