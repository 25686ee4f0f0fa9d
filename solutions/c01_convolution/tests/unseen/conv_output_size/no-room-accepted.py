"""I believed that the formula is all, and that a kernel always fits somewhere."""

from __future__ import annotations


def conv_output_size(n: int, k: int, stride: int = 1, pad: int = 0, dilation: int = 1) -> int:
    return (n + 2 * pad - dilation * (k - 1) - 1) // stride + 1
