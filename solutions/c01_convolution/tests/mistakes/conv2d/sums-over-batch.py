"""A tensordot whose axes take the batch along."""

import numpy as np


def two(v):
    return v if isinstance(v, tuple) else (v, v)


def size(n, k, s, p, d):
    return (n + 2 * p - d * (k - 1) - 1) // s + 1


def product(window, w, groups):
    """Windows (b, c, kh, kw) and kernels, group by group: (b, o)."""
    parts = zip(np.split(window, groups, axis=1), np.split(w, groups), strict=True)
    return np.concatenate([np.tensordot(a, k, ([1, 2, 3], [1, 2, 3])) for a, k in parts], axis=1)


def conv2d(x, w, b=None, stride=1, pad=0, dilation=1, groups=1):
    (sh, sw), (ph, pw), (dh, dw) = two(stride), two(pad), two(dilation)
    kh, kw = w.shape[2:]
    h2, w2 = size(x.shape[2], kh, sh, ph, dh), size(x.shape[3], kw, sw, pw, dw)
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    out = np.zeros((len(x), len(w), h2, w2), dtype=x.dtype)
    for r in range(h2):
        for q in range(w2):
            window = padded[
                :,
                :,
                r * sh : r * sh + dh * (kh - 1) + 1 : dh,
                q * sw : q * sw + dw * (kw - 1) + 1 : dw,
            ]
            out[:, :, r, q] = product(window.sum(axis=0, keepdims=True), w, groups)
    return out if b is None else out + b[None, :, None, None]
