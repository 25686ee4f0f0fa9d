"""I believed that a pair counts as often as it could be merged."""

from collections import Counter


def pair_counts(words: dict[tuple[int, ...], int]) -> Counter[tuple[int, int]]:
    counts: Counter[tuple[int, int]] = Counter()
    for word, frequency in words.items():
        free_from: dict[tuple[int, int], int] = {}
        for i in range(len(word) - 1):
            pair = (word[i], word[i + 1])
            if i >= free_from.get(pair, 0):
                counts[pair] += frequency
                free_from[pair] = i + 2
    return counts
