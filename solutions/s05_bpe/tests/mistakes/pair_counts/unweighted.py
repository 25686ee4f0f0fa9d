"""Walks over the keys of the dictionary, and takes each of them for one occurrence."""

from collections import Counter
from itertools import chain, pairwise


def pair_counts(words):
    return Counter(chain.from_iterable(pairwise(word) for word in words))
