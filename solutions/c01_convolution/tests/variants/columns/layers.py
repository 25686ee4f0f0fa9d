"""Windows come first and everything else is a product with them, or a scatter into their places."""

import numpy as np
from numpy.lib.stride_tricks import as_strided, sliding_window_view


def conv_output_size(n, k, stride=1, pad=0, dilation=1):
    starts = np.arange(0, n + 2 * pad - (k - 1) * dilation, stride)
    if starts.size == 0:
        raise ValueError("no place for the kernel")
    return len(starts)


def same_padding(n, k, s):
    missing = max(0, k - (n % s or s))
    return missing // 2, (missing + 1) // 2


def two(v):
    return np.broadcast_to(v, 2).tolist()


def border(x, pad, value=0.0):
    ph, pw = two(pad)
    return np.pad(x, [(0, 0), (0, 0), (ph, ph), (pw, pw)], constant_values=value)


def places(shape, k, stride, dilation=1):
    """Row and column of what each window (r, q) meets with each entry (i, j): (h2, w2, kh, kw)."""
    (kh, kw), (sh, sw), (dh, dw) = two(k), two(stride), two(dilation)
    h2 = conv_output_size(shape[0], kh, sh, 0, dh)
    w2 = conv_output_size(shape[1], kw, sw, 0, dw)
    r, q, i, j = np.ogrid[:h2, :w2, :kh, :kw]
    return np.broadcast_arrays(r * sh + i * dh, q * sw + j * dw)


def conv1d(x, w, stride=1, pad=0):
    padded = np.pad(x, [(0, 0), (0, 0), (pad, pad)])
    windows = sliding_window_view(padded, w.shape[-1], axis=-1)[:, :, ::stride]
    return np.tensordot(windows, w, axes=([1, 3], [1, 2])).swapaxes(1, 2)


def conv2d(x, w, b=None, stride=1, pad=0, dilation=1, groups=1):
    padded = border(x, pad)
    rows, columns = places(padded.shape[2:], w.shape[2:], stride, dilation)
    outputs = []
    for part, kernels in zip(
        np.split(padded, groups, axis=1), np.split(w, groups, axis=0), strict=True
    ):
        windows = part[:, :, rows, columns]  # (b, c, h2, w2, kh, kw)
        outputs.append(np.tensordot(windows, kernels, axes=([1, 4, 5], [1, 2, 3])))
    out = np.concatenate(outputs, axis=-1)
    if b is not None:
        out = out + b
    return np.moveaxis(out, -1, 1)


def conv3d(x, w, b=None, stride=1, pad=0):
    padded = np.pad(x, [(0, 0), (0, 0)] + [(pad, pad)] * 3)
    windows = sliding_window_view(padded, w.shape[2:], axis=(2, 3, 4))
    windows = windows[:, :, ::stride, ::stride, ::stride]
    out = np.einsum("ncdhwijk,ocijk->nodhw", windows, w, optimize=True)
    return out if b is None else out + b.reshape(-1, 1, 1, 1)


def im2col(x, k, s=1, p=0):
    (kh, kw), (sh, sw) = two(k), two(s)
    padded = border(x, p)
    n, c, height, width = padded.shape
    h2, w2 = (height - kh) // sh + 1, (width - kw) // sw + 1
    a, b, y, z = padded.strides
    view = as_strided(padded, (n, c, kh, kw, h2, w2), (a, b, y, z, y * sh, z * sw))
    return np.reshape(view, (n, c * kh * kw, h2 * w2))


def conv2d_backward(dout, cache):
    x, w, stride, pad, dilation = cache
    ph, pw = two(pad)
    padded = border(x, pad)
    rows, columns = places(padded.shape[2:], w.shape[2:], stride, dilation)
    windows = padded[:, :, rows, columns]
    grad_w = np.tensordot(dout, windows, axes=([0, 2, 3], [0, 2, 3]))
    grad_windows = np.tensordot(dout, w, axes=([1], [0]))  # (b, h2, w2, c, kh, kw)
    grad_windows = np.moveaxis(grad_windows, 3, 1)
    grad_padded = np.zeros_like(padded)
    np.add.at(grad_padded, (slice(None), slice(None), rows, columns), grad_windows)
    inside = (slice(ph, ph + x.shape[2]), slice(pw, pw + x.shape[3]))
    return [grad_padded[(..., *inside)], grad_w, np.einsum("bohw->o", dout)]


def max_pool2d(x, k, stride=None, pad=0):
    padded = border(x, pad, -np.inf)
    windows = sliding_window_view(padded, two(k), axis=(2, 3))
    sh, sw = two(k if stride is None else stride)
    return windows[:, :, ::sh, ::sw].max(axis=(-1, -2))


def max_pool2d_backward(dout, cache):
    x, k, stride, pad = cache
    kw = two(k)[1]
    ph, pw = two(pad)
    padded = border(x, pad, -np.inf)
    rows, columns = places(padded.shape[2:], k, k if stride is None else stride)
    windows = padded[:, :, rows, columns]
    winners = windows.reshape(*windows.shape[:4], -1).argmax(-1)
    n, c, r, q = np.indices(winners.shape)
    grad = np.zeros_like(padded)
    place = rows[r, q, winners // kw, winners % kw], columns[r, q, winners // kw, winners % kw]
    np.add.at(grad, (n, c, *place), dout)
    return grad[:, :, ph : grad.shape[2] - ph, pw : grad.shape[3] - pw]


def avg_pool2d(x, k, stride=None, pad=0):
    windows = sliding_window_view(border(x, pad), two(k), axis=(2, 3))
    sh, sw = two(k if stride is None else stride)
    return windows[:, :, ::sh, ::sw].mean(axis=(-2, -1))
