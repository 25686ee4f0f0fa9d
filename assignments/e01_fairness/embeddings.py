"""Bias in word embeddings: the Word Embedding Association Test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
    # TODO: Are the words X closer to A, and the words Y closer to B? Effect size and exact p-value
    raise NotImplementedError(
        "weat: Are the words X closer to A, and the words Y closer to B? Effect size and exact "
        "p-value"
    )
