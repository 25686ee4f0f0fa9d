"""The two moves of byte-pair encoding: count neighbouring pairs, merge one pair into a new id."""

from collections import Counter
from itertools import pairwise


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
    # BEGIN SOLUTION
    counts: Counter[tuple[int, int]] = Counter()
    for word, frequency in words.items():
        for pair in pairwise(word):
            counts[pair] += frequency
    return counts
    # END SOLUTION
    # BEGIN MISTAKE unweighted
    # why: each distinct word counts once, so a rare word weighs as much as a frequent one
    # hint: `words` maps a word to a number. How much should a word that occurs 1000 times add,
    # hint: compared with one that occurs once?
    # counts: Counter[tuple[int, int]] = Counter()
    # for word in words:
    #     for pair in pairwise(word):
    #         counts[pair] += 1
    # return counts
    # END MISTAKE
    # BEGIN MISTAKE across-words
    # why: the words are joined into one stream, so the last id of a word pairs with the next word
    # hint: Does your count hold a pair whose left id ends one word and whose right id begins the
    # hint: next? Which merges does pre-tokenisation forbid?
    # counts: Counter[tuple[int, int]] = Counter()
    # stream = [(token, frequency) for word, frequency in words.items() for token in word]
    # for (left, frequency), (right, _) in pairwise(stream):
    #     counts[left, right] += frequency
    # return counts
    # END MISTAKE
    # BEGIN MISTAKE non-overlap-miscount
    # why: counts the merges that would be made, so that (5, 5, 5) holds (5, 5) once, not twice
    # hint: How many neighbouring positions does a word of three equal ids have? Counting pairs and
    # hint: merging them are two different questions.
    # counts: Counter[tuple[int, int]] = Counter()
    # for word, frequency in words.items():
    #     for pair in set(pairwise(word)):
    #         counts[pair] += frequency * (len(word) - len(merge(list(word), pair, -1)))
    # return counts
    # END MISTAKE


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
    # BEGIN SOLUTION
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
    # END SOLUTION
    # BEGIN MISTAKE overlap-wrong
    # why: scans from the right, so that of two overlapping pairs the right one is taken
    # hint: Which of the two overlapping pairs in [5, 5, 5] do you reach first? From which end
    # hint: does the docstring read?
    # merged = []
    # i = len(ids) - 1
    # while i >= 0:
    #     if i > 0 and (ids[i - 1], ids[i]) == pair:
    #         merged.append(new_id)
    #         i -= 2
    #     else:
    #         merged.append(ids[i])
    #         i -= 1
    # return merged[::-1]
    # END MISTAKE
    # BEGIN MISTAKE last-pair-missed
    # why: the bound is one too small, so that a pair at the very end is never seen
    # hint: At which index does the last pair of a list of n ids begin? Try a list of exactly two.
    # merged = []
    # i = 0
    # while i < len(ids):
    #     if i < len(ids) - 2 and (ids[i], ids[i + 1]) == pair:
    #         merged.append(new_id)
    #         i += 2
    #     else:
    #         merged.append(ids[i])
    #         i += 1
    # return merged
    # END MISTAKE
    # BEGIN MISTAKE in-place-skip
    # why: deletes from the list it walks along and still advances by two, so it skips the next id
    # hint: After you delete an element, which index does the element after it have? And whose list
    # hint: are you deleting from?
    # i = 0
    # while i < len(ids) - 1:
    #     if (ids[i], ids[i + 1]) == pair:
    #         ids[i] = new_id
    #         del ids[i + 1]
    #         i += 2
    #     else:
    #         i += 1
    # return ids
    # END MISTAKE
    # BEGIN MISTAKE index-error-at-end
    # why: looks at ids[i + 1] without asking whether there is one
    # hint: What does your loop read when the last id of the list equals the first id of the pair?
    # verdict: ERROR
    # merged = []
    # i = 0
    # while i < len(ids):
    #     if ids[i] == pair[0] and ids[i + 1] == pair[1]:
    #         merged.append(new_id)
    #         i += 2
    #     else:
    #         merged.append(ids[i])
    #         i += 1
    # return merged
    # END MISTAKE
    # BEGIN MISTAKE mutates-input
    # why: the merged ids are right but are written into the caller's list
    # hint: After the call, does the list that was passed in still hold what it held before?
    # i = 0
    # while i < len(ids) - 1:
    #     if (ids[i], ids[i + 1]) == pair:
    #         ids[i : i + 2] = [new_id]
    #     i += 1
    # return ids
    # END MISTAKE
