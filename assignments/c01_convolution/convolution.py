"""Convolution of images: a bank of small filters that looks at every place in the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

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
    # TODO: Slide kernels over images: at each place, a sum over channels, kernel rows and columns
    raise NotImplementedError(
        "conv2d: Slide kernels over images: at each place, a sum over channels, kernel rows and "
        "columns"
    )
