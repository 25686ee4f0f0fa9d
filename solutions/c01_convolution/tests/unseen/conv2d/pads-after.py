"""I believed that padding gives the output its size back: zeros around what the sums gave."""

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
    n, _, h, width = x.shape
    o, cg, kh, kw = w.shape
    og = o // groups
    h2 = conv_output_size(h, kh, sh, 0, dh)
    w2 = conv_output_size(width, kw, sw, 0, dw)
    out = np.zeros((n, o, h2, w2), dtype=x.dtype)
    for g in range(groups):
        channels, kernels = slice(g * cg, (g + 1) * cg), slice(g * og, (g + 1) * og)
        for r in range(h2):
            rows = slice(r * sh, r * sh + dh * (kh - 1) + 1, dh)
            for q in range(w2):
                cols = slice(q * sw, q * sw + dw * (kw - 1) + 1, dw)
                window = x[:, channels, rows, cols]
                out[:, kernels, r, q] = np.tensordot(
                    window, w[kernels], axes=((1, 2, 3), (1, 2, 3))
                )
    if b is not None:
        out += b.reshape(1, o, 1, 1)
    return np.pad(out, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
