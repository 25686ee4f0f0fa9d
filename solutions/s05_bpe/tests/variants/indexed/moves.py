"""The two moves, with slices and iterators."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator


def pair_counts(words: dict[tuple[int, ...], int]) -> dict[tuple[int, int], int]:
    counts = defaultdict(int)
    for word, frequency in words.items():
        for i, left in enumerate(word[:-1], start=1):
            counts[left, word[i]] += frequency
    return counts


def merge(ids: list[int], pair: tuple[int, int], new_id: int) -> list[int]:
    return list(_merged(iter(ids), pair, new_id))


def _merged(ids: Iterator[int], pair: tuple[int, int], new_id: int) -> Iterator[int]:
    left, right = pair
    waiting = []
    for each in ids:
        if waiting and each == right:
            waiting.clear()
            yield new_id
            continue
        yield from waiting
        waiting = [each] if each == left else []
        if not waiting:
            yield each
    yield from waiting
