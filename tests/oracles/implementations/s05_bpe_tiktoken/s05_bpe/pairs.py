"""Counting by word and then by corpus; merging with an iterator that looks one id ahead."""

from collections import Counter


def pair_counts(words):
    counts = Counter()
    for word, frequency in words.items():
        in_word = Counter(zip(word, word[1:], strict=False))
        counts.update({pair: count * frequency for pair, count in in_word.items()})
    return counts


def merge(ids, pair, new_id):
    merged = []
    waiting = None  # a left half that may become a pair
    for current in ids:
        if waiting is not None and current == pair[1]:
            merged.append(new_id)
            waiting = None
            continue
        if waiting is not None:
            merged.append(waiting)
        waiting = current if current == pair[0] else None
        if waiting is None:
            merged.append(current)
    return merged if waiting is None else [*merged, waiting]
