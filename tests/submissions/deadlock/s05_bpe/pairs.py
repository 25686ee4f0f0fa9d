"""The two moves of byte-pair encoding."""

from collections import Counter
from itertools import pairwise
from threading import Lock, Thread

lock = Lock()


def pair_counts(words):
    counts = Counter()

    def count(word, frequency):
        with lock:
            for pair in pairwise(word):
                counts[pair] += frequency

    with lock:
        threads = [Thread(target=count, args=each) for each in words.items()]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return counts


def merge(ids, pair, new_id):
    merged = []
    i = 0
    while i < len(ids):
        if tuple(ids[i : i + 2]) == pair:
            merged.append(new_id)
            i += 2
        else:
            merged.append(ids[i])
            i += 1
    return merged
