"""Scaling of matrices and series."""

import numpy as np


def standardise(x, axis=0, eps=1e-8):
    """Mean 0 and standard deviation 1 along ``axis``; ``eps`` is added to the deviation."""
    # BEGIN SOLUTION
    centred = x - x.mean(axis=axis, keepdims=True)
    return centred / (x.std(axis=axis, keepdims=True) + eps)
    # END SOLUTION
    # BEGIN MISTAKE sample-deviation
    # why: divides by n - 1
    # hint: By how many numbers do you divide?
    # centred = x - x.mean(axis=axis, keepdims=True)
    # return centred / (x.std(axis=axis, keepdims=True, ddof=1) + eps)
    # END MISTAKE
    # BEGIN MISTAKE not-centred
    # why: scales only
    # hint: What is the mean of your result?
    # return x / (x.std(axis=axis, keepdims=True) + eps)
    # END MISTAKE


def moving_average(x, width):
    """The mean of each window of ``width`` neighbours."""
    # BEGIN SOLUTION
    # EQUIVALENT off-by-one 1 -> 0: this note is wrong, the change is a mistake
    places = len(x) - width + 1
    return np.array([x[i : i + width].mean() for i in range(places)])
    # END SOLUTION
    # BEGIN MISTAKE sums
    # why: adds up
    # hint: What is the mean of three ones?
    # places = len(x) - width + 1
    # return np.array([x[i : i + width].sum() for i in range(places)])
    # END MISTAKE
