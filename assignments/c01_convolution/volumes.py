"""Convolution over volumes: films and scans have an axis more than pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:  # shapes for the reader; nothing to install
    from jaxtyping import Float


def conv3d(
    x: Float[np.ndarray, "b c d h w"],
    w: Float[np.ndarray, "o c kd kh kw"],
    b: Float[np.ndarray, " o"] | None = None,
    stride: int = 1,
    pad: int = 0,
) -> Float[np.ndarray, "b o d2 h2 w2"]:
    """Slide kernels through volumes, along depth, height and width.

        out[b, o, t, r, q] = b[o] + sum_{c, l, i, j} w[o, c, l, i, j]
                                    * padded[b, c, t * stride + l, r * stride + i, q * stride + j]

    Source: Tran et al., Learning Spatiotemporal Features with 3D Convolutional Networks (2015),
    section 3.1.

    Args:
        x: b volumes of c channels, float32 or float64. The depth d is time in a film and the number
            of slices in a scan.
        w: o kernels, each over all c channels, of the dtype of `x`.
        b: one number per output channel, of the dtype of `x`, added everywhere; None: nothing is
            added.
        stride: steps from one place to the next, the same along the three axes.
        pad: zeros around the volume, at both ends of the three axes.

    Returns:
        Array of shape (b, o, d2, h2, w2) with the dtype of `x`.

    Conventions: the kernel is not turned round. No argument is changed.

    Example:
        >>> conv3d(np.ones((1, 1, 3, 4, 5)), np.ones((1, 1, 2, 3, 4))).shape
        (1, 1, 2, 2, 2)
    """
    # Your conv2d can do most of it: `from .convolution import conv2d`. Which sum is left over?
    # TODO: Slide kernels through volumes, along depth, height and width
    raise NotImplementedError(
        "conv3d: Slide kernels through volumes, along depth, height and width"
    )
