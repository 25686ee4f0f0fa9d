"""Stacks the windows below each other."""

import numpy as np


def im2col(x, k, s=1, p=0):
    (kh, kw), (sh, sw), (ph, pw) = (v if isinstance(v, tuple) else (v, v) for v in (k, s, p))
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    rows = [
        padded[:, :, y : y + kh, z : z + kw].reshape(len(x), -1)
        for y in range(0, padded.shape[2] - kh + 1, sh)
        for z in range(0, padded.shape[3] - kw + 1, sw)
    ]
    return np.stack(rows, axis=1)
