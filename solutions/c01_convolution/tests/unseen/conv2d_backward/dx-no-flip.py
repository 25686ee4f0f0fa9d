"""I believed that dx is the full correlation of dout with the kernel just as it is."""

from __future__ import annotations

import numpy as np

from .sizes import pair


def conv2d_backward(dout: np.ndarray, cache: tuple) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    x, w, stride, pad, dilation = cache
    sh, sw = pair(stride)
    ph, pw = pair(pad)
    dh, dw_ = pair(dilation)
    n, _, h, width = x.shape
    o, _, kh, kw = w.shape
    _, _, h2, w2 = dout.shape
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    tall, wide = sh * (h2 - 1) + 1, sw * (w2 - 1) + 1
    reach_h, reach_w = dh * (kh - 1), dw_ * (kw - 1)
    spread = np.zeros((n, o, tall + 2 * reach_h, wide + 2 * reach_w), dtype=dout.dtype)
    spread[:, :, reach_h : reach_h + tall : sh, reach_w : reach_w + wide : sw] = dout
    full_h, full_w = tall + reach_h, wide + reach_w
    dpadded = np.zeros_like(padded)
    dw = np.zeros_like(w)
    for i in range(kh):
        top = i * dh
        for j in range(kw):
            left = j * dw_
            met = padded[:, :, top : top + tall : sh, left : left + wide : sw]
            dw[:, :, i, j] = np.einsum("borq,bcrq->oc", dout, met)
            window = spread[:, :, top : top + full_h, left : left + full_w]
            dpadded[:, :, :full_h, :full_w] += np.einsum("boyz,oc->bcyz", window, w[:, :, i, j])
    dx = dpadded[:, :, ph : ph + h, pw : pw + width]
    return dx, dw, dout.sum(axis=(0, 2, 3))
