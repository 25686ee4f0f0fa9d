"""The two moves of byte-pair encoding."""

from collections import Counter
from itertools import pairwise


def pair_counts(words):
    counts = Counter()
    for word, frequency in words.items():
        for pair in pairwise(word):
            counts[pair] += frequency
    return counts


class merge:
    def __init__(self, ids, pair, new_id):
        self.merged = []
        i = 0
        while i < len(ids):
            if tuple(ids[i : i + 2]) == pair:
                self.merged.append(new_id)
                i += 2
            else:
                self.merged.append(ids[i])
                i += 1
