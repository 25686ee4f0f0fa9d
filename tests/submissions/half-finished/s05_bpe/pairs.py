"""The two moves of byte-pair encoding: count neighbouring pairs, merge one pair into a new id."""

from collections import Counter


def pair_counts(words: dict[tuple[int, ...], int]) -> Counter[tuple[int, int]]:
    """Count how often each pair of neighbouring ids occurs in the corpus.

    Args:
        words: each distinct pre-token, as its ids, with how often it stands in the corpus.

    Returns:
        For each pair that occurs, its number of occurrences (a Counter or a plain dict).

    Conventions: a pair lies inside one word, never across two. A word that stands n times in the
    corpus counts n times. Every position counts, also when two of them overlap: (5, 5, 5) holds the
    pair (5, 5) twice. A pair that does not occur has no entry. ``words`` is left as it is.

    Example:
        >>> pair_counts({(1, 2, 3): 2, (2, 3): 5}) == {(1, 2): 2, (2, 3): 7}
        True
    """
    # TODO: Count how often each pair of neighbouring ids occurs in the corpus
    counts = Counter()
    for word, frequency in words.items():
        for left, right in zip(word, word[1:]):
            counts[left, right] += frequency
    raise NotImplementedError(
        "pair_counts: Count how often each pair of neighbouring ids occurs in the corpus"
    )


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
