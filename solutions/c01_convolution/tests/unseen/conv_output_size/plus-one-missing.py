"""I believed that there are as many places as steps."""

from __future__ import annotations


def conv_output_size(n: int, k: int, stride: int = 1, pad: int = 0, dilation: int = 1) -> int:
    reach = dilation * (k - 1) + 1
    if reach > n + 2 * pad:
        raise ValueError(f"the kernel reaches over {reach} entries of {n + 2 * pad}")
    return (n + 2 * pad - reach) // stride
