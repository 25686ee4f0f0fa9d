"""Convolution along one axis: a pattern slides over a signal, or over the words of a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .sizes import conv_output_size

if TYPE_CHECKING:  # shapes for the reader; nothing to install
    from jaxtyping import Float


def conv1d(
    x: Float[np.ndarray, "b c l"],
    w: Float[np.ndarray, "o c k"],
    stride: int = 1,
    pad: int = 0,
) -> Float[np.ndarray, "b o l2"]:
    """Slide kernels along a signal: at each place, a sum over the channels and the kernel.

        out[b, o, t] = sum_{c, i} w[o, c, i] * padded[b, c, t * stride + i]

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), equation 9.6, for one axis.

    Args:
        x: b signals of c channels and length l, float32 or float64. For a text, c is the width of
            the word vectors and l the number of words.
        w: o kernels, each over all c channels and k entries, of the dtype of `x`.
        stride: steps from one place to the next.
        pad: zeros added at the front, and as many at the back.

    Returns:
        Array of shape (b, o, l2) with the dtype of `x`, l2 = conv_output_size(l, k, stride, pad).

    Conventions: the kernel is not turned round: w[..., 0] meets the entry furthest to the front.
    (Signal processing calls this cross-correlation.) No argument is changed.

    Example:
        >>> conv1d(np.array([[[1.0, 2.0, 4.0, 8.0]]]), np.array([[[-1.0, 1.0]]]))
        array([[[1., 2., 4.]]])
    """
    # BEGIN SOLUTION
    k = w.shape[-1]
    l2 = conv_output_size(x.shape[-1], k, stride, pad)
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad)))
    out = np.zeros((len(x), len(w), l2), dtype=x.dtype)
    for i in range(k):
        met = padded[:, :, i::stride][:, :, :l2]  # what kernel entry i meets, for every place
        out += np.einsum("bcl,oc->bol", met, w[:, :, i])
    return out
    # END SOLUTION
    # BEGIN MISTAKE flipped-kernel
    # why: np.convolve and the convolution of mathematics turn the kernel round
    # hint: Which entry of the kernel meets the first entry of the signal: w[..., 0] or w[..., -1]?
    # k = w.shape[-1]
    # l2 = conv_output_size(x.shape[-1], k, stride, pad)
    # padded = np.pad(x, ((0, 0), (0, 0), (pad, pad)))
    # out = np.zeros((len(x), len(w), l2), dtype=x.dtype)
    # for i in range(k):
    #     met = padded[:, :, i::stride][:, :, :l2]
    #     out += np.einsum("bcl,oc->bol", met, w[:, :, k - 1 - i])
    # return out
    # END MISTAKE
    # BEGIN MISTAKE pads-front-only
    # why: all the padding in front makes the convolution causal and shifts the output
    # hint: How many zeros stand before the signal, and how many behind it? In which place does the
    # hint: middle of the kernel meet the first entry?
    # k = w.shape[-1]
    # l2 = conv_output_size(x.shape[-1], k, stride, pad)
    # padded = np.pad(x, ((0, 0), (0, 0), (2 * pad, 0)))
    # out = np.zeros((len(x), len(w), l2), dtype=x.dtype)
    # for i in range(k):
    #     met = padded[:, :, i::stride][:, :, :l2]
    #     out += np.einsum("bcl,oc->bol", met, w[:, :, i])
    # return out
    # END MISTAKE
