"""The student believed that it is enough when every group weighs the same."""

from collections import Counter

import numpy as np


def reweighing(y, g):
    size = Counter(list(g))
    return np.array([len(y) / (len(size) * size[label]) for label in g])
