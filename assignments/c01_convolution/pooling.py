"""Pooling: one number for each window, and on the way back its share for each entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

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
    # TODO: The largest entry of each window, channel by channel
    raise NotImplementedError("max_pool2d: The largest entry of each window, channel by channel")


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
    # TODO: Gradient of a loss for the image of `max_pool2d`: each window's goes to its largest
    #     entry
    raise NotImplementedError(
        "max_pool2d_backward: Gradient of a loss for the image of `max_pool2d`: each window's goes "
        "to its largest entry"
    )


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
    # TODO: The mean of each window, channel by channel
    raise NotImplementedError("avg_pool2d: The mean of each window, channel by channel")
