"""I believed that the fraction of the formula may stay a fraction."""

from __future__ import annotations


def conv_output_size(n: int, k: int, stride: int = 1, pad: int = 0, dilation: int = 1) -> int:
    room = n + 2 * pad - dilation * (k - 1) - 1
    if room < 0:
        raise ValueError(f"a kernel of {k} has no place on an axis of {n}")
    return room / stride + 1
