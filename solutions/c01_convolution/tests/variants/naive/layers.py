"""Every task with plain loops; nothing is shared between the tasks but the two sizes."""

import math

import numpy as np


def two(v):
    if isinstance(v, int):
        return v, v
    return tuple(v)


def conv_output_size(n, k, stride=1, pad=0, dilation=1):
    count = 0
    start = -pad
    while start + (k - 1) * dilation < n + pad:
        count += 1
        start += stride
    if count == 0:
        raise ValueError("kernel too large")
    return count


def same_padding(n, k, s):
    out = math.ceil(n / s)
    last_entry = (out - 1) * s + k - 1
    missing = last_entry - (n - 1)
    if missing <= 0:
        return (0, 0)
    left = math.floor(missing / 2)
    return (left, missing - left)


def conv1d(x, w, stride=1, pad=0):
    batch, channels, length = x.shape
    outs, _, k = w.shape
    result = []
    for n in range(batch):
        rows = []
        for o in range(outs):
            row = []
            for start in range(-pad, length + pad - k + 1, stride):
                s = x.dtype.type(0)
                for c in range(channels):
                    for i in range(k):
                        if 0 <= start + i < length:
                            s += x[n, c, start + i] * w[o, c, i]
                row.append(s)
            rows.append(row)
        result.append(rows)
    return np.array(result, dtype=x.dtype)


def conv2d(x, w, b=None, stride=1, pad=0, dilation=1, groups=1):
    (sh, sw), (ph, pw), (dh, dw) = two(stride), two(pad), two(dilation)
    batch, _, height, width = x.shape
    outs, per_group, kh, kw = w.shape
    h2 = (height + 2 * ph - dh * (kh - 1) - 1) // sh + 1
    w2 = (width + 2 * pw - dw * (kw - 1) - 1) // sw + 1
    result = np.empty((batch, outs, h2, w2), dtype=x.dtype)
    for n in range(batch):
        for o in range(outs):
            first = o // (outs // groups) * per_group
            for r in range(h2):
                for q in range(w2):
                    s = x.dtype.type(0) if b is None else b[o]
                    for i in range(kh):
                        for j in range(kw):
                            y, z = r * sh + i * dh - ph, q * sw + j * dw - pw
                            if 0 <= y < height and 0 <= z < width:
                                for c in range(per_group):
                                    s = s + x[n, first + c, y, z] * w[o, c, i, j]
                    result[n, o, r, q] = s
    return result


def conv3d(x, w, b=None, stride=1, pad=0):
    batch, _, *sizes = x.shape
    outs, _, *kernel = w.shape
    padded = np.zeros((*x.shape[:2], *(n + 2 * pad for n in sizes)), dtype=x.dtype)
    inner = tuple(slice(pad, pad + n) for n in sizes)
    padded[(slice(None), slice(None), *inner)] = x
    shape = [(n + 2 * pad - k) // stride + 1 for n, k in zip(sizes, kernel, strict=True)]
    result = np.empty((batch, outs, *shape), dtype=x.dtype)
    for n, o, *place in np.ndindex(*result.shape):
        window = padded[n]
        for axis, (p, k) in enumerate(zip(place, kernel, strict=True)):
            window = window.take(range(p * stride, p * stride + k), axis=axis + 1)
        result[(n, o, *place)] = (window * w[o]).sum() + (0 if b is None else b[o])
    return result


def im2col(x, k, s=1, p=0):
    (kh, kw), (sh, sw), (ph, pw) = two(k), two(s), two(p)
    batch, channels, height, width = x.shape
    starts = [
        (y, z)
        for y in range(-ph, height + ph - kh + 1, sh)
        for z in range(-pw, width + pw - kw + 1, sw)
    ]
    result = np.zeros((batch, channels * kh * kw, len(starts)), dtype=x.dtype)
    for n in range(batch):
        for column, (y, z) in enumerate(starts):
            row = 0
            for c in range(channels):
                for i in range(kh):
                    for j in range(kw):
                        if 0 <= y + i < height and 0 <= z + j < width:
                            result[n, row, column] = x[n, c, y + i, z + j]
                        row += 1
    return result


def conv2d_backward(dout, cache):
    x, w, stride, pad, dilation = cache
    (sh, sw), (ph, pw), (dh, dw) = two(stride), two(pad), two(dilation)
    dx, dw_, db = np.zeros_like(x), np.zeros_like(w), np.zeros(len(w), dtype=x.dtype)
    for n, o, r, q in np.ndindex(*dout.shape):
        g = dout[n, o, r, q]
        db[o] += g
        for i in range(w.shape[2]):
            for j in range(w.shape[3]):
                y, z = r * sh + i * dh - ph, q * sw + j * dw - pw
                if 0 <= y < x.shape[2] and 0 <= z < x.shape[3]:
                    dx[n, :, y, z] += g * w[o, :, i, j]
                    dw_[o, :, i, j] += g * x[n, :, y, z]
    return dx, dw_, db


def window(x, r, q, k, stride, pad):
    """Rows and columns of a pool's window that lie inside the image."""
    (kh, kw), (ph, pw) = two(k), two(pad)
    sh, sw = (kh, kw) if stride is None else two(stride)
    y, z = r * sh - ph, q * sw - pw
    rows = [row for row in range(y, y + kh) if 0 <= row < x.shape[2]]
    columns = [column for column in range(z, z + kw) if 0 <= column < x.shape[3]]
    return rows, columns


def pooled_shape(x, k, stride, pad):
    (kh, kw), (ph, pw) = two(k), two(pad)
    sh, sw = (kh, kw) if stride is None else two(stride)
    return (
        *x.shape[:2],
        (x.shape[2] + 2 * ph - kh) // sh + 1,
        (x.shape[3] + 2 * pw - kw) // sw + 1,
    )


def max_pool2d(x, k, stride=None, pad=0):
    result = np.empty(pooled_shape(x, k, stride, pad), dtype=x.dtype)
    for n, c, r, q in np.ndindex(*result.shape):
        rows, columns = window(x, r, q, k, stride, pad)
        result[n, c, r, q] = max(x[n, c, y, z] for y in rows for z in columns)
    return result


def max_pool2d_backward(dout, cache):
    x, k, stride, pad = cache
    dx = np.zeros_like(x)
    for n, c, r, q in np.ndindex(*dout.shape):
        rows, columns = window(x, r, q, k, stride, pad)
        best = None
        for y in rows:
            for z in columns:
                if best is None or x[n, c, y, z] > x[n, c, best[0], best[1]]:
                    best = (y, z)
        dx[n, c, best[0], best[1]] += dout[n, c, r, q]
    return dx


def avg_pool2d(x, k, stride=None, pad=0):
    kh, kw = two(k)
    result = np.empty(pooled_shape(x, k, stride, pad), dtype=x.dtype)
    for n, c, r, q in np.ndindex(*result.shape):
        rows, columns = window(x, r, q, k, stride, pad)
        result[n, c, r, q] = sum(x[n, c, y, z] for y in rows for z in columns) / (kh * kw)
    return result
