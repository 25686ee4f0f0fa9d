"""Rounds half a place up."""

import math


def conv_output_size(n, k, stride=1, pad=0, dilation=1):
    kernel = k + (k - 1) * (dilation - 1)
    if kernel > n + 2 * pad:
        raise ValueError("kernel larger than input")
    return math.ceil((n - kernel + 2 * pad) / stride) + 1
