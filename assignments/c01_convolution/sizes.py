"""How many places a kernel has on an axis, and how much padding keeps an axis as long as it is."""

from __future__ import annotations


def pair(size: int | tuple[int, int]) -> tuple[int, int]:
    """A size for rows and columns: one number stands for both.

    Given, not graded. Kernels of pools, strides, paddings and dilations may be written both ways.

    Example:
        >>> pair(3), pair((3, 1))
        ((3, 3), (3, 1))
    """
    return (size, size) if isinstance(size, int) else (size[0], size[1])


def conv_output_size(n: int, k: int, stride: int = 1, pad: int = 0, dilation: int = 1) -> int:
    """Number of places that a kernel of `k` entries has on an axis of `n` entries.

        places = floor((n + 2 pad - dilation (k - 1) - 1) / stride) + 1

    Source: Dumoulin and Visin, A guide to convolution arithmetic for deep learning (2016),
    relationship 15.

    Args:
        n: length of the axis, at least 1.
        k: entries of the kernel along the axis, at least 1.
        stride: steps from one place to the next, at least 1.
        pad: entries added at the front, and as many at the back, at least 0.
        dilation: steps from one kernel entry to the next, at least 1; 1 is a kernel without gaps.

    Returns:
        An int, at least 1. What is left over at the end, less than a stride, is not visited.

    Raises:
        ValueError: the kernel reaches further than the padded axis, so that it has no place.

    Example:
        >>> conv_output_size(8, 3, stride=2), conv_output_size(8, 3, dilation=2)
        (3, 4)
    """
    # TODO: Number of places that a kernel of `k` entries has on an axis of `n` entries
    raise NotImplementedError(
        "conv_output_size: Number of places that a kernel of `k` entries has on an axis of `n` "
        "entries"
    )


def same_padding(n: int, k: int, s: int) -> tuple[int, int]:
    """Padding in front of and behind an axis so that it has ceil(n / s) places for a kernel.

        total = max(s (ceil(n / s) - 1) + k - n, 0)

    The name is from stride 1, where the axis stays as long as it is. This is TensorFlow's "SAME".

    Args:
        n: length of the axis, at least 1.
        k: entries of the kernel, at least 1.
        s: stride, at least 1.

    Returns:
        (l, r): two ints of at least 0, l entries in front and r behind, and l + r = total.

    Conventions: where the total is odd, the entry more is behind: r = l + 1.

    Example:
        >>> same_padding(5, 3, 1), same_padding(5, 4, 1)
        ((1, 1), (1, 2))
    """
    # TODO: Padding in front of and behind an axis so that it has ceil(n / s) places for a kernel
    raise NotImplementedError(
        "same_padding: Padding in front of and behind an axis so that it has ceil(n / s) places "
        "for a kernel"
    )
