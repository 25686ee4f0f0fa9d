"""Pooling: one number for each window, and on the way back its share for each entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .sizes import conv_output_size, pair

if TYPE_CHECKING:  # shapes for the reader; nothing to install
    from jaxtyping import Float

    Size = int | tuple[int, int]
    Image = Float[np.ndarray, "b c h w"]


def max_pool2d(
    x: Float[np.ndarray, "b c h w"],
    k: int | tuple[int, int],
    stride: int | tuple[int, int] | None = None,
    pad: int | tuple[int, int] = 0,
) -> Float[np.ndarray, "b c h2 w2"]:
    """The largest entry of each window, channel by channel.

        out[b, c, r, q] = max_{i < kh, j < kw} padded[b, c, r * sh + i, q * sw + j]

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 9.3.

    Args:
        x: images, float32 or float64, all entries finite.
        k: size (kh, kw) of the window; one number for both.
        stride: steps (sh, sw) from one window to the next. None: (kh, kw), so that the windows lie
            side by side and do not overlap.
        pad: border around the image, (rows above and below, columns left and right), at most half
            of k. The border is never a maximum: where all entries of an image are negative, so are
            all of the output.

    Returns:
        Array of shape (b, c, h2, w2) with the dtype of `x`, where h2 and w2 are conv_output_size of
        the two axes.

    Conventions: channels are never mixed. `x` is not changed.

    Example:
        >>> max_pool2d(np.array([[[[1.0, 5.0, 2.0], [3.0, 4.0, 9.0]]]]), k=2, stride=1)
        array([[[[5., 9.]]]])
    """
    # BEGIN SOLUTION
    (kh, kw), (ph, pw) = pair(k), pair(pad)
    sh, sw = (kh, kw) if stride is None else pair(stride)
    h2 = conv_output_size(x.shape[2], kh, sh, ph)
    w2 = conv_output_size(x.shape[3], kw, sw, pw)
    border = ((0, 0), (0, 0), (ph, ph), (pw, pw))
    padded = np.pad(x, border, constant_values=-np.inf)
    entries = [
        padded[:, :, i::sh, j::sw][:, :, :h2, :w2]  # entry (i, j) of every window
        for i in range(kh)
        for j in range(kw)
    ]
    return np.max(entries, axis=0)
    # END SOLUTION
    # BEGIN MISTAKE stride-defaults-1
    # why: windows of a pool lie side by side by default; a default of 1 is that of convolution
    # hint: Without a stride, do the windows overlap? How many are there in 6 columns for k = 2?
    # (kh, kw), (ph, pw) = pair(k), pair(pad)
    # sh, sw = (1, 1) if stride is None else pair(stride)
    # h2 = conv_output_size(x.shape[2], kh, sh, ph)
    # w2 = conv_output_size(x.shape[3], kw, sw, pw)
    # border = ((0, 0), (0, 0), (ph, ph), (pw, pw))
    # padded = np.pad(x, border, constant_values=-np.inf)
    # entries = [
    #     padded[:, :, i::sh, j::sw][:, :, :h2, :w2]
    #     for i in range(kh)
    #     for j in range(kw)
    # ]
    # return np.max(entries, axis=0)
    # END MISTAKE
    # BEGIN MISTAKE pads-zero-for-max
    # why: where all entries are negative, a border of zeros wins
    # hint: What is the largest entry of a window at the border when the whole image is negative?
    # (kh, kw), (ph, pw) = pair(k), pair(pad)
    # sh, sw = (kh, kw) if stride is None else pair(stride)
    # h2 = conv_output_size(x.shape[2], kh, sh, ph)
    # w2 = conv_output_size(x.shape[3], kw, sw, pw)
    # border = ((0, 0), (0, 0), (ph, ph), (pw, pw))
    # padded = np.pad(x, border)
    # entries = [
    #     padded[:, :, i::sh, j::sw][:, :, :h2, :w2]
    #     for i in range(kh)
    #     for j in range(kw)
    # ]
    # return np.max(entries, axis=0)
    # END MISTAKE
    # BEGIN MISTAKE channels-mixed
    # why: pooling has no weights to mix channels with; each has a maximum of its own
    # hint: How many channels come out? May the maximum of one channel stand in another?
    # (kh, kw), (ph, pw) = pair(k), pair(pad)
    # sh, sw = (kh, kw) if stride is None else pair(stride)
    # h2 = conv_output_size(x.shape[2], kh, sh, ph)
    # w2 = conv_output_size(x.shape[3], kw, sw, pw)
    # border = ((0, 0), (0, 0), (ph, ph), (pw, pw))
    # padded = np.pad(x, border, constant_values=-np.inf)
    # entries = [
    #     padded[:, :, i::sh, j::sw][:, :, :h2, :w2]
    #     for i in range(kh)
    #     for j in range(kw)
    # ]
    # largest = np.max(entries, axis=(0, 2), keepdims=True)[0]
    # return np.broadcast_to(largest, entries[0].shape)
    # END MISTAKE


def max_pool2d_backward(
    dout: Float[np.ndarray, "b c h2 w2"], cache: tuple[Image, Size, Size | None, Size]
) -> Image:
    """Gradient of a loss for the image of `max_pool2d`: each window's goes to its largest entry.

        dx[b, c, y, z] = sum of dout[b, c, r, q] over the windows (r, q) that x[b, c, y, z] has won

    Source: Boureau, Ponce and LeCun, A Theoretical Analysis of Feature Pooling in Visual
    Recognition (2010), for max pooling; its gradient is that of max.

    Args:
        dout: gradient of the loss for the output of `max_pool2d`, float32 or float64.
        cache: (x, k, stride, pad), what `max_pool2d` was called with; the stride may be None.

    Returns:
        Array with the shape and dtype of x.

    Conventions: where several entries of a window are the largest, the first of them wins alone,
    row by row and from left to right, as in PyTorch. Windows may overlap: an entry that has won
    several of them gets the sum. `dout` and what is in the cache are not changed.

    Example:
        >>> x = np.array([[[[1.0, 5.0, 2.0], [3.0, 4.0, 9.0]]]])
        >>> max_pool2d_backward(np.array([[[[10.0, 20.0]]]]), (x, 2, 1, 0))
        array([[[[ 0., 10.,  0.],
                 [ 0.,  0., 20.]]]])
    """
    # BEGIN SOLUTION
    x, k, stride, pad = cache
    (kh, kw), (ph, pw) = pair(k), pair(pad)
    sh, sw = (kh, kw) if stride is None else pair(stride)
    (height, width), (h2, w2) = x.shape[2:], dout.shape[2:]
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)), constant_values=-np.inf)
    grad_padded = np.zeros_like(padded)
    places = [np.s_[:, :, i::sh, j::sw] for i in range(kh) for j in range(kw)]
    entries = np.stack([padded[place][:, :, :h2, :w2] for place in places])
    winners = entries.argmax(axis=0)  # argmax takes the first of equals
    for number, place in enumerate(places):
        grad_entries = grad_padded[place][:, :, :h2, :w2]  # a view
        grad_entries += dout * (winners == number)
    return grad_padded[:, :, ph : ph + height, pw : pw + width]
    # END SOLUTION
    # BEGIN MISTAKE ties-all
    # why: each of the equals gets the whole gradient, so more flows back than came in
    # hint: A window holds the same number four times. How much gradient do you hand on in all, and
    # hint: how much came in?
    # x, k, stride, pad = cache
    # (kh, kw), (ph, pw) = pair(k), pair(pad)
    # sh, sw = (kh, kw) if stride is None else pair(stride)
    # (height, width), (h2, w2) = x.shape[2:], dout.shape[2:]
    # padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)), constant_values=-np.inf)
    # grad_padded = np.zeros_like(padded)
    # places = [np.s_[:, :, i::sh, j::sw] for i in range(kh) for j in range(kw)]
    # entries = np.stack([padded[place][:, :, :h2, :w2] for place in places])
    # largest = entries.max(axis=0)
    # for place, entry in zip(places, entries, strict=True):
    #     grad_entries = grad_padded[place][:, :, :h2, :w2]
    #     grad_entries += dout * (entry == largest)
    # return grad_padded[:, :, ph : ph + height, pw : pw + width]
    # END MISTAKE
    # BEGIN MISTAKE overlap-overwrite
    # why: an entry that has won several windows keeps the gradient of the last one only
    # hint: With stride 1, one large entry wins up to k * k windows. Which of their gradients does
    # hint: it get?
    # x, k, stride, pad = cache
    # (kh, kw), (ph, pw) = pair(k), pair(pad)
    # sh, sw = (kh, kw) if stride is None else pair(stride)
    # (height, width), (h2, w2) = x.shape[2:], dout.shape[2:]
    # padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)), constant_values=-np.inf)
    # grad_padded = np.zeros_like(padded)
    # places = [np.s_[:, :, i::sh, j::sw] for i in range(kh) for j in range(kw)]
    # entries = np.stack([padded[place][:, :, :h2, :w2] for place in places])
    # winners = entries.argmax(axis=0)
    # for number, place in enumerate(places):
    #     grad_entries = grad_padded[place][:, :, :h2, :w2]
    #     grad_entries[winners == number] = dout[winners == number]
    # return grad_padded[:, :, ph : ph + height, pw : pw + width]
    # END MISTAKE
    # BEGIN MISTAKE stride-defaults-1
    # why: the way back must use the windows of the way forward: side by side by default
    # hint: Without a stride, where does the second window begin? Is it the same on the way back?
    # x, k, stride, pad = cache
    # (kh, kw), (ph, pw) = pair(k), pair(pad)
    # sh, sw = (1, 1) if stride is None else pair(stride)
    # (height, width), (h2, w2) = x.shape[2:], dout.shape[2:]
    # padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)), constant_values=-np.inf)
    # grad_padded = np.zeros_like(padded)
    # places = [np.s_[:, :, i::sh, j::sw] for i in range(kh) for j in range(kw)]
    # entries = np.stack([padded[place][:, :, :h2, :w2] for place in places])
    # winners = entries.argmax(axis=0)
    # for number, place in enumerate(places):
    #     grad_entries = grad_padded[place][:, :, :h2, :w2]
    #     grad_entries += dout * (winners == number)
    # return grad_padded[:, :, ph : ph + height, pw : pw + width]
    # END MISTAKE
    # BEGIN MISTAKE shared-out
    # why: that is the gradient of the mean; a maximum depends on its winner alone
    # hint: Move an entry that is not the largest by a little. Does the maximum change?
    # x, k, stride, pad = cache
    # (kh, kw), (ph, pw) = pair(k), pair(pad)
    # sh, sw = (kh, kw) if stride is None else pair(stride)
    # (height, width), (h2, w2) = x.shape[2:], dout.shape[2:]
    # padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)), constant_values=-np.inf)
    # grad_padded = np.zeros_like(padded)
    # places = [np.s_[:, :, i::sh, j::sw] for i in range(kh) for j in range(kw)]
    # for place in places:
    #     grad_entries = grad_padded[place][:, :, :h2, :w2]
    #     grad_entries += dout / len(places)
    # return grad_padded[:, :, ph : ph + height, pw : pw + width]
    # END MISTAKE


def avg_pool2d(
    x: Float[np.ndarray, "b c h w"],
    k: int | tuple[int, int],
    stride: int | tuple[int, int] | None = None,
    pad: int | tuple[int, int] = 0,
) -> Float[np.ndarray, "b c h2 w2"]:
    """The mean of each window, channel by channel.

        out[b, c, r, q] = sum_{i < kh, j < kw} padded[b, c, r * sh + i, q * sw + j] / (kh * kw)

    Source: LeCun et al., Gradient-Based Learning Applied to Document Recognition (1998), section
    II.B, without the trained coefficients.

    Args:
        x: images, float32 or float64.
        k: size (kh, kw) of the window; one number for both.
        stride: steps (sh, sw) from one window to the next. None: (kh, kw), so that the windows lie
            side by side and do not overlap.
        pad: zeros around the image, (rows above and below, columns left and right), at most half
            of k.

    Returns:
        Array of shape (b, c, h2, w2) with the dtype of `x`.

    Conventions: zeros of the border count as entries, so the divisor is kh * kw in every place, as
    in PyTorch by default. Channels are never mixed. `x` is not changed.

    Example:
        >>> avg_pool2d(np.array([[[[1.0, 5.0, 2.0], [3.0, 7.0, 6.0]]]]), k=2, stride=1)
        array([[[[4., 5.]]]])
    """
    # BEGIN SOLUTION
    (kh, kw), (ph, pw) = pair(k), pair(pad)
    sh, sw = (kh, kw) if stride is None else pair(stride)
    h2 = conv_output_size(x.shape[2], kh, sh, ph)
    w2 = conv_output_size(x.shape[3], kw, sw, pw)
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    total = np.zeros((*x.shape[:2], h2, w2), dtype=x.dtype)
    for i in range(kh):
        for j in range(kw):
            total += padded[:, :, i::sh, j::sw][:, :, :h2, :w2]  # entry (i, j) of every window
    return total / (kh * kw)
    # END SOLUTION
    # BEGIN MISTAKE avg-divides-valid
    # why: zeros of the border are not counted, as with count_include_pad=False
    # hint: At a corner with padding 1, by which number do you divide: that of the window's
    # hint: entries, or that of the image's entries in it? What do the conventions say?
    # (kh, kw), (ph, pw) = pair(k), pair(pad)
    # sh, sw = (kh, kw) if stride is None else pair(stride)
    # h2 = conv_output_size(x.shape[2], kh, sh, ph)
    # w2 = conv_output_size(x.shape[3], kw, sw, pw)
    # padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    # inside = np.pad(np.ones_like(x), ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    # total = np.zeros((*x.shape[:2], h2, w2), dtype=x.dtype)
    # count = np.zeros_like(total)
    # for i in range(kh):
    #     for j in range(kw):
    #         total += padded[:, :, i::sh, j::sw][:, :, :h2, :w2]
    #         count += inside[:, :, i::sh, j::sw][:, :, :h2, :w2]
    # return total / count
    # END MISTAKE
    # BEGIN MISTAKE stride-defaults-1
    # why: windows of a pool lie side by side by default; a default of 1 is that of convolution
    # hint: Without a stride, do the windows overlap? How many are there in 6 columns for k = 2?
    # (kh, kw), (ph, pw) = pair(k), pair(pad)
    # sh, sw = (1, 1) if stride is None else pair(stride)
    # h2 = conv_output_size(x.shape[2], kh, sh, ph)
    # w2 = conv_output_size(x.shape[3], kw, sw, pw)
    # padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    # total = np.zeros((*x.shape[:2], h2, w2), dtype=x.dtype)
    # for i in range(kh):
    #     for j in range(kw):
    #         total += padded[:, :, i::sh, j::sw][:, :, :h2, :w2]
    # return total / (kh * kw)
    # END MISTAKE
    # BEGIN MISTAKE sum-not-mean
    # why: the sum grows with the window; the mean does not
    # hint: All entries of an image are 7. What is the mean of a window of four?
    # (kh, kw), (ph, pw) = pair(k), pair(pad)
    # sh, sw = (kh, kw) if stride is None else pair(stride)
    # h2 = conv_output_size(x.shape[2], kh, sh, ph)
    # w2 = conv_output_size(x.shape[3], kw, sw, pw)
    # padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    # total = np.zeros((*x.shape[:2], h2, w2), dtype=x.dtype)
    # for i in range(kh):
    #     for j in range(kw):
    #         total += padded[:, :, i::sh, j::sw][:, :, :h2, :w2]
    # return total
    # END MISTAKE
