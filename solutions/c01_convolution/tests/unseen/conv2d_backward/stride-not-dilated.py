"""I believed that dx is a full correlation of dout with the turned kernel at any stride."""

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
    reach_h, reach_w = dh * (kh - 1), dw_ * (kw - 1)
    border = np.pad(dout, ((0, 0), (0, 0), (reach_h, reach_h), (reach_w, reach_w)))
    full_h, full_w = h2 + reach_h, w2 + reach_w
    turned = w[:, :, ::-1, ::-1]
    dpadded = np.zeros_like(padded)
    dw = np.zeros_like(w)
    for i in range(kh):
        top = i * dh
        for j in range(kw):
            left = j * dw_
            met = padded[
                :, :, top : top + sh * (h2 - 1) + 1 : sh, left : left + sw * (w2 - 1) + 1 : sw
            ]
            dw[:, :, i, j] = np.einsum("borq,bcrq->oc", dout, met)
            window = border[:, :, top : top + full_h, left : left + full_w]
            dpadded[:, :, :full_h, :full_w] += np.einsum(
                "boyz,oc->bcyz", window, turned[:, :, i, j]
            )
    dx = dpadded[:, :, ph : ph + h, pw : pw + width]
    db = dout.sum(axis=(0, 2, 3))
    return dx, dw, db
