"""A mask of all that equal the maximum."""

import numpy as np


def two(v):
    return v if isinstance(v, tuple) else (v, v)


def inside(grad, x, pad):
    ph, pw = two(pad)
    return grad[:, :, ph : ph + x.shape[2], pw : pw + x.shape[3]]


def max_pool2d_backward(dout, cache):
    x, k, stride, pad = cache
    (kh, kw), (ph, pw) = two(k), two(pad)
    sh, sw = two(k if stride is None else stride)
    border = ((0, 0), (0, 0), (ph, ph), (pw, pw))
    wide = np.pad(x, border, constant_values=-np.inf)
    grad = np.zeros_like(wide)
    for r in range(dout.shape[2]):
        for q in range(dout.shape[3]):
            rows, columns = slice(r * sh, r * sh + kh), slice(q * sw, q * sw + kw)
            window = wide[:, :, rows, columns]
            mask = window == window.max(axis=(2, 3), keepdims=True)
            grad[:, :, rows, columns] += mask * dout[:, :, r, q, None, None]
    return inside(grad, x, pad)
