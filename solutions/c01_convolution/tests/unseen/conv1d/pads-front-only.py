"""I believed that all the zeros stand in front of the signal."""

from __future__ import annotations

import numpy as np

from .sizes import conv_output_size


def conv1d(x: np.ndarray, w: np.ndarray, stride: int = 1, pad: int = 0) -> np.ndarray:
    k = w.shape[2]
    places = conv_output_size(x.shape[2], k, stride, pad)
    padded = np.pad(x, ((0, 0), (0, 0), (2 * pad, 0)))
    out = np.zeros((x.shape[0], w.shape[0], places), dtype=x.dtype)
    for t in range(places):
        window = padded[:, :, t * stride : t * stride + k]
        out[:, :, t] = np.einsum("bci,oci->bo", window, w)
    return out
