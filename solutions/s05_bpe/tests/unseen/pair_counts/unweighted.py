"""I believed that each word of the dict is looked at once and so counts once."""

from collections import Counter


def pair_counts(words: dict[tuple[int, ...], int]) -> Counter[tuple[int, int]]:
    counts: Counter[tuple[int, int]] = Counter()
    for word in words:
        counts.update(zip(word, word[1:]))
    return counts
