"""I believed that numpy lines up the biases with the channels when they are simply added."""

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
    dh, dw = pair(dilation)
    batch, _, h, width = x.shape
    o, cg, kh, kw = w.shape
    og = o // groups
    h2 = conv_output_size(h, kh, sh, ph, dh)
    w2 = conv_output_size(width, kw, sw, pw, dw)
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    out = np.zeros((batch, o, h2, w2), dtype=x.dtype)
    for g in range(groups):
        image = padded[:, g * cg : (g + 1) * cg]
        bank = w[g * og : (g + 1) * og]
        for i in range(kh):
            rows = slice(i * dh, i * dh + sh * (h2 - 1) + 1, sh)
            for j in range(kw):
                cols = slice(j * dw, j * dw + sw * (w2 - 1) + 1, sw)
                out[:, g * og : (g + 1) * og] += np.einsum(
                    "bcrq,oc->borq", image[:, :, rows, cols], bank[:, :, i, j]
                )
    if b is not None:
        out = out + b
    return out
