"""I believed that the channels are dealt out to the groups in turn, like cards."""

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
    o, _, kh, kw = w.shape
    h2 = conv_output_size(h, kh, sh, ph, dh)
    w2 = conv_output_size(width, kw, sw, pw, dw)
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    out = np.zeros((n, o, h2, w2), dtype=x.dtype)
    for g in range(groups):
        image, bank = padded[:, g::groups], w[g::groups]
        for i in range(kh):
            rows = slice(i * dh, i * dh + sh * (h2 - 1) + 1, sh)
            for j in range(kw):
                cols = slice(j * dw, j * dw + sw * (w2 - 1) + 1, sw)
                out[:, g::groups] += np.einsum(
                    "bcrq,oc->borq", image[:, :, rows, cols], bank[:, :, i, j]
                )
    if b is not None:
        out += b.reshape(-1, 1, 1)
    return out
