"""Takes the deviation that statistics programs print."""

import statistics

import numpy as np


def standardise(x, axis=0, eps=1e-8):
    deviation = np.apply_along_axis(lambda column: statistics.stdev(column.tolist()), axis, x)
    return (x - x.mean(axis, keepdims=True)) / (np.expand_dims(deviation, axis) + eps)
