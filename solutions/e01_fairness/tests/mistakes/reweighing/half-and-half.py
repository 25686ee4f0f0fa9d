"""The student believed that each group should have as many positives as negatives."""

from collections import Counter

import numpy as np


def reweighing(y, g):
    y, g = [int(a) for a in y], list(g)
    cells = Counter(zip(g, y, strict=True))
    share = len(y) / len(cells)
    return np.array([share / cells[k, a] for k, a in zip(g, y, strict=True)])
