"""I believed that a kernel of k entries reaches over k entries of the axis."""

from __future__ import annotations


def conv_output_size(n: int, k: int, stride: int = 1, pad: int = 0, dilation: int = 1) -> int:
    left = n + 2 * pad - k
    if left < 0:
        raise ValueError("the kernel is longer than the padded axis")
    return left // stride + 1
