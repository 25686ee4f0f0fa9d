"""The student believed that a permutation gives every word to either side by a coin."""

import math
from itertools import product


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
    return math.sqrt(sum((v - m) ** 2 for v in values) / (len(values) - 1))


def weat(X, Y, A, B, E):
    if len(X) != len(Y):
        raise ValueError("unequal")
    x = [association(w, A, B, E) for w in X]
    y = [association(w, A, B, E) for w in Y]
    everything, n = x + y, len(x)
    observed = mean(x) - mean(y)
    hits, splits = 0, 0
    for coins in product((True, False), repeat=2 * n):
        left = [s for s, coin in zip(everything, coins, strict=True) if coin]
        right = [s for s, coin in zip(everything, coins, strict=True) if not coin]
        if not left or not right:
            continue
        hits += mean(left) - mean(right) > observed - 1e-9
        splits += 1
    return observed / std(everything), hits / splits
