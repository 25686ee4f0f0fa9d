"""Convolution over volumes: films and scans have an axis more than pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .convolution import conv2d
from .sizes import conv_output_size

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
    # BEGIN PROMPT
    # # Your conv2d can do most of it: `from .convolution import conv2d`. Which sum is left over?
    # END PROMPT
    # BEGIN SOLUTION
    kd = w.shape[2]
    d2 = conv_output_size(x.shape[2], kd, stride, pad)
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (0, 0), (0, 0)))

    def at_depth(start: int) -> np.ndarray:
        """The output for the kernel's place that begins at this depth."""
        slices = (conv2d(padded[:, :, start + i], w[:, :, i], None, stride, pad) for i in range(kd))
        return sum(slices)

    out = np.stack([at_depth(t * stride) for t in range(d2)], axis=2)
    return out if b is None else out + b[:, None, None, None]
    # END SOLUTION
    # BEGIN MISTAKE bias-in-each-slice
    # why: the bias goes into every one of the kernel's kd slices, so it is added kd times
    # hint: Let the kernel be all zeros. What should come out, and what does?
    # kd = w.shape[2]
    # d2 = conv_output_size(x.shape[2], kd, stride, pad)
    # padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (0, 0), (0, 0)))
    #
    # def at_depth(start: int) -> np.ndarray:
    #     slices = (
    #         conv2d(padded[:, :, start + i], w[:, :, i], b, stride, pad) for i in range(kd)
    #     )
    #     return sum(slices)
    #
    # return np.stack([at_depth(t * stride) for t in range(d2)], axis=2)
    # END MISTAKE
    # BEGIN MISTAKE depth-not-strided
    # why: the places follow each other at distance 1 along the depth, at distance stride elsewhere
    # hint: With stride 2, at which depth does the kernel's second place begin?
    # kd = w.shape[2]
    # d2 = conv_output_size(x.shape[2], kd, stride, pad)
    # padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (0, 0), (0, 0)))
    #
    # def at_depth(start: int) -> np.ndarray:
    #     slices = (
    #         conv2d(padded[:, :, start + i], w[:, :, i], None, stride, pad) for i in range(kd)
    #     )
    #     return sum(slices)
    #
    # out = np.stack([at_depth(t) for t in range(d2)], axis=2)
    # return out if b is None else out + b[:, None, None, None]
    # END MISTAKE
    # BEGIN MISTAKE depth-summed-away
    # why: meets every depth with one 2-D kernel, as if the depth were channels
    # hint: How many places has your kernel along the depth? A channel is summed over whole; may
    # hint: the kernel move along the depth?
    # out = sum(
    #     conv2d(x[:, :, i], w[:, :, i % w.shape[2]], None, stride, pad) for i in range(x.shape[2])
    # )
    # out = out[:, :, None]
    # return out if b is None else out + b[:, None, None, None]
    # END MISTAKE
