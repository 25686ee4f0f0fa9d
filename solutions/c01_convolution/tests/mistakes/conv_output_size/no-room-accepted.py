"""At least one place, whatever the kernel is."""


def conv_output_size(n, k, stride=1, pad=0, dilation=1):
    return max(1, (n + 2 * pad - dilation * (k - 1) - 1) // stride + 1)
