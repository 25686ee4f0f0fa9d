"""I believed that the depth is summed over like the channels, in the image and in the kernel."""

from __future__ import annotations

import numpy as np

from .sizes import conv_output_size


def conv3d(
    x: np.ndarray,
    w: np.ndarray,
    b: np.ndarray | None = None,
    stride: int = 1,
    pad: int = 0,
) -> np.ndarray:
    n, _, d, h, width = x.shape
    o, _, kd, kh, kw = w.shape
    d2 = conv_output_size(d, kd, stride, pad)
    h2 = conv_output_size(h, kh, stride, pad)
    w2 = conv_output_size(width, kw, stride, pad)
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad), (pad, pad)))
    out = np.zeros((n, o, d2, h2, w2), dtype=x.dtype)
    for r in range(h2):
        top = r * stride
        for q in range(w2):
            left = q * stride
            window = padded[:, :, :, top : top + kh, left : left + kw]
            met = np.einsum("bcdij,oclij->bo", window, w)
            out[:, :, :, r, q] = met[:, :, None]
    if b is not None:
        out += b[:, None, None, None]
    return out
