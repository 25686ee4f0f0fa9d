"""The way back: how the loss changes with the image, the kernels and the biases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:  # shapes for the reader; nothing to install
    from jaxtyping import Float

    Size = int | tuple[int, int]
    Image = Float[np.ndarray, "b c h w"]
    Kernels = Float[np.ndarray, "o c kh kw"]


def conv2d_backward(
    dout: Float[np.ndarray, "b o h2 w2"], cache: tuple[Image, Kernels, Size, Size, Size]
) -> tuple[Image, Kernels, Float[np.ndarray, " o"]]:
    """Gradients of a loss for the image, the kernels and the biases of `conv2d`.

        dx[b, c, y, z]    = sum of dout[b, o, r, q] * w[o, c, i, j] over all (o, r, q, i, j) for
                            which out[b, o, r, q] has met x[b, c, y, z] with w[o, c, i, j]
        dw[o, c, i, j]    = sum of dout[b, o, r, q] * padded[b, c, r * sh + i * dh, q * sw + j * dw]
                            over b, r, q
        db[o]             = sum of dout[b, o, r, q] over b, r, q

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), equations 9.11 and 9.13.

    Args:
        dout: gradient of the loss for the output of `conv2d`, float32 or float64.
        cache: (x, w, stride, pad, dilation), what `conv2d` was called with. There are no groups.

    Returns:
        (dx, dw, db), with the shapes of x, w and the bias, and the dtype of x.

    Conventions: an entry of x that no window has met has gradient 0. `dout` and what is in the
    cache are not changed.

    Example:
        >>> x, w = np.array([[[[1.0, 2.0, 4.0]]]]), np.array([[[[3.0, 5.0]]]])
        >>> dx, dw, db = conv2d_backward(np.array([[[[1.0, 10.0]]]]), (x, w, 1, 0, 1))
        >>> dx, dw, db
        (array([[[[ 3., 35., 50.]]]]), array([[[[21., 42.]]]]), array([11.]))
    """
    # TODO: Gradients of a loss for the image, the kernels and the biases of `conv2d`
    raise NotImplementedError(
        "conv2d_backward: Gradients of a loss for the image, the kernels and the biases of `conv2d`"
    )
