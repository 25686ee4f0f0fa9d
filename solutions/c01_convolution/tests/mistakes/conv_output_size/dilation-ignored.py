"""The cheat sheet's formula, which has no dilation."""


def conv_output_size(n, k, stride=1, pad=0, dilation=1):
    size = (n - k + 2 * pad) // stride + 1
    if size < 1:
        raise ValueError("kernel larger than input")
    return size
