"""Bias in word embeddings: the Word Embedding Association Test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np

SAME = 1e-9
"""Two test statistics closer than this are equal: they differ by rounding only."""


def weat(
    X: Sequence[str],
    Y: Sequence[str],
    A: Sequence[str],
    B: Sequence[str],
    E: Mapping[str, np.ndarray],
) -> tuple[float, float]:
    """Are the words X closer to A, and the words Y closer to B? Effect size and exact p-value.

        s(w)   = mean over a in A of cos(w, a)  -  mean over b in B of cos(w, b)
        effect = (mean of s over X - mean of s over Y) / std of s over X and Y together
        p      = share of all splits of X and Y together into two halves (X', Y')
                 whose  mean s(X') - mean s(Y')  is at least  mean s(X) - mean s(Y)

    Source: Caliskan, Bryson and Narayanan, Semantics Derived Automatically from Language Corpora
    Contain Human-like Biases (2017).

    Args:
        X, Y: two sets of target words, equally many (at least 2, in the checks at most 6), no word
            in both.
        A, B: two sets of attribute words, at least 1 each, not necessarily equally many.
        E: the vector of each word, not 0. Vectors have any length.

    Returns:
        (effect, p), two floats. The effect is positive where X goes with A, and lies from -2 to 2.

    Conventions: the standard deviation divides by the number of words minus 1. The test is
    one-sided and exact: all splits into halves are counted, the one you have is among them, so
    p > 0. Two differences closer than 1e-9 count as equal ("at least" holds). X and Y of unequal
    length are a ValueError.

    Example: with s = 0.2 and 1 for X, -0.2 and -1 for Y, the effect is 1.441... and p is 1/6.
    """
    # BEGIN SOLUTION
    if len(X) != len(Y):
        raise ValueError("X and Y must have equally many words")

    def unit(words):
        return np.array([E[word] / np.linalg.norm(E[word]) for word in words])

    # The mean of cosines is the product with the mean of the unit vectors.
    s = unit([*X, *Y]) @ (unit(A).mean(axis=0) - unit(B).mean(axis=0))
    n, total = len(X), s.sum()
    difference = s[:n].mean() - s[n:].mean()
    halves = np.array([s[list(half)].sum() for half in combinations(range(2 * n), n)])
    # EQUIVALENT swapped-operands: the other half of every split is a split as well
    differences = (2 * halves - total) / n
    # EQUIVALENT comparison: no difference is less than SAME by just SAME
    p = (differences >= difference - SAME).mean()
    return float(difference / s.std(ddof=1)), float(p)
    # END SOLUTION
    # BEGIN MISTAKE std-over-x-only
    # why: the yardstick is the spread of all target words; that of X alone leaves Y out
    # hint: Suppose all words of X had the same s, and those of Y had not. By what would you divide?
    # if len(X) != len(Y):
    #     raise ValueError("X and Y must have equally many words")
    #
    # def unit(words):
    #     vectors = np.array([E[word] for word in words], dtype=float)
    #     return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    #
    # words = unit([*X, *Y])
    # s = (words @ unit(A).T).mean(axis=1) - (words @ unit(B).T).mean(axis=1)
    # n, total = len(X), s.sum()
    # difference = s[:n].mean() - s[n:].mean()
    # halves = np.array([s[list(half)].sum() for half in combinations(range(2 * n), n)])
    # p = ((2 * halves - total) / n >= difference - SAME).mean()
    # return float(difference / s[:n].std(ddof=1)), float(p)
    # END MISTAKE
    # BEGIN MISTAKE mean-diff-unsigned
    # why: without its sign the effect cannot say which set goes with which
    # hint: Exchange A and B. Should the effect stay as it is?
    # if len(X) != len(Y):
    #     raise ValueError("X and Y must have equally many words")
    #
    # def unit(words):
    #     vectors = np.array([E[word] for word in words], dtype=float)
    #     return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    #
    # words = unit([*X, *Y])
    # s = (words @ unit(A).T).mean(axis=1) - (words @ unit(B).T).mean(axis=1)
    # n, total = len(X), s.sum()
    # difference = abs(s[:n].mean() - s[n:].mean())
    # halves = np.array([s[list(half)].sum() for half in combinations(range(2 * n), n)])
    # p = (np.abs(2 * halves - total) / n >= difference - SAME).mean()
    # return float(difference / s.std(ddof=1)), float(p)
    # END MISTAKE
    # BEGIN MISTAKE permutation-not-equal-split
    # why: counts splits of any sizes; the null hypothesis exchanges words between equal halves
    # hint: For two words a side, how many ways are there to divide four words into two pairs (X',
    # hint: Y')? How many splits does your p divide by?
    # if len(X) != len(Y):
    #     raise ValueError("X and Y must have equally many words")
    #
    # def unit(words):
    #     vectors = np.array([E[word] for word in words], dtype=float)
    #     return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    #
    # words = unit([*X, *Y])
    # s = (words @ unit(A).T).mean(axis=1) - (words @ unit(B).T).mean(axis=1)
    # n = len(X)
    # difference = s[:n].mean() - s[n:].mean()
    # everyone = set(range(2 * n))
    # splits = [set(part) for size in range(1, 2 * n) for part in combinations(everyone, size)]
    # differences = np.array([s[list(x)].mean() - s[list(everyone - x)].mean() for x in splits])
    # p = (differences >= difference - SAME).mean()
    # return float(difference / s.std(ddof=1)), float(p)
    # END MISTAKE
    # BEGIN MISTAKE dot-product-not-cosine
    # why: long vectors, those of frequent words, then count for more
    # hint: Make one vector ten times as long. Should the association of its word change?
    # if len(X) != len(Y):
    #     raise ValueError("X and Y must have equally many words")
    #
    # def vectors(words):
    #     return np.array([E[word] for word in words], dtype=float)
    #
    # words = vectors([*X, *Y])
    # s = (words @ vectors(A).T).mean(axis=1) - (words @ vectors(B).T).mean(axis=1)
    # n, total = len(X), s.sum()
    # difference = s[:n].mean() - s[n:].mean()
    # halves = np.array([s[list(half)].sum() for half in combinations(range(2 * n), n)])
    # p = ((2 * halves - total) / n >= difference - SAME).mean()
    # return float(difference / s.std(ddof=1)), float(p)
    # END MISTAKE
    # BEGIN MISTAKE population-std
    # why: divides by the number of words, where the definition here divides by one less
    # hint: Four words: by which number do you divide the sum of squares?
    # if len(X) != len(Y):
    #     raise ValueError("X and Y must have equally many words")
    #
    # def unit(words):
    #     vectors = np.array([E[word] for word in words], dtype=float)
    #     return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    #
    # words = unit([*X, *Y])
    # s = (words @ unit(A).T).mean(axis=1) - (words @ unit(B).T).mean(axis=1)
    # n, total = len(X), s.sum()
    # difference = s[:n].mean() - s[n:].mean()
    # halves = np.array([s[list(half)].sum() for half in combinations(range(2 * n), n)])
    # p = ((2 * halves - total) / n >= difference - SAME).mean()
    # return float(difference / s.std()), float(p)
    # END MISTAKE
    # BEGIN MISTAKE observed-split-left-out
    # why: counts only splits that are strictly greater: p is 0 for the most extreme split, and a
    # why: tie is no evidence against chance
    # hint: Can an exact test of twenty splits ever say p = 0? Which split is always at least as
    # hint: extreme as yours?
    # if len(X) != len(Y):
    #     raise ValueError("X and Y must have equally many words")
    #
    # def unit(words):
    #     vectors = np.array([E[word] for word in words], dtype=float)
    #     return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    #
    # words = unit([*X, *Y])
    # s = (words @ unit(A).T).mean(axis=1) - (words @ unit(B).T).mean(axis=1)
    # n, total = len(X), s.sum()
    # difference = s[:n].mean() - s[n:].mean()
    # halves = np.array([s[list(half)].sum() for half in combinations(range(2 * n), n)])
    # p = ((2 * halves - total) / n > difference + SAME).mean()
    # return float(difference / s.std(ddof=1)), float(p)
    # END MISTAKE
