"""I believed that pad is the number of zeros that the axis gets altogether."""

from __future__ import annotations


def conv_output_size(n: int, k: int, stride: int = 1, pad: int = 0, dilation: int = 1) -> int:
    padded = n + pad
    reach = dilation * (k - 1) + 1
    if reach > padded:
        raise ValueError(f"a kernel that reaches over {reach} does not fit into {padded}")
    return (padded - reach) // stride + 1
