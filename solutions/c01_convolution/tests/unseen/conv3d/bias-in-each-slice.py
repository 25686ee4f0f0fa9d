"""I believed that a 3-D convolution is a sum of whole 2-D ones, each with the bias."""

from __future__ import annotations

import numpy as np

from .convolution import conv2d
from .sizes import conv_output_size


def conv3d(
    x: np.ndarray,
    w: np.ndarray,
    b: np.ndarray | None = None,
    stride: int = 1,
    pad: int = 0,
) -> np.ndarray:
    kd = w.shape[2]
    d2 = conv_output_size(x.shape[2], kd, stride, pad)
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (0, 0), (0, 0)))
    pictures = []
    for t in range(d2):
        first = t * stride
        slices = [conv2d(padded[:, :, first + m], w[:, :, m], b, stride, pad) for m in range(kd)]
        pictures.append(sum(slices[1:], start=slices[0]))
    return np.stack(pictures, axis=2)
