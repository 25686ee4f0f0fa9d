"""I believed that the stride is a matter of rows and columns, which conv2d takes care of."""

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
    d2 = conv_output_size(x.shape[2], kd, 1, pad)
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (0, 0), (0, 0)))
    pictures = []
    for t in range(d2):
        picture = conv2d(padded[:, :, t], w[:, :, 0], b, stride, pad)
        for m in range(1, kd):
            picture = picture + conv2d(padded[:, :, t + m], w[:, :, m], None, stride, pad)
        pictures.append(picture)
    return np.stack(pictures, axis=2)
