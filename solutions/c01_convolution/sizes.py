"""How many places a kernel has on an axis, and how much padding keeps an axis as long as it is."""

from __future__ import annotations


def pair(size: int | tuple[int, int]) -> tuple[int, int]:
    """A size for rows and columns: one number stands for both.

    Given, not graded. Kernels of pools, strides, paddings and dilations may be written both ways.

    Example:
        >>> pair(3), pair((3, 1))
        ((3, 3), (3, 1))
    """
    return (size, size) if isinstance(size, int) else (size[0], size[1])


def conv_output_size(n: int, k: int, stride: int = 1, pad: int = 0, dilation: int = 1) -> int:
    """Number of places that a kernel of `k` entries has on an axis of `n` entries.

        places = floor((n + 2 pad - dilation (k - 1) - 1) / stride) + 1

    Source: Dumoulin and Visin, A guide to convolution arithmetic for deep learning (2016),
    relationship 15.

    Args:
        n: length of the axis, at least 1.
        k: entries of the kernel along the axis, at least 1.
        stride: steps from one place to the next, at least 1.
        pad: entries added at the front, and as many at the back, at least 0.
        dilation: steps from one kernel entry to the next, at least 1; 1 is a kernel without gaps.

    Returns:
        An int, at least 1. What is left over at the end, less than a stride, is not visited.

    Raises:
        ValueError: the kernel reaches further than the padded axis, so that it has no place.

    Example:
        >>> conv_output_size(8, 3, stride=2), conv_output_size(8, 3, dilation=2)
        (3, 4)
    """
    # BEGIN SOLUTION
    reach = dilation * (k - 1) + 1
    room = n + 2 * pad - reach
    if room < 0:
        raise ValueError(f"a kernel that reaches {reach} does not fit into {n + 2 * pad}")
    return room // stride + 1
    # END SOLUTION
    # BEGIN MISTAKE no-floor
    # why: true division gives a float, and half a place where the stride does not divide the room
    # hint: How many whole steps of 2 fit into a room of 5? And which type does `/` return, even
    # hint: for 6 / 2?
    # reach = dilation * (k - 1) + 1
    # room = n + 2 * pad - reach
    # if room < 0:
    #     raise ValueError(f"a kernel that reaches {reach} does not fit into {n + 2 * pad}")
    # return room / stride + 1
    # END MISTAKE
    # BEGIN MISTAKE dilation-ignored
    # why: a dilated kernel of k entries reaches over dilation * (k - 1) + 1 entries
    # hint: Draw a kernel of three entries with dilation 2 on squared paper. Over how many squares
    # hint: does it reach from its first to its last entry?
    # room = n + 2 * pad - k
    # if room < 0:
    #     raise ValueError(f"a kernel of {k} does not fit into {n + 2 * pad}")
    # return room // stride + 1
    # END MISTAKE
    # BEGIN MISTAKE plus-one-missing
    # why: counts the steps and not the places; n places have n - 1 steps between them
    # hint: A kernel as long as the axis cannot move at all. In how many places can it lie?
    # reach = dilation * (k - 1) + 1
    # room = n + 2 * pad - reach
    # if room < 0:
    #     raise ValueError(f"a kernel that reaches {reach} does not fit into {n + 2 * pad}")
    # return room // stride
    # END MISTAKE
    # BEGIN MISTAKE pads-once
    # why: counts the padding of one end only
    # hint: `pad` entries are added at the front. What is added at the back?
    # reach = dilation * (k - 1) + 1
    # room = n + pad - reach
    # if room < 0:
    #     raise ValueError(f"a kernel that reaches {reach} does not fit into {n + pad}")
    # return room // stride + 1
    # END MISTAKE
    # BEGIN MISTAKE no-room-accepted
    # why: a kernel that does not fit gives 0 or a negative size, and the error shows up far away
    # hint: What do you return for a kernel of 5 on an axis of 3, and what could an array with that
    # hint: many rows look like?
    # reach = dilation * (k - 1) + 1
    # return (n + 2 * pad - reach) // stride + 1
    # END MISTAKE


def same_padding(n: int, k: int, s: int) -> tuple[int, int]:
    """Padding in front of and behind an axis so that it has ceil(n / s) places for a kernel.

        total = max(s (ceil(n / s) - 1) + k - n, 0)

    The name is from stride 1, where the axis stays as long as it is. This is TensorFlow's "SAME".

    Args:
        n: length of the axis, at least 1.
        k: entries of the kernel, at least 1.
        s: stride, at least 1.

    Returns:
        (l, r): two ints of at least 0, l entries in front and r behind, and l + r = total.

    Conventions: where the total is odd, the entry more is behind: r = l + 1.

    Example:
        >>> same_padding(5, 3, 1), same_padding(5, 4, 1)
        ((1, 1), (1, 2))
    """
    # BEGIN SOLUTION
    places = -(-n // s)  # ceil(n / s) without leaving the whole numbers
    total = max(s * (places - 1) + k - n, 0)
    return total // 2, total - total // 2
    # END SOLUTION
    # BEGIN MISTAKE same-symmetric
    # why: half of an odd total, rounded down at both ends, is one entry short
    # hint: For a kernel of 4 and stride 1 one needs 3 more entries. How many do your two ends have
    # hint: together?
    # places = -(-n // s)
    # total = max(s * (places - 1) + k - n, 0)
    # return total // 2, total // 2
    # END MISTAKE
    # BEGIN MISTAKE extra-in-front
    # why: the odd entry goes behind; in front every window is shifted by one
    # hint: The total is odd. On which side do the conventions put the entry more?
    # places = -(-n // s)
    # total = max(s * (places - 1) + k - n, 0)
    # return total - total // 2, total // 2
    # END MISTAKE
    # BEGIN MISTAKE stride-ignored
    # why: k - 1 is right for stride 1 only; with longer steps less is missing
    # hint: With stride 2 and six entries, where does the third window begin, and where does a
    # hint: window of three then end? How much is missing behind the axis?
    # total = k - 1
    # return total // 2, total - total // 2
    # END MISTAKE
    # BEGIN MISTAKE negative-total
    # why: with a stride longer than the kernel nothing is missing, and nothing may be cut off
    # hint: What do you return when the steps are longer than the kernel? Can padding be negative?
    # places = -(-n // s)
    # total = s * (places - 1) + k - n
    # return total // 2, total - total // 2
    # END MISTAKE
