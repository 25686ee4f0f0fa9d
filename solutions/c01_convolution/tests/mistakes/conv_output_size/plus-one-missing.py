"""Counts the steps of a range that ends too early."""


def conv_output_size(n, k, stride=1, pad=0, dilation=1):
    last = n + 2 * pad - 1 - dilation * (k - 1)
    if last < 0:
        raise ValueError("no place for the kernel")
    return len(range(stride, last + 1, stride))
