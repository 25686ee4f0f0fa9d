"""Convolution along one axis: a pattern slides over a signal, or over the words of a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

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
    # TODO: Slide kernels along a signal: at each place, a sum over the channels and the kernel
    raise NotImplementedError(
        "conv1d: Slide kernels along a signal: at each place, a sum over the channels and the "
        "kernel"
    )
