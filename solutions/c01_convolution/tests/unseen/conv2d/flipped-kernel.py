"""I believed that a convolution turns its kernel by 180 degrees, as in mathematics."""

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
    (sh, sw), (ph, pw), (dh, dw) = pair(stride), pair(pad), pair(dilation)
    n, _, h, width = x.shape
    o, cg, kh, kw = w.shape
    og = o // groups
    h2 = conv_output_size(h, kh, sh, ph, dh)
    w2 = conv_output_size(width, kw, sw, pw, dw)
    turned = w[:, :, ::-1, ::-1]
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    out = np.zeros((n, o, h2, w2), dtype=x.dtype)
    for g in range(groups):
        image = padded[:, g * cg : (g + 1) * cg]
        bank = turned[g * og : (g + 1) * og]
        for r in range(h2):
            rows = slice(r * sh, r * sh + dh * (kh - 1) + 1, dh)
            for q in range(w2):
                cols = slice(q * sw, q * sw + dw * (kw - 1) + 1, dw)
                out[:, g * og : (g + 1) * og, r, q] = np.einsum(
                    "bcij,ocij->bo", image[:, :, rows, cols], bank
                )
    if b is not None:
        out += b[:, None, None]
    return out
