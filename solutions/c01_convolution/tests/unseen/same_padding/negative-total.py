"""I believed that the last window always ends at or behind the end of the axis."""

from __future__ import annotations


def same_padding(n: int, k: int, s: int) -> tuple[int, int]:
    places = -(-n // s)
    total = s * (places - 1) + k - n
    front = total // 2
    return front, total - front
