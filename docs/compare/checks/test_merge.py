"""Tests of merge, as a course would write them for pytest."""

from s05_bpe import merge


def test_merge_worked_example():
    """In " sheep" the pair (h, e) becomes one id and the rest stays.

    Replace every occurrence of the pair by the new id, and keep all other ids.
    """
    assert merge([32, 115, 104, 101, 101, 112], (104, 101), 256) == [32, 115, 256, 101, 112]


def test_merge_overlaps_from_the_left():
    """Of two overlapping occurrences the left one is merged.

    Go from left to right: an id that was merged is not merged again.
    """
    assert merge([5, 5, 5], (5, 5), 9) == [9, 5]


def test_merge_at_the_end():
    """A pair at the end is merged, and half a pair at the end stays.

    Look at the last ids: does your loop go too far, or not far enough?
    """
    assert merge([3, 1, 2], (1, 2), 9) == [3, 9]
    assert merge([1, 2, 1], (1, 2), 9) == [9, 1]


def test_merge_leaves_its_input():
    """The list that was passed in holds afterwards what it held before.

    Work on a copy: the list that was passed in is not yours.
    """
    ids = [1, 2, 1, 2, 3]
    assert merge(ids, (1, 2), 9) == [9, 9, 3]
    assert ids == [1, 2, 1, 2, 3]
