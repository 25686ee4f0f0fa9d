"""The effect is a distance between the two sets, so it is never negative."""

import itertools

import numpy as np

SAME = 1e-9


def cosine(u, v):
    return float(np.dot(u, v) / (np.linalg.norm(u) * np.linalg.norm(v)))


def weat(X, Y, A, B, E):
    if len(X) != len(Y):
        raise ValueError("X and Y are not equally long")
    s = {
        word: np.mean([cosine(E[word], E[a]) for a in A])
        - np.mean([cosine(E[word], E[b]) for b in B])
        for word in [*X, *Y]
    }
    words = list(s)
    observed = np.mean([s[w] for w in X]) - np.mean([s[w] for w in Y])
    effect = abs(observed) / np.std(list(s.values()), ddof=1)
    counts = []
    for first in itertools.combinations(words, len(X)):
        second = [w for w in words if w not in first]
        difference = np.mean([s[w] for w in first]) - np.mean([s[w] for w in second])
        counts.append(difference >= observed - SAME)
    return float(effect), float(np.mean(counts))
