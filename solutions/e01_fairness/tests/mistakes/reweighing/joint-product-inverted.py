"""The student believed that a weight says how much more often than expected a cell occurs."""

from collections import Counter

import numpy as np


def reweighing(y, g):
    y, g = [int(a) for a in y], list(g)
    n, cells = len(y), Counter(zip(g, y, strict=True))
    groups, labels = Counter(g), Counter(y)
    weights = [n * cells[k, a] / (groups[k] * labels[a]) for k, a in zip(g, y, strict=True)]
    return np.array(weights)
