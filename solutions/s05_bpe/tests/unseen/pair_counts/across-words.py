"""I believed that the corpus is one long row of ids, in which all neighbours are pairs."""

from collections import Counter


def pair_counts(words: dict[tuple[int, ...], int]) -> Counter[tuple[int, int]]:
    stream: list[int] = []
    for word, frequency in words.items():
        stream.extend(word * frequency)
    counts: Counter[tuple[int, int]] = Counter()
    for left, right in zip(stream, stream[1:]):
        counts[left, right] += 1
    return counts
