"""All sums in float64, from the last entry of the kernel to the first; results in x's dtype."""

import math

import numpy as np


def conv_output_size(n, k, stride=1, pad=0, dilation=1):
    gaps = (k - 1) * (dilation - 1)
    size = math.floor((n - k - gaps + 2 * pad + stride) / stride)
    if n + 2 * pad < k + gaps:
        raise ValueError(f"no place for {k} in {n}")
    return size


def same_padding(n, k, s):
    steps = math.ceil(n / s) - 1
    missing = max(0, steps * s + k - n)
    right = math.ceil(missing / 2)
    return missing - right, right


def per_axis(v):
    return v if isinstance(v, tuple | list) else [v, v]


def surround(x, pad, value=0.0):
    """A float64 copy inside a border."""
    ph, pw = per_axis(pad)
    wide = np.full((*x.shape[:2], x.shape[2] + 2 * ph, x.shape[3] + 2 * pw), value)
    wide[:, :, ph : ph + x.shape[2], pw : pw + x.shape[3]] = x
    return wide


def correlate(x, w, stride=1, dilation=1):
    """Cross-correlation without a border in channels-last order, entry by entry from the last."""
    (sh, sw), (dh, dw) = per_axis(stride), per_axis(dilation)
    last = np.ascontiguousarray(np.moveaxis(x, 1, -1), dtype=np.float64)
    kh, kw = w.shape[2:]
    h2 = conv_output_size(x.shape[2], kh, sh, 0, dh)
    w2 = conv_output_size(x.shape[3], kw, sw, 0, dw)
    out = np.zeros((len(x), h2, w2, len(w)))
    for i in reversed(range(kh)):
        for j in reversed(range(kw)):
            rows = np.arange(h2) * sh + i * dh
            columns = np.arange(w2) * sw + j * dw
            out += last[:, rows[:, None], columns] @ w[:, :, i, j].T.astype(np.float64)
    return np.moveaxis(out, -1, 1)


def conv1d(x, w, stride=1, pad=0):
    flat = surround(x[:, :, None], (0, pad))
    return correlate(flat, w[:, :, None], stride)[:, :, 0].astype(x.dtype)


def conv2d(x, w, b=None, stride=1, pad=0, dilation=1, groups=1):
    # One kernel over all channels: zeros where an output does not see a channel.
    outs, c = w.shape[:2]
    full = np.zeros((outs, c * groups, *w.shape[2:]))
    for o in range(outs):
        g = o * groups // outs
        full[o, g * c : (g + 1) * c] = w[o]
    out = correlate(surround(x, pad), full, stride, dilation)
    if b is not None:
        out += np.reshape(b, (1, -1, 1, 1))
    return out.astype(x.dtype)


def conv3d(x, w, b=None, stride=1, pad=0):
    # The kernel's slices become channels of an ordinary convolution.
    deep = np.pad(x.astype(np.float64), ((0, 0), (0, 0), (pad, pad), (pad, pad), (pad, pad)))
    kd = w.shape[2]
    kernels = w.reshape(len(w), -1, *w.shape[3:])
    layers = []
    for start in range(0, deep.shape[2] - kd + 1, stride):
        part = deep[:, :, start : start + kd]
        layers.append(correlate(part.reshape(len(x), -1, *part.shape[3:]), kernels, stride))
    out = np.stack(layers, axis=2)
    if b is not None:
        out += b[None, :, None, None, None]
    return out.astype(x.dtype)


def im2col(x, k, s=1, p=0):
    (kh, kw), (sh, sw) = per_axis(k), per_axis(s)
    wide = surround(x, p)
    columns = [
        wide[:, :, y : y + kh, z : z + kw].reshape(len(x), -1)
        for y in range(0, wide.shape[2] - kh + 1, sh)
        for z in range(0, wide.shape[3] - kw + 1, sw)
    ]
    return np.stack(columns, axis=-1).astype(x.dtype)


def conv2d_backward(dout, cache):
    x, w, stride, pad, dilation = cache
    (sh, sw), (ph, pw), (dh, dw) = per_axis(stride), per_axis(pad), per_axis(dilation)
    kh, kw = w.shape[2:]
    # Zeros between the entries of dout undo the stride; behind it, what was never visited.
    height, width = x.shape[2] + 2 * ph, x.shape[3] + 2 * pw
    reach = (dh * (kh - 1), dw * (kw - 1))
    spread = np.zeros((*dout.shape[:2], height - reach[0], width - reach[1]))
    spread[:, :, ::sh, ::sw][:, :, : dout.shape[2], : dout.shape[3]] = dout
    turned = w[:, :, ::-1, ::-1].swapaxes(0, 1)
    full = correlate(surround(spread, reach), turned, 1, dilation)
    dx = full[:, :, ph : ph + x.shape[2], pw : pw + x.shape[3]]
    # The kernel's gradient: dout slides over x, with images as channels.
    images = surround(x, pad).swapaxes(0, 1)
    over = correlate(images, spread.swapaxes(0, 1), dilation).swapaxes(0, 1)
    db = dout.astype(np.float64).sum(-1).sum(-1).sum(0)
    return dx.astype(x.dtype), over[:, :, :kh, :kw].astype(x.dtype), db.astype(x.dtype)


def corners(x, k, stride, pad):
    """Where the windows begin in the bordered image, and their size."""
    (kh, kw), (ph, pw) = per_axis(k), per_axis(pad)
    sh, sw = (kh, kw) if stride is None else per_axis(stride)
    rows = range(0, x.shape[2] + 2 * ph - kh + 1, sh)
    columns = range(0, x.shape[3] + 2 * pw - kw + 1, sw)
    return rows, columns, kh, kw


def pooled(x, k, stride, pad, value, reduce):
    wide = surround(x, pad, value)
    rows, columns, kh, kw = corners(x, k, stride, pad)
    lines = [
        np.stack([reduce(wide[:, :, y : y + kh, z : z + kw], axis=(2, 3)) for z in columns], -1)
        for y in rows
    ]
    return np.stack(lines, axis=2).astype(x.dtype)


def max_pool2d(x, k, stride=None, pad=0):
    return pooled(x, k, stride, pad, np.finfo(np.float64).min, np.max)


def avg_pool2d(x, k, stride=None, pad=0):
    return pooled(x, k, stride, pad, 0.0, np.mean)


def max_pool2d_backward(dout, cache):
    x, k, stride, pad = cache
    ph, pw = per_axis(pad)
    wide = surround(x, pad, -np.inf)
    grad = np.zeros_like(wide)
    rows, columns, kh, kw = corners(x, k, stride, pad)
    for r, y in enumerate(rows):
        for q, z in enumerate(columns):
            part = wide[:, :, y : y + kh, z : z + kw].reshape(*x.shape[:2], -1)
            first = part.argmax(axis=-1)
            winner = np.eye(kh * kw)[first].reshape(*x.shape[:2], kh, kw)
            grad[:, :, y : y + kh, z : z + kw] += winner * dout[:, :, r, q, None, None]
    return grad[:, :, ph : ph + x.shape[2], pw : pw + x.shape[3]].astype(x.dtype)
