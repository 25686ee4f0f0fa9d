"""im2col: every window of an image as a column, so that a convolution is one matrix product."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .sizes import pair

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
    # BEGIN SOLUTION
    (kh, kw), (sh, sw), (ph, pw) = pair(k), pair(s), pair(p)
    b, c = x.shape[:2]
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kh, kw), axis=(2, 3))
    windows = windows[:, :, ::sh, ::sw]  # (b, c, h2, w2, kh, kw)
    return windows.transpose(0, 1, 4, 5, 2, 3).reshape(b, c * kh * kw, -1)
    # END SOLUTION
    # BEGIN MISTAKE order
    # why: kernel entries before channels; w.reshape(o, -1) has the channels first
    # hint: Write down the first k * k entries of w.reshape(o, -1). Do they belong to one channel,
    # hint: or to one entry of the window?
    # (kh, kw), (sh, sw), (ph, pw) = pair(k), pair(s), pair(p)
    # b, c = x.shape[:2]
    # padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    # windows = np.lib.stride_tricks.sliding_window_view(padded, (kh, kw), axis=(2, 3))
    # windows = windows[:, :, ::sh, ::sw]
    # return windows.transpose(0, 4, 5, 1, 2, 3).reshape(b, kh * kw * c, -1)
    # END MISTAKE
    # BEGIN MISTAKE row-major-l
    # why: the windows go down the columns first, so the result is the transposed image
    # hint: Your second column: is its window the right neighbour of the first one, or the one
    # hint: below? What comes out when L is folded back to (h2, w2)?
    # (kh, kw), (sh, sw), (ph, pw) = pair(k), pair(s), pair(p)
    # b, c = x.shape[:2]
    # padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    # windows = np.lib.stride_tricks.sliding_window_view(padded, (kh, kw), axis=(2, 3))
    # windows = windows[:, :, ::sh, ::sw]
    # return windows.transpose(0, 1, 4, 5, 3, 2).reshape(b, c * kh * kw, -1)
    # END MISTAKE
    # BEGIN MISTAKE windows-as-rows
    # why: one row per window is the layout of Matlab and of many tutorials, transposed to ours
    # hint: With w.reshape(o, -1) on the left of a matrix product, must a window be a row or a
    # hint: column of what stands on the right?
    # (kh, kw), (sh, sw), (ph, pw) = pair(k), pair(s), pair(p)
    # b, c = x.shape[:2]
    # padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    # windows = np.lib.stride_tricks.sliding_window_view(padded, (kh, kw), axis=(2, 3))
    # windows = windows[:, :, ::sh, ::sw]
    # return windows.transpose(0, 2, 3, 1, 4, 5).reshape(b, -1, c * kh * kw)
    # END MISTAKE
