"""I believed that the last two axes of the kernels are width and height, in this order."""

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
    o, cg, kw, kh = w.shape
    og = o // groups
    h2 = conv_output_size(h, kh, sh, ph, dh)
    w2 = conv_output_size(width, kw, sw, pw, dw)
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    out = np.zeros((n, o, h2, w2), dtype=x.dtype)
    for f in range(o):
        first = f // og * cg
        for i in range(kh):
            top = i * dh
            for j in range(kw):
                left = j * dw
                met = padded[
                    :,
                    first : first + cg,
                    top : top + sh * (h2 - 1) + 1 : sh,
                    left : left + sw * (w2 - 1) + 1 : sw,
                ]
                out[:, f] += np.einsum("bcrq,c->brq", met, w[f, :, j, i])
        if b is not None:
            out[:, f] += b[f]
    return out
