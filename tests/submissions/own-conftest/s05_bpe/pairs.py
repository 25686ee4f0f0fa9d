"""The two moves of byte-pair encoding."""

from collections import Counter
from itertools import pairwise


def pair_counts(words):
    counts = Counter()
    for word, frequency in words.items():
        for pair in pairwise(word):
            counts[pair] += frequency
    return counts


def merge(ids, pair, new_id):
    return []
