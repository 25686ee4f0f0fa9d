"""I believed that the bias gradient is a sum over the batch, as for a dense layer."""

from __future__ import annotations

import numpy as np

from .sizes import pair


def conv2d_backward(dout: np.ndarray, cache: tuple) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    x, w, stride, pad, dilation = cache
    sh, sw = pair(stride)
    ph, pw = pair(pad)
    dh, dw_ = pair(dilation)
    _, _, h, width = x.shape
    _, _, kh, kw = w.shape
    _, _, h2, w2 = dout.shape
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    dpadded = np.zeros_like(padded)
    dw = np.zeros_like(w)
    for i in range(kh):
        rows = slice(i * dh, i * dh + sh * (h2 - 1) + 1, sh)
        for j in range(kw):
            cols = slice(j * dw_, j * dw_ + sw * (w2 - 1) + 1, sw)
            dw[:, :, i, j] = np.einsum("borq,bcrq->oc", dout, padded[:, :, rows, cols])
            dpadded[:, :, rows, cols] += np.einsum("borq,oc->bcrq", dout, w[:, :, i, j])
    dx = dpadded[:, :, ph : ph + h, pw : pw + width]
    db = dout.sum(axis=0)
    return dx, dw, db
