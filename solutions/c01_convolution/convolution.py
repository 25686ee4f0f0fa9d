"""Convolution of images: a bank of small filters that looks at every place in the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .sizes import conv_output_size, pair

if TYPE_CHECKING:  # shapes for the reader; nothing to install
    from jaxtyping import Float


def conv2d(
    x: Float[np.ndarray, "b c h w"],
    w: Float[np.ndarray, "o c/groups kh kw"],
    b: Float[np.ndarray, " o"] | None = None,
    stride: int | tuple[int, int] = 1,
    pad: int | tuple[int, int] = 0,
    dilation: int | tuple[int, int] = 1,
    groups: int = 1,
) -> Float[np.ndarray, "b o h2 w2"]:
    """Slide kernels over images: at each place, a sum over channels, kernel rows and columns.

        out[b, o, r, q] = b[o] + sum_{c, i, j} w[o, c, i, j]
                                 * padded[b, c, r * sh + i * dh, q * sw + j * dw]

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), equations 9.6 to 9.8; groups:
    Krizhevsky, Sutskever and Hinton, ImageNet Classification with Deep Convolutional Neural
    Networks (2012), section 3.2.

    Args:
        x: b images of c channels, float32 or float64.
        w: o kernels, each over c / groups channels, of the dtype of `x`.
        b: one number per output channel, of the dtype of `x`, added everywhere; None: nothing is
            added.
        stride: steps (sh, sw) from one place to the next; one number for both.
        pad: zeros around the image, (rows above and below, columns left and right).
        dilation: steps (dh, dw) from one kernel entry to the next.
        groups: input and output channels fall into so many groups, in order; an output channel
            sees the channels of its own group only. Divides c and o.

    Returns:
        Array of shape (b, o, h2, w2) with the dtype of `x`, where h2 and w2 are conv_output_size
        of the two axes.

    Conventions: the kernel is not turned round: w[:, :, 0, 0] meets the window's upper left corner.
    (Mathematics calls this cross-correlation.) Zeros are put around the input, never around the
    output. No argument is changed.

    Example:
        >>> x = np.arange(12.0).reshape(1, 1, 3, 4)
        >>> conv2d(x, np.array([[[[-1.0, 1.0]]]]))  # right minus left
        array([[[[1., 1., 1.],
                 [1., 1., 1.],
                 [1., 1., 1.]]]])
    """
    # BEGIN SOLUTION
    (sh, sw), (ph, pw), (dh, dw) = pair(stride), pair(pad), pair(dilation)
    (n, _, height, width), (o, c, kh, kw) = x.shape, w.shape
    h2 = conv_output_size(height, kh, sh, ph, dh)
    w2 = conv_output_size(width, kw, sw, pw, dw)
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    padded = padded.reshape(n, groups, c, *padded.shape[2:])
    kernels = w.reshape(groups, o // groups, c, kh, kw)
    out = np.zeros((n, groups, o // groups, h2, w2), dtype=x.dtype)
    for i in range(kh):
        for j in range(kw):
            # What kernel entry (i, j) meets, for every place at once.
            met = padded[..., i * dh :: sh, j * dw :: sw][..., :h2, :w2]
            out += np.einsum("bgchw,goc->bgohw", met, kernels[..., i, j])
    out = out.reshape(n, o, h2, w2)
    return out if b is None else out + b[:, None, None]
    # END SOLUTION
    # BEGIN MISTAKE flipped-kernel
    # why: the convolution of mathematics turns the kernel by 180 degrees; networks do not
    # hint: Which entry of the kernel meets the upper left corner of the window: w[..., 0, 0] or
    # hint: w[..., -1, -1]? Try a kernel with a single 1 in a corner.
    # (sh, sw), (ph, pw), (dh, dw) = pair(stride), pair(pad), pair(dilation)
    # (n, _, height, width), (o, c, kh, kw) = x.shape, w.shape
    # h2 = conv_output_size(height, kh, sh, ph, dh)
    # w2 = conv_output_size(width, kw, sw, pw, dw)
    # padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    # padded = padded.reshape(n, groups, c, *padded.shape[2:])
    # kernels = w.reshape(groups, o // groups, c, kh, kw)
    # out = np.zeros((n, groups, o // groups, h2, w2), dtype=x.dtype)
    # for i in range(kh):
    #     for j in range(kw):
    #         met = padded[..., i * dh :: sh, j * dw :: sw][..., :h2, :w2]
    #         out += np.einsum("bgchw,goc->bgohw", met, kernels[..., kh - 1 - i, kw - 1 - j])
    # out = out.reshape(n, o, h2, w2)
    # return out if b is None else out + b[:, None, None]
    # END MISTAKE
    # BEGIN MISTAKE swaps-hw
    # why: the kernel is read with rows and columns exchanged, which square sizes hide in shape
    # hint: Slide a kernel of one row and three columns. Does your output lose rows or columns?
    # (sh, sw), (ph, pw), (dh, dw) = pair(stride), pair(pad), pair(dilation)
    # (n, _, height, width), (o, c, kw, kh) = x.shape, w.shape
    # h2 = conv_output_size(height, kh, sh, ph, dh)
    # w2 = conv_output_size(width, kw, sw, pw, dw)
    # padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    # padded = padded.reshape(n, groups, c, *padded.shape[2:])
    # kernels = w.reshape(groups, o // groups, c, kw, kh)
    # out = np.zeros((n, groups, o // groups, h2, w2), dtype=x.dtype)
    # for i in range(kh):
    #     for j in range(kw):
    #         met = padded[..., i * dh :: sh, j * dw :: sw][..., :h2, :w2]
    #         out += np.einsum("bgchw,goc->bgohw", met, kernels[..., j, i])
    # out = out.reshape(n, o, h2, w2)
    # return out if b is None else out + b[:, None, None]
    # END MISTAKE
    # BEGIN MISTAKE pads-after
    # why: zeros around the output have the right shape and lose every sum at the border
    # hint: Look at the border of your output: what should stand there when the kernel hangs half
    # hint: over the edge of the image, and what does?
    # (sh, sw), (ph, pw), (dh, dw) = pair(stride), pair(pad), pair(dilation)
    # (n, _, height, width), (o, c, kh, kw) = x.shape, w.shape
    # h2 = conv_output_size(height, kh, sh, 0, dh)
    # w2 = conv_output_size(width, kw, sw, 0, dw)
    # padded = x.reshape(n, groups, c, height, width)
    # kernels = w.reshape(groups, o // groups, c, kh, kw)
    # out = np.zeros((n, groups, o // groups, h2, w2), dtype=x.dtype)
    # for i in range(kh):
    #     for j in range(kw):
    #         met = padded[..., i * dh :: sh, j * dw :: sw][..., :h2, :w2]
    #         out += np.einsum("bgchw,goc->bgohw", met, kernels[..., i, j])
    # out = out.reshape(n, o, h2, w2)
    # out = out if b is None else out + b[:, None, None]
    # return np.pad(out, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    # END MISTAKE
    # BEGIN MISTAKE stride-on-one-axis
    # why: the places are sh apart down the image and next to each other across it
    # hint: With stride 2, at which column does the second window of a row begin?
    # (sh, _), (ph, pw), (dh, dw) = pair(stride), pair(pad), pair(dilation)
    # (n, _, height, width), (o, c, kh, kw) = x.shape, w.shape
    # h2 = conv_output_size(height, kh, sh, ph, dh)
    # w2 = conv_output_size(width, kw, 1, pw, dw)
    # padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    # padded = padded.reshape(n, groups, c, *padded.shape[2:])
    # kernels = w.reshape(groups, o // groups, c, kh, kw)
    # out = np.zeros((n, groups, o // groups, h2, w2), dtype=x.dtype)
    # for i in range(kh):
    #     for j in range(kw):
    #         met = padded[..., i * dh :: sh, j * dw :][..., :h2, :w2]
    #         out += np.einsum("bgchw,goc->bgohw", met, kernels[..., i, j])
    # out = out.reshape(n, o, h2, w2)
    # return out if b is None else out + b[:, None, None]
    # END MISTAKE
    # BEGIN MISTAKE sums-over-batch
    # why: an einsum letter that is missing on the right is summed over: here the batch
    # hint: Put the same image twice into a batch. Should the output of the first one change? Which
    # hint: letters of your einsum stand on the left only?
    # (sh, sw), (ph, pw), (dh, dw) = pair(stride), pair(pad), pair(dilation)
    # (n, _, height, width), (o, c, kh, kw) = x.shape, w.shape
    # h2 = conv_output_size(height, kh, sh, ph, dh)
    # w2 = conv_output_size(width, kw, sw, pw, dw)
    # padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    # padded = padded.reshape(n, groups, c, *padded.shape[2:])
    # kernels = w.reshape(groups, o // groups, c, kh, kw)
    # out = np.zeros((n, groups, o // groups, h2, w2), dtype=x.dtype)
    # for i in range(kh):
    #     for j in range(kw):
    #         met = padded[..., i * dh :: sh, j * dw :: sw][..., :h2, :w2]
    #         out += np.einsum("bgchw,goc->gohw", met, kernels[..., i, j])
    # out = out.reshape(n, o, h2, w2)
    # return out if b is None else out + b[:, None, None]
    # END MISTAKE
    # BEGIN MISTAKE bias-broadcast
    # why: broadcasting aligns at the right, so each column gets a number and not each channel
    # hint: Align the shapes (b, o, h2, w2) and (o,) at the right. Which axis meets the bias?
    # (sh, sw), (ph, pw), (dh, dw) = pair(stride), pair(pad), pair(dilation)
    # (n, _, height, width), (o, c, kh, kw) = x.shape, w.shape
    # h2 = conv_output_size(height, kh, sh, ph, dh)
    # w2 = conv_output_size(width, kw, sw, pw, dw)
    # padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    # padded = padded.reshape(n, groups, c, *padded.shape[2:])
    # kernels = w.reshape(groups, o // groups, c, kh, kw)
    # out = np.zeros((n, groups, o // groups, h2, w2), dtype=x.dtype)
    # for i in range(kh):
    #     for j in range(kw):
    #         met = padded[..., i * dh :: sh, j * dw :: sw][..., :h2, :w2]
    #         out += np.einsum("bgchw,goc->bgohw", met, kernels[..., i, j])
    # out = out.reshape(n, o, h2, w2)
    # return out if b is None else out + b
    # END MISTAKE
    # BEGIN MISTAKE channel-mean
    # why: a filter weighs its channels itself; dividing by their number shrinks the output
    # hint: Take three channels and a kernel of ones. Is the output the sum over the window, or a
    # hint: third of it?
    # (sh, sw), (ph, pw), (dh, dw) = pair(stride), pair(pad), pair(dilation)
    # (n, _, height, width), (o, c, kh, kw) = x.shape, w.shape
    # h2 = conv_output_size(height, kh, sh, ph, dh)
    # w2 = conv_output_size(width, kw, sw, pw, dw)
    # padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    # padded = padded.reshape(n, groups, c, *padded.shape[2:])
    # kernels = w.reshape(groups, o // groups, c, kh, kw)
    # out = np.zeros((n, groups, o // groups, h2, w2), dtype=x.dtype)
    # for i in range(kh):
    #     for j in range(kw):
    #         met = padded[..., i * dh :: sh, j * dw :: sw][..., :h2, :w2]
    #         out += np.einsum("bgchw,goc->bgohw", met, kernels[..., i, j])
    # out = out.reshape(n, o, h2, w2) / c
    # return out if b is None else out + b[:, None, None]
    # END MISTAKE
    # BEGIN MISTAKE dilation-ignored
    # why: the kernel has no gaps, whatever dilation says
    # hint: With dilation 2, how far from the window's first column is the second column of the
    # hint: kernel?
    # (sh, sw), (ph, pw) = pair(stride), pair(pad)
    # (n, _, height, width), (o, c, kh, kw) = x.shape, w.shape
    # h2 = conv_output_size(height, kh, sh, ph)
    # w2 = conv_output_size(width, kw, sw, pw)
    # padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    # padded = padded.reshape(n, groups, c, *padded.shape[2:])
    # kernels = w.reshape(groups, o // groups, c, kh, kw)
    # out = np.zeros((n, groups, o // groups, h2, w2), dtype=x.dtype)
    # for i in range(kh):
    #     for j in range(kw):
    #         met = padded[..., i::sh, j::sw][..., :h2, :w2]
    #         out += np.einsum("bgchw,goc->bgohw", met, kernels[..., i, j])
    # out = out.reshape(n, o, h2, w2)
    # return out if b is None else out + b[:, None, None]
    # END MISTAKE
    # BEGIN MISTAKE groups-interleaved
    # why: deals the channels out in turn; the groups are blocks of neighbours
    # hint: With 4 output channels and 2 groups, which output channels see the first half of the
    # hint: input: 0 and 1, or 0 and 2?
    # (sh, sw), (ph, pw), (dh, dw) = pair(stride), pair(pad), pair(dilation)
    # (n, _, height, width), (o, c, kh, kw) = x.shape, w.shape
    # h2 = conv_output_size(height, kh, sh, ph, dh)
    # w2 = conv_output_size(width, kw, sw, pw, dw)
    # padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    # padded = padded.reshape(n, groups, c, *padded.shape[2:])
    # kernels = w.reshape(o // groups, groups, c, kh, kw).swapaxes(0, 1)
    # out = np.zeros((n, groups, o // groups, h2, w2), dtype=x.dtype)
    # for i in range(kh):
    #     for j in range(kw):
    #         met = padded[..., i * dh :: sh, j * dw :: sw][..., :h2, :w2]
    #         out += np.einsum("bgchw,goc->bgohw", met, kernels[..., i, j])
    # out = out.swapaxes(1, 2).reshape(n, o, h2, w2)
    # return out if b is None else out + b[:, None, None]
    # END MISTAKE
