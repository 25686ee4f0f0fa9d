"""One number for both ends, as conv2d takes it."""


def same_padding(n, k, s):
    pad = max(0, ((n - 1) // s * s + k - n) // 2)
    return pad, pad
