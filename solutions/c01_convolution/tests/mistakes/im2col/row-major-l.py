"""The loops over places are the wrong way round."""

import numpy as np


def im2col(x, k, s=1, p=0):
    (kh, kw), (sh, sw), (ph, pw) = (v if isinstance(v, tuple) else (v, v) for v in (k, s, p))
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    columns = [
        padded[:, :, y : y + kh, z : z + kw].reshape(len(x), -1)
        for z in range(0, padded.shape[3] - kw + 1, sw)
        for y in range(0, padded.shape[2] - kh + 1, sh)
    ]
    return np.stack(columns, axis=2)
