"""Forgets that a bias stands in every place."""

import numpy as np


def two(v):
    return v if isinstance(v, tuple) else (v, v)


def crop(grad, x, pad):
    ph, pw = two(pad)
    return grad[:, :, ph : ph + x.shape[2], pw : pw + x.shape[3]]


def conv2d_backward(dout, cache):
    x, w, stride, pad, dilation = cache
    (sh, sw), (ph, pw), (dh, dw) = two(stride), two(pad), two(dilation)
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    reach_h, reach_w = dh * (w.shape[2] - 1) + 1, dw * (w.shape[3] - 1) + 1
    places = [
        (r, q, slice(r * sh, r * sh + reach_h, dh), slice(q * sw, q * sw + reach_w, dw))
        for r in range(dout.shape[2])
        for q in range(dout.shape[3])
    ]
    grad, grad_w = np.zeros_like(padded), np.zeros_like(w)
    for r, q, rows, columns in places:
        g = dout[:, :, r, q]
        grad[:, :, rows, columns] += np.einsum("no,ocij->ncij", g, w)
        grad_w += np.einsum("no,ncij->ocij", g, padded[:, :, rows, columns])
    return crop(grad, x, pad), grad_w, np.add.reduce(dout, axis=0)
