"""im2col: every window of an image as a column, so that a convolution is one matrix product."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:  # shapes for the reader; nothing to install
    from jaxtyping import Float


def im2col(
    x: Float[np.ndarray, "b c h w"],
    k: int | tuple[int, int],
    s: int | tuple[int, int] = 1,
    p: int | tuple[int, int] = 0,
) -> Float[np.ndarray, "b c*kh*kw L"]:
    """The windows of `x` as the columns of a matrix, one matrix per image.

        columns[b, (c * kh + i) * kw + j, r * w2 + q] = padded[b, c, r * sh + i, q * sw + j]

    Source: Chellapilla, Puri and Simard, High Performance Convolutional Neural Networks for
    Document Processing (2006).

    Args:
        x: images, float32 or float64.
        k: size of the window (kh, kw); one number for both.
        s: stride (sh, sw).
        p: zeros around the image, (rows above and below, columns left and right).

    Returns:
        Array of shape (b, c * kh * kw, L) with the dtype of `x`, where L = h2 * w2 is the number of
        windows, h2 below each other and w2 side by side.

    Conventions: down a column comes the first channel's window, row by row, then the next
    channel's: the order of `w.reshape(o, -1)` for a kernel w of shape (o, c, kh, kw). From column
    to column the windows go along the first row, then along the next. `x` is not changed.

    Example:
        >>> im2col(np.arange(6.0).reshape(1, 1, 2, 3), k=2)[0]
        array([[0., 1.],
               [1., 2.],
               [3., 4.],
               [4., 5.]])
    """
    # TODO: The windows of `x` as the columns of a matrix, one matrix per image
    raise NotImplementedError(
        "im2col: The windows of `x` as the columns of a matrix, one matrix per image"
    )
