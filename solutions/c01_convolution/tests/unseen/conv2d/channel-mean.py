"""I believed that a kernel gives the mean of what its slices find in the channels."""

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
    h2 = conv_output_size(h, kh, sh, ph, dh)
    w2 = conv_output_size(width, kw, sw, pw, dw)
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    out = np.zeros((n, o, h2, w2), dtype=x.dtype)
    for f in range(o):
        start = f // og * cg
        for r in range(h2):
            rows = slice(r * sh, r * sh + dh * (kh - 1) + 1, dh)
            for q in range(w2):
                cols = slice(q * sw, q * sw + dw * (kw - 1) + 1, dw)
                window = padded[:, start : start + cg, rows, cols]
                per_channel = (window * w[f]).sum(axis=(2, 3))
                out[:, f, r, q] = per_channel.mean(axis=1)
        if b is not None:
            out[:, f] += b[f]
    return out
