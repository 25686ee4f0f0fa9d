"""The student believed that the spread is over all words, so one divides by their number."""

import math
from itertools import combinations


def cos(a, b):
    dot = sum(float(x) * float(y) for x, y in zip(a, b, strict=True))
    return dot / (math.hypot(*map(float, a)) * math.hypot(*map(float, b)))


def association(w, A, B, E):
    a = sum(cos(E[w], E[x]) for x in A) / len(A)
    b = sum(cos(E[w], E[x]) for x in B) / len(B)
    return a - b


def mean(values):
    return sum(values) / len(values)


def std(values):
    m = mean(values)
    return math.sqrt(sum((v - m) ** 2 for v in values) / len(values))


def weat(X, Y, A, B, E):
    if len(X) != len(Y):
        raise ValueError("unequal")
    x = [association(w, A, B, E) for w in X]
    y = [association(w, A, B, E) for w in Y]
    everything, n = x + y, len(x)
    observed = mean(x) - mean(y)
    hits, splits = 0, 0
    for half in combinations(range(2 * n), n):
        left = [everything[i] for i in half]
        right = [everything[i] for i in range(2 * n) if i not in half]
        hits += mean(left) - mean(right) > observed - 1e-9
        splits += 1
    return observed / std(everything), hits / splits
