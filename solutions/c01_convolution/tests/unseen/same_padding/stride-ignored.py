"""I believed that a kernel of k entries always needs k - 1 entries of padding."""

from __future__ import annotations


def same_padding(n: int, k: int, s: int) -> tuple[int, int]:
    total = k - 1
    front = total // 2
    return front, total - front
