"""The two moves of byte-pair encoding."""

from collections import Counter
from itertools import pairwise


def pair_counts(words):
    counts = Counter()
    for word, frequency in words.items():
        for pair in pairwise(word):
            counts[pair] += frequency
    return counts


def merge(ids: list[int], pair: tuple[int, int], new_id: int) -> list[int]:
    """Replace each occurrence of ``pair`` in ``ids`` by ``new_id``, from left to right.

    Args:
        ids: the ids of one word; it may be empty.
        pair: the two ids to look for, side by side and in this order.
        new_id: what stands in their place.

    Returns:
        A new list; ``ids`` is left as it is.

    Conventions: where occurrences overlap, the leftmost is taken, and an id that has been merged is
    used up: with pair (5, 5), [5, 5, 5] becomes [new_id, 5].

    Example:
        >>> merge([1, 2, 3, 1, 2], (1, 2), 9)
        [9, 3, 9]
    """
    # TODO: Replace each occurrence of ``pair`` in ``ids`` by ``new_id``, from left to right
    raise NotImplementedError(
        "merge: Replace each occurrence of ``pair`` in ``ids`` by ``new_id``, from left to right"
    )
