"""The same from sums, in another order of summation."""

import numpy as np


def standardise(x, axis=0, eps=1e-8):
    n = x.shape[axis]
    mean = np.sum(np.flip(x, axis), axis=axis, keepdims=True) / n
    squares = np.sum(np.flip((x - mean) ** 2, axis), axis=axis, keepdims=True)
    return (x - mean) * (1 / (np.sqrt(squares / n) + eps))


def moving_average(x, width):
    sums = np.cumsum(np.concatenate([[0.0], x]))
    return (sums[width:] - sums[:-width]) / width
