"""Reads pad as the padding of both ends together."""


def conv_output_size(n, k, stride=1, pad=0, dilation=1):
    starts = [s for s in range(0, n + pad, stride) if s + dilation * (k - 1) < n + pad]
    if not starts:
        raise ValueError("no place for the kernel")
    return len(starts)
