"""Writes the corpus out in full, word after word, and counts neighbours in the long list."""


def pair_counts(words):
    corpus = []
    for word, frequency in words.items():
        corpus += list(word) * frequency
    counts = {}
    for i in range(1, len(corpus)):
        pair = corpus[i - 1], corpus[i]
        counts[pair] = counts.get(pair, 0) + 1
    return counts
