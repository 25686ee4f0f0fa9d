"""I believed that the entries of a kernel always lie side by side on the image."""

from __future__ import annotations

import numpy as np

from .sizes import conv_output_size, pair


def conv2d(
    x: np.ndarray,
    w: np.ndarray,
    b: np.ndarray | None = None,
    stride: int | tuple[int, int] = 1,
    pad: int | tuple[int, int] = 0,
    dilation: int | tuple[int, int] = 1,
    groups: int = 1,
) -> np.ndarray:
    sh, sw = pair(stride)
    ph, pw = pair(pad)
    n, _, h, width = x.shape
    o, cg, kh, kw = w.shape
    og = o // groups
    h2 = conv_output_size(h, kh, sh, ph)
    w2 = conv_output_size(width, kw, sw, pw)
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    out = np.zeros((n, o, h2, w2), dtype=x.dtype)
    for g in range(groups):
        image = padded[:, g * cg : (g + 1) * cg]
        bank = w[g * og : (g + 1) * og]
        for r in range(h2):
            for q in range(w2):
                window = image[:, :, r * sh : r * sh + kh, q * sw : q * sw + kw]
                out[:, g * og : (g + 1) * og, r, q] = np.einsum("bcij,ocij->bo", window, bank)
    if b is not None:
        out += b[:, None, None]
    return out
